import type { RecordHeader } from "./record-header.ts";

export const RECORD_ERAS = {
  "nested-dotted": "up to 0.4.14 (nested, dotted names)",
  nested: "documented 0.4.15 (nested)",
  "flat-hashed": "shipped 0.4.15–0.4.17 (flat, hashed)",
  flat: "0.4.18 and later (flat, no hashes)",
} as const;

export type RecordEra = keyof typeof RECORD_ERAS;

/** The era whose writers lay records out like this one. */
export function recordEra({ shape, recordedType, type, checksum }: RecordHeader): RecordEra {
  if (shape === "nested") return recordedType === type ? "nested" : "nested-dotted";
  return checksum === undefined ? "flat" : "flat-hashed";
}
