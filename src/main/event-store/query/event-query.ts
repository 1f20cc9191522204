import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { isStreamUnreadableError, StreamUnreadableError } from "../errors/stream-unreadable-error.ts";
import type { EventStorage } from "../log/event-storage.ts";
import { isMissing } from "../system-error.ts";
import { type CompiledFilter, compileFilter, type EventFilter } from "./event-filter.ts";
import { findByType } from "./find-by-type.ts";
import { FoundEvents } from "./found-events.ts";

/** Asks for events of one stream. Never writes. */
export class EventQuery {
  readonly #storage: EventStorage;
  readonly #found: FoundEvents;

  constructor(storage: EventStorage) {
    this.#storage = storage;
    this.#found = new FoundEvents(storage.source);
  }

  /** Every event of a stream in the order of the log; none for an unknown one. @throws StreamUnreadableError */
  getResourceEvents(resourceId: string): Promise<StoredEvent[]> {
    return this.#storage.getEvents(resourceId);
  }

  /**
   * The events that a filter lets through, in the order of the log. Where it names types, the events are remembered for
   * the next query and therefore frozen.
   * @throws InvalidQueryError, also where no stream is named; StreamUnreadableError
   */
  async queryEvents(filter: EventFilter): Promise<StoredEvent[]> {
    const compiled = compileFilter(filter);
    if (compiled.types === undefined) return takeFirst(this.#storage.streamEvents(compiled.streamId), compiled);
    return takeFirst(await this.#ofTypes(compiled.streamId, compiled.types), compiled);
  }

  /** The last event in the order of the log, without `record`; `null` where there is none. Reads the end only. */
  async getLatestEvent(resourceId: string): Promise<StoredEvent | null> {
    return (await this.getLatestEvents(resourceId, 1))[0] ?? null;
  }

  /** The last events, the latest last, without `record`. Reads the end only. */
  getLatestEvents(resourceId: string, count: number): Promise<StoredEvent[]> {
    return this.#storage.getLastEvents(resourceId, count);
  }

  /** How many events a stream has; lines that are no records do not count. */
  async getEventCount(resourceId: string): Promise<number> {
    let count = 0;
    for await (const _ of this.#storage.streamEvents(resourceId)) count += 1;
    return count;
  }

  async hasEvents(resourceId: string): Promise<boolean> {
    return (await this.getLatestEvent(resourceId)) !== null;
  }

  async #ofTypes(streamId: string, types: ReadonlySet<string>): Promise<readonly StoredEvent[]> {
    const files = (await this.#storage.references(streamId)).flatMap((reference) => reference.files);
    const key = JSON.stringify([streamId, ...[...types].sort()]);
    try {
      return await this.#found.get(key, files, async () => {
        const events: StoredEvent[] = [];
        for (const file of files) await findByType(this.#storage.source, file, types, (stored) => events.push(stored));
        return events;
      });
    } catch (error) {
      if (isMissing(error) || isStreamUnreadableError(error)) throw StreamUnreadableError.from(streamId, error);
      throw error;
    }
  }
}

async function takeFirst(
  events: Iterable<StoredEvent> | AsyncIterable<StoredEvent>,
  { matches, limit }: CompiledFilter,
): Promise<StoredEvent[]> {
  const taken: StoredEvent[] = [];
  for await (const stored of events) {
    if (!matches(stored)) continue;
    taken.push(stored);
    if (taken.length >= limit) break;
  }
  return taken;
}
