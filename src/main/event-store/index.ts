/** The event store as published, with the core that it needs. */

export type {
  EventInput,
  EventOf,
  EventType,
  PayloadOf,
  ResourceEvent,
  SystemEventType,
  UnknownEvent,
} from "../../shared/events/catalogue.ts";
export { CREATION_METHODS, type CreationMethod } from "../../shared/events/creation-methods.ts";
export { EventBus, type EventChannels, type SubscriberError } from "../../shared/events/event-bus.ts";
export {
  type AnnotationId,
  annotationId,
  type EventId,
  eventId,
  type ResourceId,
  resourceId,
  type StreamId,
  SYSTEM_STREAM,
  type UserId,
  userId,
} from "../../shared/events/ids.ts";
export type { EventMetadata, RecordProvenance, RecordShape, StoredEvent } from "../../shared/events/stored-event.ts";
export type { ResourceAnnotations, ResourceDescriptor, ResourceView } from "../../shared/projection/resource-view.ts";
export { createEventStore, type EventStoreOptions, type StoreProject } from "./create-event-store.ts";
export { AppendFailedError, type AppendOutcome, isAppendFailedError } from "./errors/append-failed-error.ts";
export { InvalidEventError, isInvalidEventError } from "./errors/invalid-event-error.ts";
export { InvalidQueryError, isInvalidQueryError } from "./errors/invalid-query-error.ts";
export { InvalidStreamIdError, isInvalidStreamIdError } from "./errors/invalid-stream-id-error.ts";
export { isLogLockUnavailableError, LogLockUnavailableError } from "./errors/log-lock-unavailable-error.ts";
export { isLogLockedError, LogLockedError } from "./errors/log-locked-error.ts";
export { isSequenceConflictError, SequenceConflictError } from "./errors/sequence-conflict-error.ts";
export { isStoreClosedError, StoreClosedError } from "./errors/store-closed-error.ts";
export { isStreamSuspendedError, StreamSuspendedError } from "./errors/stream-suspended-error.ts";
export { isStreamUnreadableError, StreamUnreadableError } from "./errors/stream-unreadable-error.ts";
export { isStreamVanishedError, StreamVanishedError } from "./errors/stream-vanished-error.ts";
export { isSyncFailedError, SyncFailedError } from "./errors/sync-failed-error.ts";
export { EventStore, type EventStoreParts, type ViewFailure } from "./event-store.ts";
export { type FileSystem, nodeFileSystem } from "./file-system.ts";
export { generateAnnotationId } from "./generate-annotation-id.ts";
export { type ChainValidation, EventValidator } from "./integrity/event-validator.ts";
export type { AppendOptions, Durability } from "./log/append-request.ts";
export { EventLog } from "./log/event-log.ts";
export {
  EventStorage,
  type EventStorageOptions,
  type LogProject,
  type StreamLocations,
} from "./log/event-storage.ts";
export { type LogLock, processLock } from "./log/log-lock.ts";
export type { LineReading, MalformedLine } from "./log/read-line.ts";
export { getShardPath, jumpConsistentHash, sha256 } from "./log/shard.ts";
export type { LogDetails, Logger } from "./logger.ts";
export { openProject } from "./project/open-project.ts";
export type { ConfigProblem, Project, ProjectOptions } from "./project/project.ts";
export { SemiontProject } from "./project/semiont-project.ts";
export type { EventFilter } from "./query/event-filter.ts";
export { EventQuery } from "./query/event-query.ts";
export { CorruptViewError, isCorruptViewError } from "./views/errors/corrupt-view-error.ts";
export {
  isRebuildRunningError,
  type RebuildHolder,
  RebuildRunningError,
} from "./views/errors/rebuild-running-error.ts";
export { isResourceNotFoundError, ResourceNotFoundError } from "./views/errors/resource-not-found-error.ts";
export { isStateFolderInLogError, StateFolderInLogError } from "./views/errors/state-folder-in-log-error.ts";
export { isViewWriteError, ViewWriteError } from "./views/errors/view-write-error.ts";
export { isViewsLockedError, ViewsLockedError } from "./views/errors/views-locked-error.ts";
export type {
  RebuildFailure,
  RebuildOptions,
  RebuildProgress,
  RebuildResult,
  StaleView,
} from "./views/rebuild-result.ts";
export type { RebuildEventSource } from "./views/rebuild-source.ts";
export {
  removeStorageUriEntry,
  resolveStorageUri,
  type StateFolder,
  writeStorageUriEntry,
} from "./views/storage-uri-index.ts";
export { ViewManager, type ViewManagerOptions } from "./views/view-manager.ts";
export { ViewMaterializer } from "./views/view-materializer.ts";
export { FilesystemViewStorage, type FilesystemViewStorageOptions, type ViewStorage } from "./views/view-storage.ts";
