import { isUtf8 } from "node:buffer";
import type { RecordShape } from "../../../shared/events/stored-event.ts";
import { JsonCursor, type TextSpan } from "./json-cursor.ts";

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

type EventField = "type" | "id" | "timestamp" | "userId" | "resourceId";
type EventFields = { [F in EventField]?: string };

interface MetadataFields {
  sequence?: number;
  hasPosition?: true;
  timestamp?: string;
  correlationId?: string;
  checksum?: string;
  prevEventHash?: string | null;
}

const QUOTE = 0x22;
const NULL = 0x6e;
const OPEN_BRACE = 0x7b;

/**
 * Reads a record from its bytes without parsing the payload, which is half the cost of checking a log. Only for lines as
 * `JSON.stringify` writes them, unsigned, with every field once and of the kind it should be.
 * @returns undefined for every other line, record or not: read that one with a parser
 */
export function readCanonicalRecord(line: Buffer): CanonicalRecord | undefined {
  const cursor = new JsonCursor(line);
  if (!cursor.enterObject()) return undefined;
  const flat: EventFields = {};
  let nested: EventFields | undefined;
  let metadata: MetadataFields | undefined;
  for (let isFirst = true; ; isFirst = false) {
    const key = cursor.nextKey(isFirst);
    if (key === undefined) return undefined;
    if (key === null) break;
    const name = nameOf(line, key);
    if (name === "metadata") {
      if (metadata !== undefined) return undefined;
      metadata = readMetadata(cursor, line);
      if (metadata === undefined) return undefined;
    } else if (name === "event") {
      if (nested !== undefined || cursor.peek() !== OPEN_BRACE) return undefined;
      nested = readEvent(cursor, line);
      if (nested === undefined) return undefined;
    } else if (name === "signature" || !readEventField(cursor, line, name, flat)) return undefined;
  }
  if (!cursor.isAtEnd || metadata?.sequence === undefined) return undefined;
  // Fields of both envelopes at once: whichever it is, a parser finds out.
  if (nested !== undefined && Object.keys(flat).length > 0) return undefined;
  const event = nested ?? flat;
  if (event.type === undefined) return undefined;
  if (cursor.hasBeyondAscii && !isUtf8(line)) return undefined;
  return {
    shape: nested === undefined ? "flat" : "nested",
    recordedType: event.type,
    eventId: event.id,
    timestamp: event.timestamp,
    userId: event.userId,
    resourceId: event.resourceId,
    sequence: metadata.sequence,
    correlationId: metadata.correlationId,
    checksum: metadata.checksum,
    prevEventHash: metadata.prevEventHash,
  };
}

function readEvent(cursor: JsonCursor, line: Buffer): EventFields | undefined {
  const fields: EventFields = {};
  if (!cursor.enterObject()) return undefined;
  for (let isFirst = true; ; isFirst = false) {
    const key = cursor.nextKey(isFirst);
    if (key === undefined) return undefined;
    if (key === null) return fields;
    if (!readEventField(cursor, line, nameOf(line, key), fields)) return undefined;
  }
}

/** Steps over the value of a field, and keeps it where it is one that a header shows. */
function readEventField(cursor: JsonCursor, line: Buffer, name: string, fields: EventFields): boolean {
  if (!isEventField(name)) return cursor.value();
  const text = cursor.plainText();
  if (text === undefined || fields[name] !== undefined) return false;
  fields[name] = textOf(line, text, cursor);
  return true;
}

function isEventField(name: string): name is EventField {
  return name === "type" || name === "id" || name === "timestamp" || name === "userId" || name === "resourceId";
}

function readMetadata(cursor: JsonCursor, line: Buffer): MetadataFields | undefined {
  const fields: MetadataFields = {};
  if (!cursor.enterObject()) return undefined;
  for (let isFirst = true; ; isFirst = false) {
    const key = cursor.nextKey(isFirst);
    if (key === undefined) return undefined;
    if (key === null) return fields;
    if (!readMetadataField(cursor, line, nameOf(line, key), fields)) return undefined;
  }
}

function readMetadataField(cursor: JsonCursor, line: Buffer, name: string, fields: MetadataFields): boolean {
  switch (name) {
    case "sequenceNumber": {
      const sequence = cursor.wholeNumber();
      if (sequence === undefined || fields.sequence !== undefined) return false;
      fields.sequence = sequence;
      return true;
    }
    case "streamPosition":
      if (fields.hasPosition) return false;
      fields.hasPosition = true;
      return cursor.number();
    case "prevEventHash":
      if (fields.prevEventHash !== undefined) return false;
      if (cursor.peek() === NULL) {
        fields.prevEventHash = null;
        return cursor.null();
      }
      return readMetadataText(cursor, line, name, fields);
    case "checksum":
    case "correlationId":
    case "timestamp":
      return readMetadataText(cursor, line, name, fields);
    default:
      return cursor.value();
  }
}

function readMetadataText(
  cursor: JsonCursor,
  line: Buffer,
  name: "prevEventHash" | "checksum" | "correlationId" | "timestamp",
  fields: MetadataFields,
): boolean {
  if (cursor.peek() !== QUOTE || fields[name] !== undefined) return false;
  const text = cursor.plainText();
  if (text === undefined) return false;
  fields[name] = textOf(line, text, cursor);
  return true;
}

function textOf(line: Buffer, { start, end }: TextSpan, cursor: JsonCursor): string {
  // Three times as fast as decoding UTF-8, and the same for what is ASCII.
  return cursor.hasBeyondAscii ? line.toString("utf8", start, end) : line.toString("latin1", start, end);
}

const FIELD_NAMES = [
  ...["type", "id", "timestamp", "userId", "resourceId", "metadata", "event", "signature"],
  ...["sequenceNumber", "streamPosition", "prevEventHash", "checksum", "correlationId"],
];
const NAMES_BY_LENGTH = Array.from({ length: 16 }, (_, length) => FIELD_NAMES.filter((name) => name.length === length));

/** @returns the field's name where it is one that is looked for, else nothing: most keys need not become texts. */
function nameOf(line: Buffer, { start, end }: TextSpan): string {
  return NAMES_BY_LENGTH[end - start]?.find((name) => isAt(line, start, name)) ?? "";
}

function isAt(line: Buffer, start: number, name: string): boolean {
  for (let index = 0; index < name.length; index += 1) {
    if (line[start + index] !== name.charCodeAt(index)) return false;
  }
  return true;
}
