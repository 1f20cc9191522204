import { createHash } from "node:crypto";
import { isRecordedObject } from "../../../shared/events/recorded-value.ts";
import type { HashProof } from "../../../shared/ipc/model/timeline.ts";
import type { RecordReading } from "../index/record-reader.ts";
import { recordAt, type StreamIndex } from "../index/stream-index.ts";

/** Longer texts are cut for showing; they are hashed whole. */
const LONGEST_TEXT = 64 * 1024;

/** The checksum of a record computed anew from what stands in its file now, with everything to repeat it by hand. */
export function hashProof(stream: StreamIndex, position: number, reading: RecordReading): HashProof {
  const record = recordAt(stream, position);
  const text = reading.ok ? hashedText(reading.value) : "";
  const before = position > 1 ? recordAt(stream, position - 1) : undefined;
  const expected = before?.checksum ?? null;
  const recorded = record.prevEventHash ?? null;
  return {
    state: record.checksumState,
    algorithm: "SHA-256",
    text: text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text,
    textBytes: Buffer.byteLength(text),
    textCut: text.length > LONGEST_TEXT,
    computed: createHash("sha256").update(text).digest("hex"),
    recorded: record.checksum ?? null,
    holdsWithType: record.holdsWithType ?? null,
    previous: { recorded, expected, holds: recorded === expected },
  };
}

/** The text that writers hash: the event's own fields in the order of the record. */
function hashedText(value: unknown): string {
  if (!isRecordedObject(value)) return "";
  if (typeof value.type !== "string") return JSON.stringify(value.event) ?? "";
  const { metadata: _metadata, signature: _signature, ...event } = value;
  return JSON.stringify(event);
}
