import type { UnknownEvent } from "../../../shared/events/catalogue.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { readLine } from "../../event-store/log/read-line.ts";
import { type LogSource, withLogFile } from "../../event-store/log/read-stream.ts";

/** An event that was chosen from a log, with its stream. */
export interface ListedEvent {
  readonly stream: string;
  readonly stored: StoredEvent;
}

interface KeptEvent {
  readonly stream: string;
  /** Milliseconds since 1970; 0 for what is no time. */
  readonly time: number;
  readonly file: string;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  /** Absent where only the place is kept. */
  stored: StoredEvent | undefined;
}

/** Bytes of lines whose events are kept; a whole log may be more than memory holds. */
const MOST_BYTES = 64 << 20;
/** Events kept beside those that will be listed, before they are sorted out. */
const ROOM = 10_000;
/** Events that are read again together. */
const PAGE = 2_000;
/** Lines of one file that lie within so many bytes are read in one go. */
const WINDOW = 4 << 20;

/** Events to be listed: the newest so many of all that are added, kept by their places once they are many. */
export class ListedEvents {
  readonly #limit: number;
  readonly #isByTime: boolean;
  readonly #mostBytes: number;
  #kept: KeptEvent[] = [];
  #bytes = 0;

  /** @param limit the newest so many are listed @param isByTime lists by time instead of as added */
  constructor({ limit, isByTime, mostBytes = MOST_BYTES }: { limit: number; isByTime: boolean; mostBytes?: number }) {
    this.#limit = limit;
    this.#isByTime = isByTime;
    this.#mostBytes = mostBytes;
  }

  /** @param stored as it was read from a file */
  add(stream: string, stored: StoredEvent): void {
    const { file, line, offset, length } = stored.record ?? NOWHERE;
    const time = Date.parse(stored.event.timestamp ?? "") || 0;
    this.#bytes += length;
    const isKept = stored.record === undefined || this.#bytes <= this.#mostBytes;
    this.#kept.push({ stream, time, file, line, offset, length, stored: isKept ? stored : undefined });
    if (this.#kept.length > this.#limit + ROOM) this.#choose();
  }

  /** In their order, some at a time. What is not kept is read again. @throws StreamUnreadableError */
  async *read(source: LogSource): AsyncGenerator<readonly ListedEvent[], void, void> {
    this.#choose();
    for (let from = 0; from < this.#kept.length; from += PAGE) {
      const page = this.#kept.slice(from, from + PAGE);
      const read = await readAgain(
        source,
        page.filter(({ stored }) => stored === undefined),
      );
      yield page.flatMap((kept) => {
        const stored = kept.stored ?? read.get(kept);
        return stored === undefined ? [] : [{ stream: kept.stream, stored }];
      });
    }
  }

  /** Sorting is stable, so that events of one stream and one time stay as they stand. */
  #choose(): void {
    if (this.#isByTime) this.#kept.sort((left, right) => left.time - right.time);
    if (this.#kept.length <= this.#limit) return;
    this.#kept = this.#kept.slice(-this.#limit);
    this.#bytes = this.#kept.reduce((sum, { length, stored }) => (stored === undefined ? sum : sum + length), 0);
  }
}

const NOWHERE = { file: "", line: 0, offset: 0, length: 0 };

/** A line that has become another one since is left out: it is no event that was chosen. */
async function readAgain(
  source: LogSource,
  kept: readonly KeptEvent[],
): Promise<ReadonlyMap<KeptEvent, StoredEvent<UnknownEvent>>> {
  const found = new Map<KeptEvent, StoredEvent<UnknownEvent>>();
  for (const [file, inFile] of Map.groupBy(kept, (one) => one.file)) {
    await withLogFile(source, file, async (open) => {
      for (const window of windows(inFile.toSorted((left, right) => left.offset - right.offset))) {
        const start = window[0]?.offset ?? 0;
        const end = window.reduce((most, { offset, length }) => Math.max(most, offset + length), start);
        const bytes = Buffer.alloc(end - start);
        let filled = 0;
        while (filled < bytes.length) {
          const count = await open.read(bytes.subarray(filled), start + filled);
          if (count === 0) break;
          filled += count;
        }
        for (const one of window) {
          const { line, offset, length } = one;
          const own = bytes.subarray(offset - start, Math.min(filled, offset - start + length));
          const reading = readLine(file, { bytes: own, line, offset, length, isTerminated: true });
          if (reading?.kind === "record") found.set(one, reading.stored);
        }
      }
    });
  }
  return found;
}

function* windows(kept: readonly KeptEvent[]): Generator<readonly KeptEvent[]> {
  let window: KeptEvent[] = [];
  for (const one of kept) {
    const start = window[0]?.offset ?? one.offset;
    if (window.length > 0 && one.offset + one.length - start > WINDOW) {
      yield window;
      window = [];
    }
    window.push(one);
  }
  if (window.length > 0) yield window;
}
