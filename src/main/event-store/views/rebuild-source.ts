import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import type { StreamLocations } from "../log/event-storage.ts";

/** Where a rebuild reads the log from. The store's `EventLog` is one. */
export interface RebuildEventSource {
  /** Ids of all streams; whether the system stream is among them does not matter. */
  getAllResourceIds(): Promise<readonly string[]>;
  /** Every readable event of a stream, as it stands in the log. An unknown stream has none. */
  getEvents(streamId: string): Promise<readonly StoredEvent[]>;
  /** The same one by one; a stream of any size then takes little memory. */
  streamEvents?(streamId: string): AsyncIterable<StoredEvent>;
  /**
   * Where the streams stand, so that a large log can be read in worker threads. Left out, or `undefined`, where they are
   * not files of this machine.
   */
  locateStreams?(): Promise<StreamLocations | undefined>;
}
