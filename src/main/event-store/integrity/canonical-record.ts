import { isAscii, isUtf8 } from "node:buffer";
import type { RecordShape } from "../../../shared/events/stored-event.ts";
import { JsonCursor } from "./json-cursor.ts";

/** What stands around the payload of a record. */
export interface CanonicalRecord {
  readonly shape: RecordShape;
  readonly recordedType: string;
  readonly eventId: string | undefined;
  readonly timestamp: string | undefined;
  readonly userId: string | undefined;
  readonly resourceId: string | undefined;
  readonly sequence: number;
  readonly correlationId: string | undefined;
  /** As written. */
  readonly checksum: string | undefined;
  /** As written. */
  readonly prevEventHash: string | null | undefined;
}

const NULL = 0x6e;
const OPEN_BRACE = 0x7b;

/**
 * Reads a record from its bytes without parsing the payload, the largest cost of checking a log. Only for lines as
 * `JSON.stringify` writes them, unsigned, with every field once and of the kind it should be.
 * @returns undefined for every other line, record or not: read that one with a parser
 */
export function readCanonicalRecord(line: Buffer): CanonicalRecord | undefined {
  const encoding = isAscii(line) ? "latin1" : isUtf8(line) ? "utf8" : undefined;
  if (encoding === undefined) return undefined;
  return new CanonicalReader(line, encoding).read();
}

/** Texts of a record by the place where they are kept: objects with keys took longer than the walk over the bytes. */
const TYPE = 0;
const ID = 1;
const TIMESTAMP = 2;
const USER = 3;
const RESOURCE = 4;
const CHECKSUM = 5;
const PREVIOUS = 6;
const CORRELATION = 7;
const WRITTEN = 8;

/**
 * The text that each place had last: most records have the resource, user and type of the one before, and link to its
 * checksum. Sharing these texts saves their decoding and most of the memory of a header.
 */
const recent: string[] = [];

class CanonicalReader {
  readonly #line: Buffer;
  /** For text without other characters Latin-1 is the same as UTF-8, and read faster. */
  readonly #encoding: "latin1" | "utf8";
  readonly #cursor: JsonCursor;
  readonly #texts: (string | undefined)[] = [];
  #sequence: number | undefined;
  #hasPosition = false;
  #isChainStart = false;

  constructor(line: Buffer, encoding: "latin1" | "utf8") {
    this.#line = line;
    this.#encoding = encoding;
    this.#cursor = new JsonCursor(line);
  }

  read(): CanonicalRecord | undefined {
    const cursor = this.#cursor;
    let isNested = false;
    let hasMetadata = false;
    let hasFlatField = false;
    if (!cursor.enterObject()) return undefined;
    for (let isFirst = true; ; isFirst = false) {
      const step = cursor.nextKey(isFirst);
      if (step === "invalid") return undefined;
      if (step === "end") break;
      const name = this.#name();
      if (name === "metadata") {
        if (hasMetadata || !this.#readMetadata()) return undefined;
        hasMetadata = true;
      } else if (name === "event") {
        if (isNested || hasFlatField || cursor.peek() !== OPEN_BRACE || !this.#readEvent()) return undefined;
        isNested = true;
      } else {
        // A field of the event beside a nested event: which envelope it is, a parser finds out.
        const isFlatField = EVENT_FIELDS.has(name);
        if (name === "signature" || (isFlatField && isNested) || !this.#eventField(name)) return undefined;
        hasFlatField ||= isFlatField;
      }
    }
    const texts = this.#texts;
    const recordedType = texts[TYPE];
    if (!cursor.isAtEnd || recordedType === undefined || this.#sequence === undefined) return undefined;
    return {
      shape: isNested ? "nested" : "flat",
      recordedType,
      eventId: texts[ID],
      timestamp: texts[TIMESTAMP],
      userId: texts[USER],
      resourceId: texts[RESOURCE],
      sequence: this.#sequence,
      correlationId: texts[CORRELATION],
      checksum: texts[CHECKSUM],
      prevEventHash: this.#isChainStart ? null : texts[PREVIOUS],
    };
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

  /** Steps over the value of a field, and keeps it where it is one that a header shows. */
  #eventField(name: string): boolean {
    switch (name) {
      case "type":
        return this.#keep(TYPE);
      case "id":
        return this.#keep(ID);
      case "timestamp":
        return this.#keep(TIMESTAMP);
      case "userId":
        return this.#keep(USER);
      case "resourceId":
        return this.#keep(RESOURCE);
      default:
        return this.#cursor.value();
    }
  }

  #metadataField(name: string): boolean {
    switch (name) {
      case "sequenceNumber": {
        const isSecond = this.#sequence !== undefined;
        this.#sequence = this.#cursor.wholeNumber();
        return !isSecond && this.#sequence !== undefined;
      }
      case "streamPosition": {
        const isSecond = this.#hasPosition;
        this.#hasPosition = true;
        return !isSecond && this.#cursor.number();
      }
      case "prevEventHash":
        if (this.#isChainStart) return false;
        if (this.#cursor.peek() !== NULL) return this.#keep(PREVIOUS, recent[CHECKSUM]);
        this.#isChainStart = true;
        return this.#texts[PREVIOUS] === undefined && this.#cursor.null();
      case "checksum":
        return this.#keep(CHECKSUM);
      case "correlationId":
        return this.#keep(CORRELATION);
      case "timestamp":
        return this.#keep(WRITTEN);
      default:
        return this.#cursor.value();
    }
  }

  /** Takes down a text. False for any other value, and for a second one: of two fields the parser takes the later. */
  #keep(place: number, likely: string | undefined = recent[place]): boolean {
    const cursor = this.#cursor;
    if (this.#texts[place] !== undefined || !cursor.plainText()) return false;
    const { start, end } = cursor;
    const isLikely =
      likely !== undefined &&
      this.#encoding === "latin1" &&
      likely.length === end - start &&
      isAt(this.#line, start, likely);
    const text = isLikely ? likely : this.#line.toString(this.#encoding, start, end);
    this.#texts[place] = text;
    if (!isLikely && text.length <= LONGEST_RECENT) recent[place] = text;
    return true;
  }

  /** The key stepped over last where it is one that is looked for, else nothing: most keys need not become texts. */
  #name(): string {
    const { start, end } = this.#cursor;
    for (const name of NAMES_BY_LENGTH[end - start] ?? []) if (isAt(this.#line, start, name)) return name;
    return "";
  }
}

/** Longer texts are not kept past their record. */
const LONGEST_RECENT = 256;

const EVENT_FIELDS: ReadonlySet<string> = new Set(["type", "id", "timestamp", "userId", "resourceId"]);
const METADATA_FIELDS = ["sequenceNumber", "streamPosition", "prevEventHash", "checksum", "correlationId", "timestamp"];
const NAMES = [...new Set([...EVENT_FIELDS, ...METADATA_FIELDS, "metadata", "event", "signature"])];
const NAMES_BY_LENGTH = Array.from({ length: 16 }, (_, length) => NAMES.filter((name) => name.length === length));

/** Whether a text stands at a place of the line. Compares bytes with UTF-16 units: for ASCII both are the same. */
function isAt(line: Buffer, start: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (line[start + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
