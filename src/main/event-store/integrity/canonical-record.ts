import { isAscii, isUtf8 } from "node:buffer";
import type { RecordShape } from "../../../shared/events/stored-event.ts";
import { JsonCursor } from "./json-cursor.ts";

/** The texts that stand around the payload of a record, by the place where they are kept. */
export const TYPE = 0;
export const ID = 1;
export const TIMESTAMP = 2;
export const USER = 3;
export const RESOURCE = 4;
export const CHECKSUM = 5;
export const PREVIOUS = 6;
export const CORRELATION = 7;
const WRITTEN = 8;
const PLACES = 9;
type Place = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const NULL = 0x6e;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;

/** Longer texts are not kept past their record. */
const LONGEST_RECENT = 256;

/**
 * Reads records from their bytes without parsing the payload, the largest cost of checking a log, and without making a
 * text of anything that is not asked for. Used again for one line after the other; what it says is about the last one.
 */
export class CanonicalReader {
  sequence = 0;
  shape: RecordShape = "flat";
  /** Where the comma before the metadata is; -1 where more stands behind them, or objects in them. */
  eventEnd = -1;
  /** Whether the record says that it links to nothing. */
  isChainStart = false;
  readonly #cursor = new JsonCursor();
  /** Where each text begins and ends in the bytes; 0 for one that is not there. */
  readonly #starts = new Int32Array(PLACES);
  readonly #ends = new Int32Array(PLACES);
  /**
   * The text that each place had last: most records have the resource, user and type of the one before, and link to its
   * checksum. Sharing these texts saves their decoding and most of the memory of a header.
   */
  readonly #recent: string[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  #isAscii = true;
  #hasSequence = false;
  #hasPosition = false;

  /** Takes bytes in which lines stand, to be read while these stay as they are. @returns false where they are no UTF-8 */
  open(bytes: Buffer): boolean {
    this.#bytes = bytes;
    this.#isAscii = isAscii(bytes);
    return this.#isAscii || isUtf8(bytes);
  }

