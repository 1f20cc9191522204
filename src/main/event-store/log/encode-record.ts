import { createHash } from "node:crypto";
import type { EventMetadata, StoredEvent } from "../../../shared/events/stored-event.ts";
import type { EventText } from "./append-request.ts";
import { type Dialect, writtenHash, writtenType } from "./dialect.ts";
import { readLine } from "./read-line.ts";

/** What the store gives an event besides what its author gave. */
export interface AssignedFields {
  readonly id: string;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly timestamp: string;
}

/** Where a record will stand. */
export interface RecordPlace {
  readonly sequenceNumber: number;
  /** The checksum of the record before, as written; `undefined` for the first, or where that one has none. */
  readonly previousChecksum: string | undefined;
  /** Below the log's folder, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Byte offset in the file. */
  readonly offset: number;
}

export interface EncodedRecord {
  /** Without newline. */
  readonly bytes: Buffer;
  /** What a reader of the file will see. */
  readonly stored: StoredEvent;
}

/**
 * Writes an event as a record. Field order goes into the checksum: the author's own, then `id` and `timestamp`; metadata
 * always in the order that upstream writes.
 * @throws TypeError where what comes out is no record that a reader would take
 */
export function encodeRecord(
  event: EventText,
  assigned: AssignedFields,
  dialect: Dialect,
  place: RecordPlace,
  correlationId: string | undefined,
): EncodedRecord {
  const eventText = `${authoredText(event, dialect).slice(0, -1)},${JSON.stringify(assigned).slice(1)}`;
  const checksum = createHash("sha256").update(eventText).digest("hex");
  const metadata = JSON.stringify(metadataOf(dialect, place, assigned.timestamp, checksum, correlationId));
  const text =
    dialect.shape === "nested"
      ? `{"event":${eventText},"metadata":${metadata}}`
      : `${eventText.slice(0, -1)},"metadata":${metadata}}`;
  const bytes = Buffer.from(text);
  // Read back, so that what the caller gets is what is in the log, whatever objects the event was made of.
  const { line, offset } = place;
  const reading = readLine(place.file, { bytes, line, offset, length: bytes.length, isTerminated: true });
  if (reading?.kind !== "record") throw new TypeError(`The event cannot be written: ${reading?.malformed.message}.`);
  return { bytes, stored: reading.stored };
}

function authoredText({ type, text }: EventText, { typeNames }: Dialect): string {
  const written = writtenType(type, typeNames);
  if (written === type) return text;
  // Assigning `type` again leaves it in its place.
  const event: object = JSON.parse(text);
  return JSON.stringify({ ...event, type: written });
}

/** Fields that are `undefined` are left out when it is written. */
function metadataOf(
  { hashForm, firstLink, hasStreamPosition, hasMetadataTimestamp }: Dialect,
  { sequenceNumber, previousChecksum, offset }: RecordPlace,
  timestamp: string,
  checksum: string,
  correlationId: string | undefined,
): { readonly [Field in keyof EventMetadata]: EventMetadata[Field] | undefined } {
  const isFirst = sequenceNumber === 1;
  const link = isFirst && firstLink === "null" ? null : previousChecksum;
  return {
    sequenceNumber,
    streamPosition: hasStreamPosition ? offset : undefined,
    timestamp: hasMetadataTimestamp ? timestamp : undefined,
    prevEventHash: hashForm === "none" ? undefined : link,
    checksum: writtenHash(checksum, hashForm),
    correlationId,
  };
}
