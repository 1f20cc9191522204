import type { EventBus } from "../../shared/events/event-bus.ts";
import { EventStore, type ViewFailure } from "./event-store.ts";
import { EventLog } from "./log/event-log.ts";
import type { EventStorageOptions } from "./log/event-storage.ts";
import { type Logger, silentLogger } from "./logger.ts";
import type { Project } from "./project/project.ts";
import { ViewManager } from "./views/view-manager.ts";
import { FilesystemViewStorage } from "./views/view-storage.ts";

/** How a store is made; every field has a default that is safe. Listed in `docs/event-store.md`. */
export interface EventStoreOptions extends Omit<EventStorageOptions, "logger"> {
  readonly onViewFailure?: ViewFailure;
}

/** What of a project the store needs. `SemiontProject` is one. */
export type StoreProject = Pick<Project, "root" | "eventsDir" | "stateDir" | "stagesWithGit">;

/**
 * Makes the event store of a project. Reads and writes nothing yet: the log's folder is made by the first append.
 * Close it when done, so that views reach the disk and files are closed.
 * @param eventBus where events are published once they are in the log
 * @param logger where the store tells what happens inside it; silent unless given
 */
export function createEventStore(
  project: StoreProject,
  eventBus: EventBus,
  logger: Logger = silentLogger,
  { onViewFailure, ...options }: EventStoreOptions = {},
): EventStore {
  const fileSystem = options.fileSystem === undefined ? {} : { fileSystem: options.fileSystem };
  const log = new EventLog(project, { ...options, logger });
  const viewStorage = new FilesystemViewStorage(project, {
    ...fileSystem,
    streamShard: () => log.storage.shardFunction(),
    logger,
  });
  const views = new ViewManager(viewStorage, project, { ...fileSystem, logger });
  const report = onViewFailure === undefined ? {} : { onViewFailure };
  return new EventStore({ log, views, viewStorage, eventBus, logger, ...report });
}
