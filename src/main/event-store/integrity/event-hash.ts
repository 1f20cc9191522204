import { hash } from "node:crypto";
import type { UnknownEvent } from "../../../shared/events/catalogue.ts";
import { legacyEventNames } from "../../../shared/events/legacy-names.ts";
import type { ChecksumState } from "../../../shared/integrity/record-header.ts";

export const HASH_PREFIX = "sha256:";
const METADATA = Buffer.from(',"metadata":');
const NESTED_START = Buffer.from('{"event":');
const CLOSING_BRACE = 0x7d;

/** A hash as bare hex, whichever form it was written in. */
export function bareHash(written: string): string {
  return written.startsWith(HASH_PREFIX) ? written.slice(HASH_PREFIX.length) : written;
}

/** SHA-256 of an event as a writer would write it, bare lower-case hex. */
export function hashEvent(event: object): string {
  return hash("sha256", JSON.stringify(event), "hex");
}

/**
 * SHA-256 of the event as it stands in the bytes of its record: in the nested envelope what follows `"event":`, in the
 * flat one the record with its metadata cut out. Undefined where the bytes are not laid out as `JSON.stringify` does.
 */
export function hashEventBytes(line: Buffer): string | undefined {
  const end = line.lastIndexOf(METADATA);
  return end < 0 ? undefined : hashEventUpTo(line, 0, end);
}

/** As {@link hashEventBytes}, of a record that begins at `start` and whose last `,"metadata":` is at `end`. */
export function hashEventUpTo(bytes: Buffer, start: number, end: number): string {
  if (isNestedAt(bytes, start)) return hash("sha256", bytes.subarray(start + NESTED_START.length, end), "hex");
  // The event's own closing brace stands behind the metadata: it takes the comma's place for as long as it is hashed.
  const comma = bytes[end] ?? CLOSING_BRACE;
  bytes[end] = CLOSING_BRACE;
  const digest = hash("sha256", bytes.subarray(start, end + 1), "hex");
  bytes[end] = comma;
  return digest;
}

function isNestedAt(bytes: Buffer, start: number): boolean {
  for (let index = 0; index < NESTED_START.length; index += 1) {
    if (bytes[start + index] !== NESTED_START[index]) return false;
  }
  return true;
}

export interface ChecksumProof {
  readonly state: ChecksumState;
  /** SHA-256 of the event as it stands; undefined where the recorded checksum says the same. */
  readonly actual: string | undefined;
  readonly holdsWithType: string | undefined;
}

/**
 * Holds the recorded checksum against the event.
 *
 * @param bytesHash what {@link hashEventBytes} gave, where the record's bytes are at hand
 */
export function proveChecksum(
  event: UnknownEvent,
  recordedType: string,
  checksum: string | undefined,
  bytesHash: string | undefined,
): ChecksumProof {
  const expected = checksum === undefined ? undefined : bareHash(checksum);
  if (expected !== undefined && bytesHash === expected) return proof("holds");
  const recorded = event.type === recordedType ? event : { ...event, type: recordedType };
  const actual = hashEvent(recorded);
  if (expected === undefined) return proof("absent", bytesHash ?? actual);
  if (actual === expected) return proof("holds");
  const olderName = legacyEventNames(event.type).find((name) => hashEvent({ ...event, type: name }) === expected);
  return olderName === undefined
    ? proof("mismatch", bytesHash ?? actual)
    : { state: "renamed", actual, holdsWithType: olderName };
}

function proof(state: ChecksumState, actual?: string): ChecksumProof {
  return { state, actual, holdsWithType: undefined };
}
