import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import { currentEventName } from "../../../shared/events/legacy-names.ts";
import type { RecordShape } from "../../../shared/events/stored-event.ts";
import type { StreamDiagnosis } from "../../../shared/integrity/diagnose-stream.ts";
import { isStreamUnreadableError } from "../errors/stream-unreadable-error.ts";
import { LONGEST_LINE } from "../log/read-lines.ts";
import { readRegions } from "../log/read-regions.ts";
import { type LogSource, withLogFile } from "../log/read-stream.ts";
import type { StreamReference } from "../log/stream-reference.ts";
import { errorCode } from "../system-error.ts";
import { CanonicalReader, CHECKSUM, ID, PREVIOUS, RESOURCE, TIMESTAMP, TYPE } from "./canonical-record.ts";
import { HASH_PREFIX, hashEventUpTo } from "./event-hash.ts";
import type { EventIdPrints } from "./event-id-prints.ts";

/** Reads a file at once, where that is faster; `undefined` for one that is too large. */
export type ReadSmallFile = (eventsDir: string, file: string) => Buffer | undefined;

export interface SoundStream {
  readonly events: number;
  readonly diagnosis: StreamDiagnosis;
}

const reader = new CanonicalReader();

/**
 * Checks a stream of which there is nothing to say: every line a record as writers write them, numbers 1…n, checksums
 * and links that hold, one era, a clock that never goes back. Makes no text and keeps nothing of a record but 8 bytes.
 * @param prints gets the prints of its event ids
 * @returns what a scan and its diagnosis would say; `undefined` for any other stream, of which nothing is said
 */
export async function checkSoundStream(
  source: LogSource,
  { streamId, files }: Pick<StreamReference, "streamId" | "files">,
  prints: EventIdPrints,
  readSmallFile?: ReadSmallFile,
): Promise<SoundStream | undefined> {
  const chain = new SoundChain(streamId, prints);
  const before = prints.count;
  try {
    for (const file of files) {
      const content = readSmallFile?.(source.eventsDir, file);
      const isSound = content === undefined ? await continuesThrough(source, file, chain) : takeLines(chain, content);
      if (isSound) continue;
      prints.cutTo(before);
      return undefined;
    }
  } catch (error) {
    // The full scan meets the same failure, and names the file.
    if (!isStreamUnreadableError(error) && errorCode(error) === undefined) throw error;
    prints.cutTo(before);
    return undefined;
  }
  const verdict = chain.isHashed ? "verified" : "unchained";
  return { events: chain.length, diagnosis: { streamId, verdict, findings: [] } };
}

async function continuesThrough(source: LogSource, file: string, chain: SoundChain): Promise<boolean> {
  return withLogFile(source, file, async (open) => {
    const stop = await readRegions(open, source.longestLine ?? LONGEST_LINE, (region) => takeLines(chain, region));
    return stop === undefined;
  });
}

/** Whole lines, none of which becomes an object of its own. */
function takeLines(chain: SoundChain, content: Buffer): boolean {
  if (!reader.open(content)) return false;
  let start = 0;
  for (let end = content.indexOf(NEWLINE); end >= 0; end = content.indexOf(NEWLINE, start)) {
    if (!chain.take(content, start, end)) return false;
    start = end + 1;
  }
  return start === content.length;
}

const NEWLINE = 0x0a;
const DIGIT = "d".charCodeAt(0);
const TIME_FORM = Buffer.from("dddd-dd-ddTdd:dd:dd.dddZ");

/** The end of a chain of records that has been sound so far. */
class SoundChain {
  length = 0;
  readonly #streamId: string;
  readonly #prints: EventIdPrints;
  #checksum: string | undefined;
  #era: { readonly shape: RecordShape; readonly isHashed: boolean; readonly isRenamed: boolean } | undefined;
  readonly #time = new Uint8Array(TIME_FORM.length);

  constructor(streamId: string, prints: EventIdPrints) {
    this.#streamId = streamId;
    this.#prints = prints;
  }

  /** Every record has a checksum; also where there is none. */
  get isHashed(): boolean {
    return this.#era?.isHashed ?? true;
  }

  /** @returns false where the line is anything but a flawless continuation; `reader` has its bytes */
  take(bytes: Buffer, start: number, end: number): boolean {
    if (!reader.read(start, end) || reader.sequence !== this.length + 1) return false;
    this.length += 1;
    return (
      this.#isOfThisEra() &&
      this.#isOfThisStream(bytes) &&
      this.#isLater(bytes) &&
      this.#isLinked() &&
      this.#isUnaltered(bytes, start) &&
      this.#prints.addBytes(bytes, reader.start(ID), reader.end(ID))
    );
  }

  #isOfThisEra(): boolean {
    const { shape } = reader;
    const isHashed = reader.has(CHECKSUM);
    const isRenamed = shape === "nested" && isLegacyName(reader.text(TYPE) ?? "");
    const era = this.#era;
    this.#era ??= { shape, isHashed, isRenamed };
    return era === undefined || (era.shape === shape && era.isHashed === isHashed && era.isRenamed === isRenamed);
  }

  /** Resource ids stand in files as UTF-8; one with escapes would not have been read. */
  #isOfThisStream(bytes: Buffer): boolean {
    if (!reader.has(RESOURCE)) return true;
    if (this.#streamId === SYSTEM_STREAM) return false;
    const [start, end] = [reader.start(RESOURCE), reader.end(RESOURCE)];
    return reader.isAt(start, end, this.#streamId) || bytes.toString("utf8", start, end) === this.#streamId;
  }

  /** Whether a time stands there as every writer writes it, so that times are in the order of their bytes, and goes on. */
  #isLater(bytes: Buffer): boolean {
    const start = reader.start(TIMESTAMP);
    if (reader.end(TIMESTAMP) - start !== TIME_FORM.length) return false;
    let order = 0;
    for (let index = 0; index < TIME_FORM.length; index += 1) {
      const byte = bytes[start + index] ?? 0;
      const form = TIME_FORM[index];
      if (form === DIGIT ? byte < 0x30 || byte > 0x39 : byte !== form) return false;
      if (order === 0) order = byte - (this.#time[index] ?? 0);
      this.#time[index] = byte;
    }
    return order >= 0;
  }

  #isLinked(): boolean {
    if (this.#checksum === undefined) return !reader.has(PREVIOUS);
    return isHashAt(PREVIOUS, this.#checksum);
  }

  #isUnaltered(bytes: Buffer, start: number): boolean {
    if (!reader.has(CHECKSUM)) return true;
    if (reader.eventEnd < 0) return false;
    const actual = hashEventUpTo(bytes, start, reader.eventEnd);
    this.#checksum = actual;
    return isHashAt(CHECKSUM, actual);
  }
}

function isLegacyName(name: string): boolean {
  return currentEventName(name) !== name;
}

/** Whether a hash is written at this place of the record, bare or with its prefix. */
function isHashAt(place: typeof CHECKSUM | typeof PREVIOUS, hash: string): boolean {
  const [start, end] = [reader.start(place), reader.end(place)];
  if (reader.isAt(start, end, hash)) return true;
  const bare = start + HASH_PREFIX.length;
  return bare < end && reader.isAt(start, bare, HASH_PREFIX) && reader.isAt(bare, end, hash);
}