  /**
   * Steps over a line as `JSON.stringify` writes records: unsigned, with every field once and of the kind it should be.
   * @returns false for every other line, record or not: read that one with a parser
   */
  read(start: number, end: number): boolean {
    const cursor = this.#cursor;
    this.#begin(start, end);
    let isNested = false;
    let hasMetadata = false;
    let hasFlatField = false;
    if (!cursor.enterObject()) return false;
    for (let isFirst = true; ; isFirst = false) {
      const step = cursor.nextKey(isFirst);
      if (step === "invalid") return false;
      if (step === "end") break;
      const name = this.#name();
      if (name === "metadata") {
        // Before the key stand its quote and the comma.
        this.eventEnd = cursor.start - 2;
        if (hasMetadata || !this.#readMetadata()) return false;
        hasMetadata = true;
        continue;
      }
      this.eventEnd = -1;
      if (name === "event") {
        if (isNested || hasFlatField || cursor.peek() !== OPEN_BRACE || !this.#readEvent()) return false;
        isNested = true;
      } else {
        // A field of the event beside a nested event: which envelope it is, a parser finds out.
        const isFlatField = EVENT_FIELDS.has(name);
        if (name === "signature" || (isFlatField && isNested) || !this.#eventField(name)) return false;
        hasFlatField ||= isFlatField;
      }
    }
    this.shape = isNested ? "nested" : "flat";
    return cursor.isAtEnd && this.has(TYPE) && this.#hasSequence;
  }

  has(place: Place): boolean {
    return this.#starts[place] !== 0;
  }

  /** Where a text begins in the bytes. */
  start(place: Place): number {
    return this.#starts[place] ?? 0;
  }

  /** Of a text that is not there, where it begins: what an earlier record left does not count. */
  end(place: Place): number {
    return this.has(place) ? (this.#ends[place] ?? 0) : 0;
  }

  /** @param likely what it probably is */
  text(place: Place, likely: string | undefined = this.#recent[place]): string | undefined {
    const [start, end] = [this.start(place), this.end(place)];
    if (start === 0) return undefined;
    const isLikely = likely !== undefined && this.#isAscii && this.isAt(start, end, likely);
    // For text without other characters Latin-1 is the same as UTF-8, and read faster.
    const text = isLikely ? likely : this.#bytes.toString(this.#isAscii ? "latin1" : "utf8", start, end);
    if (!isLikely && text.length <= LONGEST_RECENT) this.#recent[place] = text;
    return text;
  }

  /** The checksum of the record before, or null where the record says that there is none. To be asked before `CHECKSUM`. */
  previous(): string | null | undefined {
    return this.isChainStart ? null : this.text(PREVIOUS, this.#recent[CHECKSUM]);
  }

  /** Whether a part of the bytes is this text, of ASCII characters. */
  isAt(start: number, end: number, text: string): boolean {
    return end - start === text.length && isTextAt(this.#bytes, start, text);
  }

  #begin(start: number, end: number): void {
    this.#cursor.begin(this.#bytes, start, end);
    this.eventEnd = -1;
    this.#starts.fill(0);
    this.#hasSequence = false;
    this.#hasPosition = false;
    this.isChainStart = false;
  }

  #readEvent(): boolean {
    const cursor = this.#cursor;
    if (!cursor.enterObject()) return false;
    for (let isFirst = true; ; isFirst = false) {
      const step = cursor.nextKey(isFirst);
      if (step !== "key") return step === "end";
      if (!this.#eventField(this.#name())) return false;
    }
  }

  #readMetadata(): boolean {
    const cursor = this.#cursor;
    if (!cursor.enterObject()) return false;
    for (let isFirst = true; ; isFirst = false) {
      const step = cursor.nextKey(isFirst);
      if (step !== "key") return step === "end";
      if (!this.#metadataField(this.#name())) return false;
    }
  }

  /** Steps over the value of a field, and notes where it is if it is one that a header shows. */
  #eventField(name: string): boolean {
    switch (name) {
      case "type":
        return this.#note(TYPE);
      case "id":
        return this.#note(ID);
      case "timestamp":
        return this.#note(TIMESTAMP);
      case "userId":
        return this.#note(USER);
      case "resourceId":
        return this.#note(RESOURCE);
      default:
        return this.#cursor.value();
    }
  }

  #metadataField(name: string): boolean {
    switch (name) {
      case "sequenceNumber": {
        const isSecond = this.#hasSequence;
        const sequence = this.#cursor.wholeNumber();
        this.sequence = sequence ?? 0;
        this.#hasSequence = true;
        return !isSecond && sequence !== undefined;
      }
      case "streamPosition": {
        const isSecond = this.#hasPosition;
        this.#hasPosition = true;
        return !isSecond && this.#cursor.number();
      }
      case "prevEventHash":
        if (this.isChainStart) return false;
        if (this.#cursor.peek() !== NULL) return this.#note(PREVIOUS);
        this.isChainStart = true;
        return !this.has(PREVIOUS) && this.#cursor.null();
      case "checksum":
        return this.#note(CHECKSUM);
      case "correlationId":
        return this.#note(CORRELATION);
      case "timestamp":
        return this.#note(WRITTEN);
      default: {
        // Other metadata may stand in there, and what is hashed ends before the last.
        const first = this.#cursor.peek();
        if (first === OPEN_BRACE || first === OPEN_BRACKET) this.eventEnd = -1;
        return this.#cursor.value();
      }
    }
  }

  /** Notes where a text is. False for any other value, and for a second one: of two fields the parser takes the later. */
  #note(place: Place): boolean {
    const cursor = this.#cursor;
    if (this.has(place) || !cursor.plainText()) return false;
    this.#starts[place] = cursor.start;
    this.#ends[place] = cursor.end;
    return true;
  }

  /** The key stepped over last where it is one that is looked for, else nothing: most keys need not become texts. */
  #name(): string {
    const { start, end } = this.#cursor;
    for (const name of NAMES_BY_LENGTH[end - start] ?? []) if (isTextAt(this.#bytes, start, name)) return name;
    return "";
  }
}

const EVENT_FIELDS: ReadonlySet<string> = new Set(["type", "id", "timestamp", "userId", "resourceId"]);
const METADATA_FIELDS = ["sequenceNumber", "streamPosition", "prevEventHash", "checksum", "correlationId", "timestamp"];
const NAMES = [...new Set([...EVENT_FIELDS, ...METADATA_FIELDS, "metadata", "event", "signature"])];
const NAMES_BY_LENGTH = Array.from({ length: 16 }, (_, length) => NAMES.filter((name) => name.length === length));

/** Whether a text stands at a place. Compares bytes with UTF-16 units: for ASCII both are the same. */
function isTextAt(bytes: Buffer, start: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[start + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
