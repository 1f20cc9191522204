import { currentEventName } from "../../../shared/events/legacy-names.ts";
import type { RecordHeader } from "../../../shared/integrity/record-header.ts";
import type { LineReading, MalformedLine } from "../log/read-line.ts";
import { readLine } from "../log/read-line.ts";
import type { RawLine } from "../log/read-lines.ts";
import { readCanonicalRecord } from "./canonical-record.ts";
import { bareHash, hashEventBytes, proveChecksum } from "./event-hash.ts";
import { verifySignature } from "./event-signature.ts";

export type LineScan =
  | { readonly kind: "record"; readonly header: RecordHeader }
  | { readonly kind: "malformed"; readonly malformed: MalformedLine; readonly hex: string; readonly cutShort: boolean };

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const HEX_BYTES = 64;

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
  if (bytes.length !== length) return undefined;
  const record = readCanonicalRecord(bytes);
  if (record === undefined) return undefined;
  const checksum = record.checksum === undefined ? undefined : bareHash(record.checksum);
  const actual = hashEventBytes(bytes);
  if (actual === undefined || (checksum !== undefined && actual !== checksum)) return undefined;
  const { sequence, recordedType, resourceId, correlationId, shape, prevEventHash } = record;
  return {
    file,
    line,
    offset,
    length,
    sequence,
    eventId: record.eventId ?? "",
    type: currentEventName(recordedType),
    recordedType,
    timestamp: record.timestamp ?? "",
    userId: record.userId ?? "",
    resourceId,
    correlationId,
    shape,
    checksum,
    prevEventHash: typeof prevEventHash === "string" ? bareHash(prevEventHash) : prevEventHash,
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
