import { currentEventName } from "../../../shared/events/legacy-names.ts";
import type { RecordHeader } from "../../../shared/integrity/record-header.ts";
import type { LineReading, MalformedLine } from "../log/read-line.ts";
import { readLine } from "../log/read-line.ts";
import type { RawLine } from "../log/read-lines.ts";
import { CanonicalReader, CHECKSUM, CORRELATION, ID, RESOURCE, TIMESTAMP, TYPE, USER } from "./canonical-record.ts";
import { bareHash, hashEventBytes, hashEventUpTo, proveChecksum } from "./event-hash.ts";
import { verifySignature } from "./event-signature.ts";

export type LineScan =
  | { readonly kind: "record"; readonly header: RecordHeader }
  | { readonly kind: "malformed"; readonly malformed: MalformedLine; readonly hex: string; readonly cutShort: boolean };

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const HEX_BYTES = 64;

/** Used again for every line. */
const reader = new CanonicalReader();

/** Reads one line and hashes it. @returns undefined for a blank line */
export function scanLine(path: string, file: number, raw: RawLine): LineScan | undefined {
  const header = provenHeader(file, raw);
  return header === undefined ? parseLine(path, file, raw) : { kind: "record", header };
}

/**
 * The header of a record whose bytes show that it is one and that its checksum holds, or that it has none: nearly all
 * of them. Whatever is not proved this way is parsed.
 */
function provenHeader(file: number, { bytes, line, offset, length }: RawLine): RecordHeader | undefined {
  if (bytes.length !== length || !reader.open(bytes) || !reader.read(0, length)) return undefined;
  const actual = reader.eventEnd < 0 ? hashEventBytes(bytes) : hashEventUpTo(bytes, 0, reader.eventEnd);
  if (actual === undefined) return undefined;
  const previous = reader.previous();
  const written = reader.text(CHECKSUM);
  const checksum = written === undefined ? undefined : bareHash(written);
  if (checksum !== undefined && actual !== checksum) return undefined;
  const recordedType = reader.text(TYPE) ?? "";
  return {
    file,
    line,
    offset,
    length,
    sequence: reader.sequence,
    eventId: reader.text(ID) ?? "",
    type: currentEventName(recordedType),
    recordedType,
    timestamp: reader.text(TIMESTAMP) ?? "",
    userId: reader.text(USER) ?? "",
    resourceId: reader.text(RESOURCE),
    correlationId: reader.text(CORRELATION),
    shape: reader.shape,
    checksum,
    prevEventHash: typeof previous === "string" ? bareHash(previous) : previous,
    checksumState: checksum === undefined ? "absent" : "holds",
    actualChecksum: checksum === undefined ? actual : undefined,
    holdsWithType: undefined,
    signature: "absent",
  };
}

/** As {@link scanLine}, with a parser: right for every line, and twice as slow. */
export function parseLine(path: string, file: number, raw: RawLine): LineScan | undefined {
  const reading = readLine(path, raw);
  if (reading === undefined) return undefined;
  if (reading.kind === "malformed") {
    const { malformed } = reading;
    const hex = raw.bytes.subarray(0, HEX_BYTES).toString("hex");
    return { kind: "malformed", malformed, hex, cutShort: isCutShort(malformed, raw.bytes) };
  }
  return { kind: "record", header: headerOf(reading, file, raw) };
}

function headerOf({ stored }: LineReading & { kind: "record" }, file: number, raw: RawLine): RecordHeader {
  const { event, metadata, signature, record } = stored;
  const recordedType = record?.recordedType ?? event.type;
  const bytes =
    raw.offset === 0 && raw.bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? raw.bytes.subarray(3) : raw.bytes;
  const proof = proveChecksum(event, recordedType, metadata.checksum, hashEventBytes(bytes));
  const { prevEventHash } = metadata;
  return {
    file,
    line: raw.line,
    offset: raw.offset,
    length: raw.length,
    sequence: metadata.sequenceNumber,
    eventId: event.id ?? "",
    type: event.type,
    recordedType,
    timestamp: event.timestamp ?? "",
    userId: event.userId ?? "",
    resourceId: event.resourceId,
    correlationId: metadata.correlationId,
    shape: record?.shape ?? "nested",
    checksum: metadata.checksum === undefined ? undefined : bareHash(metadata.checksum),
    prevEventHash: typeof prevEventHash === "string" ? bareHash(prevEventHash) : prevEventHash,
    checksumState: proof.state,
    actualChecksum: proof.actual,
    holdsWithType: proof.holdsWithType,
    signature:
      signature === undefined ? "absent" : verifySignature(JSON.stringify({ ...event, type: recordedType }), signature),
  };
}

/** Whether the line could be the beginning of a record: it opens an object and its braces and quotes are not closed. */
function isCutShort({ reason }: MalformedLine, bytes: Buffer): boolean {
  if (reason === "too-long" || reason === "not-a-record") return false;
  let depth = 0;
  let inText = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (inText) {
      if (byte === 0x5c) index += 1;
      else if (byte === 0x22) inText = false;
    } else if (byte === 0x22) inText = true;
    else if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
  return bytes[0] === 0x7b && (inText || depth > 0);
}
