import type { LogRecord } from "./log-record.ts";

/** What a check has to say of the damage, by the rules of the log's format and not by asking a checker. */
export interface ExpectedKind {
  readonly code: string;
  readonly cause: string;
  readonly severity: "info" | "explained" | "suspect";
}

/** A stream after its damage. */
export interface DamagedStream {
  /** Lines in file order: records, or bytes that are none. */
  readonly lines: readonly (LogRecord | string)[];
  /** Which line shows what; lines counted from 0. */
  readonly expected: readonly (ExpectedKind & { readonly line: number })[];
  /** True where the last line has no newline. */
  readonly endsTorn?: boolean;
}

/** Does one thing to the records of one stream. */
export type Damage = (records: readonly LogRecord[]) => DamagedStream;

/** The record at a place. @throws Error when the stream is too short for its damage */
export function recordAt(records: readonly LogRecord[], index: number): LogRecord {
  const record = records.at(index);
  if (record === undefined)
    throw new Error(`The stream has ${records.length} records, and record ${index} is to be damaged.`);
  return record;
}
