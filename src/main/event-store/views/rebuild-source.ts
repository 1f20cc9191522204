import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { inSequenceOrder } from "../../../shared/projection/project-view.ts";
import { type StorageUriClaims, uriChange } from "../../../shared/projection/storage-uri-claims.ts";
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

/** A stream in parts of some events, in the order of the log. */
export async function* readBatches(
  source: RebuildEventSource,
  resourceId: string,
): AsyncGenerator<readonly StoredEvent[], void, void> {
  if (source.streamEvents === undefined) yield await source.getEvents(resourceId);
  else for await (const stored of source.streamEvents(resourceId)) yield [stored];
}

/** Adds the claims of one resource to those of others. */
export async function readClaims(
  source: RebuildEventSource,
  resourceId: string,
  claims: StorageUriClaims,
): Promise<void> {
  const claiming: StoredEvent[] = [];
  for await (const batch of readBatches(source, resourceId)) {
    claiming.push(...batch.filter(({ event }) => uriChange(event) !== undefined));
  }
  for (const { event } of inSequenceOrder(claiming)) claims.apply(resourceId, event);
}
