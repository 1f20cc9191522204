import { join } from "node:path";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import type { LogSource } from "../log/read-stream.ts";

/** What tells one content of a file from another, short of reading it. */
interface FileStamp {
  readonly file: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

interface Found {
  readonly stamps: readonly FileStamp[];
  readonly events: readonly StoredEvent[];
  /** Bytes of their records. */
  readonly weight: number;
}

/** Events of more bytes than this together are not kept; in memory they take about three times as much. */
const CAPACITY = 16 * 1024 * 1024;

/** Keeps what was found in streams for as long as their files stay as they are. Events are shared, and so are frozen. */
export class FoundEvents {
  readonly #source: LogSource;
  /** The longest unused first. */
  readonly #found = new Map<string, Found>();
  #weight = 0;

  constructor(source: LogSource) {
    this.#source = source;
  }

  /** @returns what was found before under this key, or what `find` finds now */
  async get(
    key: string,
    files: readonly string[],
    find: () => Promise<readonly StoredEvent[]>,
  ): Promise<readonly StoredEvent[]> {
    const stamps = await Promise.all(files.map((file) => this.#stamp(file)));
    const known = this.#found.get(key);
    if (known !== undefined) {
      this.#drop(key, known);
      if (areEqual(known.stamps, stamps)) {
        this.#keep(key, known);
        return known.events;
      }
    }
    const events = await find();
    const weight = events.reduce((sum, { record }) => sum + (record?.length ?? 0), 0);
    if (weight <= CAPACITY) {
      for (const stored of events) freezeDeeply(stored);
      this.#keep(key, { stamps, events, weight });
    }
    return events;
  }

  #keep(key: string, found: Found): void {
    this.#found.set(key, found);
    this.#weight += found.weight;
    for (const [oldest, old] of this.#found) {
      if (this.#weight <= CAPACITY) return;
      this.#drop(oldest, old);
    }
  }

  #drop(key: string, found: Found): void {
    this.#found.delete(key);
    this.#weight -= found.weight;
  }

  async #stamp(file: string): Promise<FileStamp> {
    const { size, mtimeMs, ino } = await this.#source.fileSystem.lstat(join(this.#source.eventsDir, file));
    return { file, size, mtimeMs, ino };
  }
}

function areEqual(left: readonly FileStamp[], right: readonly FileStamp[]): boolean {
  return (
    left.length === right.length &&
    left.every((stamp, index) => {
      const other = right[index];
      return (
        stamp.file === other?.file &&
        stamp.size === other.size &&
        stamp.mtimeMs === other.mtimeMs &&
        stamp.ino === other.ino
      );
    })
  );
}

function freezeDeeply(value: unknown): void {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== "object" || next === null || Object.isFrozen(next)) continue;
    Object.freeze(next);
    for (const part of Object.values(next)) waiting.push(part);
  }
}
