import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { diagnoseStream } from "../../../shared/integrity/diagnose-stream.ts";
import type { StreamScan } from "../../../shared/integrity/record-header.ts";
import type { FileStatus } from "../../event-store/file-system.ts";
import { continueScan, hasOnlyGrown, scanStream } from "../../event-store/integrity/scan-stream.ts";
import type { StreamReference } from "../../event-store/log/stream-reference.ts";
import type { DiscoveredStreams, UnreadableFolder } from "../../event-store/log/walk-folders.ts";
import { isMissing } from "../../event-store/system-error.ts";
import { placeKey, type StreamPlace } from "./load-log.ts";
import { type LogLook, lookAtLog } from "./look-at-log.ts";
import type { RecordSource } from "./record-reader.ts";

const CONCURRENCY = 16;

type Places = ReadonlyMap<string, StreamPlace>;

/** A place that was read, whole or from where it ended before. */
interface ReadPlace extends StreamPlace {
  readonly grew: boolean;
}

/** How the files differ from what is known of them. */
export interface Comparison {
  readonly read: readonly ReadPlace[];
  /** Keys of places that are gone. */
  readonly removed: readonly string[];
  /** Folders that could not be listed; absent when only some files were looked at. */
  readonly unreadable?: readonly UnreadableFolder[];
  /** Symbolic links among the files, below the log's folder; absent when only some files were looked at. */
  readonly links?: readonly string[];
}

/** Finds out what has changed in the files of a log, and reads that anew. */
export class LogComparison {
  readonly #source: RecordSource;
  /** Places whose last line is only half there, by the size at which that was seen: a write may be under way. */
  readonly #halfWritten = new Map<string, number>();

  constructor(source: RecordSource) {
    this.#source = source;
  }

  /** Places with a half-written line that was seen once; a second look is due. */
  get halfWritten(): readonly string[] {
    return [...this.#halfWritten.keys()];
  }

  forgetHalfLines(): void {
    this.#halfWritten.clear();
  }

  /** Reads a place from its first byte, whatever is known of it. */
  readAnew(reference: StreamReference): Promise<ReadPlace> {
    return this.#read(reference, undefined);
  }

  /** Walks the log and looks at every file. */
  async compareAll(places: Places): Promise<Comparison> {
    const { found, marksOf } = await lookAtLog(this.#source, places.size);
    const references = new Map(found.streams.map((reference) => [placeKey(reference), reference]));
    const hidden = this.#hiddenBy(found);
    const removed = [...places.keys()].filter((key) => !references.has(key) && !hidden(key));
    const read: ReadPlace[] = [];
    await eachOf([...references.values()], async (reference) => {
      const place = await this.#readIfChanged(reference, places.get(placeKey(reference)), marksOf);
      if (place !== null) read.push(place);
    });
    return { read, removed, unreadable: found.unreadable, links: linksAmong(found) };
  }

  /** What stands in a folder that cannot be listed now is kept as it was, and not taken for removed. */
  #hiddenBy({ unreadable }: DiscoveredStreams): (key: string) => boolean {
    return (key) => unreadable.some(({ path }) => path === "" || key.startsWith(`${path}/`));
  }

  /**
   * Looks at the files of some places.
   * @returns null where a file is missing, so that only a walk of the log can tell what became of its stream
   */
  async compareSome(places: Places, keys: Iterable<string>): Promise<Comparison | null> {
    const read: ReadPlace[] = [];
    for (const key of keys) {
      const place = places.get(key);
      if (place === undefined) continue;
      if (!(await this.#areThere(place.reference))) return null;
      const again = await this.#readIfChanged(place.reference, place);
      if (again !== null) read.push(again);
    }
    return { read, removed: [] };
  }

  async #areThere({ files }: StreamReference): Promise<boolean> {
    const found = await Promise.all(files.map((file) => this.#statusOf(file)));
    return found.every((status) => status !== null);
  }

  async #statusOf(file: string): Promise<FileStatus | null> {
    try {
      return await this.#source.fileSystem.lstat(join(this.#source.eventsDir, file));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** @param marksOf what was seen of a file just now */
  async #readIfChanged(
    reference: StreamReference,
    before: StreamPlace | undefined,
    marksOf: LogLook["marksOf"] = () => undefined,
  ): Promise<ReadPlace | null> {
    const isSecondLook = this.#halfWritten.has(placeKey(reference));
    if (before !== undefined && !isSecondLook && (await this.#isUnchanged(reference, before.scan, marksOf)))
      return null;
    const place = await this.#read(reference, before);
    // A file that still cannot be read is looked at every time, but is no news.
    const isStillUnreadable =
      before !== undefined && before.scan.unreadable.length > 0 && isSameScan(place.scan, before.scan);
    return isStillUnreadable ? null : place;
  }

  async #isUnchanged({ files }: StreamReference, scan: StreamScan, marksOf: LogLook["marksOf"]): Promise<boolean> {
    if (files.length !== scan.files.length || scan.unreadable.length > 0) return false;
    for (const [index, known] of scan.files.entries()) {
      const status = marksOf(known.path) ?? (await this.#statusOf(known.path));
      const isSame = status?.size === known.size && status.mtimeMs === known.modifiedMs && status.ino === known.inode;
      if (!isSame || files[index] !== known.path) return false;
    }
    return true;
  }

  async #read(reference: StreamReference, before: StreamPlace | undefined): Promise<ReadPlace> {
    const key = placeKey(reference);
    // A file that vanishes just now has not grown; the scan then names it.
    const grew =
      before !== undefined &&
      (await this.#areThere(reference)) &&
      (await hasOnlyGrown(this.#source, reference, before.scan));
    const scan = grew
      ? await continueScan(this.#source, reference, before.scan)
      : await scanStream(this.#source, reference);
    const settled = this.#withoutHalfLine(key, scan);
    return { reference, scan: settled, diagnosis: diagnoseStream(settled), grew };
  }

  /** A half line is no alarm until it has stayed the same from one look to the next. */
  #withoutHalfLine(key: string, scan: StreamScan): StreamScan {
    const size = scan.files.at(-1)?.size ?? 0;
    const isHalf = scan.malformed.some(({ torn }) => torn);
    const isNew = isHalf && this.#halfWritten.get(key) !== size;
    if (isNew) this.#halfWritten.set(key, size);
    else this.#halfWritten.delete(key);
    return isNew ? { ...scan, malformed: scan.malformed.filter(({ torn }) => !torn) } : scan;
  }
}

/** Names that are links: what is behind them is not read. */
export function linksAmong({ ignored }: Pick<DiscoveredStreams, "ignored">): readonly string[] {
  return ignored.flatMap(({ path, reason }) => (reason === "symbolic-link" ? [path] : []));
}

async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

function isSameScan(left: StreamScan, right: StreamScan): boolean {
  return (
    isDeepStrictEqual(left.unreadable, right.unreadable) &&
    isDeepStrictEqual(left.files, right.files) &&
    left.records.length === right.records.length
  );
}
