import { createHash } from "node:crypto";
import { z } from "zod";

/** A record as it stands in the sample's log, opened up so that it can be damaged. */
export interface LogRecord {
  readonly shape: "nested" | "flat";
  readonly event: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly signature?: unknown;
}

const fields = z.record(z.string(), z.unknown());
const nestedSchema = z.strictObject({ event: fields, metadata: fields });

/** @throws Error when the line is no record as the event store writes new ones */
export function readLogRecord(line: string): LogRecord {
  return { shape: "nested", ...nestedSchema.parse(JSON.parse(line)) };
}

export function writeLogRecord({ shape, event, metadata, signature }: LogRecord): string {
  const signed = signature === undefined ? {} : { signature };
  return JSON.stringify(shape === "nested" ? { event, metadata, ...signed } : { ...event, metadata, ...signed });
}

/** What the chain holds of an event: SHA-256 of its JSON. */
export function hashOf(event: LogRecord["event"]): string {
  return createHash("sha256").update(JSON.stringify(event)).digest("hex");
}

export function withMetadata(record: LogRecord, changes: LogRecord["metadata"]): LogRecord {
  return { ...record, metadata: { ...record.metadata, ...changes } };
}

export function withEvent(record: LogRecord, changes: LogRecord["event"]): LogRecord {
  return { ...record, event: { ...record.event, ...changes } };
}

/** Hashes and links the records from `start` on anew, as a writer would that had written them like this. */
export function chained(records: readonly LogRecord[], start: number, hash = hashOf): LogRecord[] {
  const result = records.slice(0, start);
  for (const record of records.slice(start)) {
    const before = result.at(-1);
    result.push(
      withMetadata(record, { prevEventHash: before?.metadata.checksum ?? null, checksum: hash(record.event) }),
    );
  }
  return result;
}

/** As later versions write: flat and without hashes. */
export function unchained({ event, metadata }: LogRecord): LogRecord {
  const { sequenceNumber, correlationId } = metadata;
  return {
    shape: "flat",
    event,
    metadata: { sequenceNumber, ...(correlationId === undefined ? {} : { correlationId }) },
  };
}

/** The record's number in its stream. */
export function sequenceOf({ metadata }: LogRecord): number {
  return z.int().parse(metadata.sequenceNumber);
}
