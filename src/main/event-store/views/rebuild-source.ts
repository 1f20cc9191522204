import type { StoredEvent } from "../../../shared/events/stored-event.ts";

/** Where a rebuild reads the log from. The store's `EventLog` is one. */
export interface RebuildEventSource {
  /** Ids of all streams; whether the system stream is among them does not matter. */
  getAllResourceIds(): Promise<readonly string[]>;
  /** Every readable event of a stream, as it stands in the log. An unknown stream has none. */
  getEvents(streamId: string): Promise<readonly StoredEvent[]>;
  /**
   * Where the streams stand, so that a large log can be read in worker threads. Left out, or `undefined`, where they are
   * not files of this machine.
   */
  locateStreams?(): Promise<StreamLocations | undefined>;
}

/** The files of a log. */
export interface StreamLocations {
  /** Absolute path of the log's folder. */
  readonly eventsDir: string;
  /** Files below that folder, with `/`, in the order in which `getEvents` reads them, by the id of their stream. */
  readonly files: ReadonlyMap<string, readonly string[]>;
}
