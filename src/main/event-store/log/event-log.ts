import type { EventInput } from "../../../shared/events/catalogue.ts";
import type { ResourceId, StreamId } from "../../../shared/events/ids.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import type { AppendOptions } from "./append-request.ts";
import { EventStorage, type EventStorageOptions, type LogProject, type StreamLocations } from "./event-storage.ts";

/** The append-only log of a project: one stream of events for each resource, and one for the system. */
export class EventLog {
  /** The files of the log. */
  readonly storage: EventStorage;

  constructor(project: LogProject, options: EventStorageOptions = {}) {
    this.storage = new EventStorage(project, options);
  }

  /** Appends an event; `EventStore.appendEvent` does that and keeps views and subscribers up to date. @throws as `EventStorage.append` */
  append(event: EventInput, streamId: StreamId, options?: AppendOptions): Promise<StoredEvent> {
    return this.storage.append(event, streamId, options);
  }

  /** Every event of a stream. An unknown stream has none. @throws StreamUnreadableError */
  getEvents(streamId: string): Promise<StoredEvent[]> {
    return this.storage.getEvents(streamId);
  }

  /** The same one by one, read as they are asked for. @throws StreamUnreadableError */
  streamEvents(streamId: string): AsyncGenerator<StoredEvent, void, void> {
    return this.storage.streamEvents(streamId);
  }

  /** Ids of all resources that have a stream. */
  getAllResourceIds(): Promise<ResourceId[]> {
    return this.storage.getAllResourceIds();
  }

  /** Where every stream stands, for reading a large log in worker threads; `undefined` when it is not read from this machine's disk. */
  locateStreams(): Promise<StreamLocations | undefined> {
    return this.storage.locateStreams();
  }

  /** Takes up a stream again that a failure has suspended, from what is on disk. */
  reopen(streamId: string): Promise<void> {
    return this.storage.reopen(streamId);
  }

  flush(): Promise<void> {
    return this.storage.flush();
  }

  close(): Promise<void> {
    return this.storage.close();
  }
}
