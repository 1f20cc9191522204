import { hash } from "node:crypto";

/** The ways in which writers laid out a stream. */
export const DIALECTS = ["nested", "nested-dotted", "flat", "flat-prefixed", "flat-unhashed"] as const;
export type Dialect = (typeof DIALECTS)[number];

/** One record of a good stream, with what it was made of, so that it can be written again differently. */
export interface GoodRecord {
  readonly event: Readonly<Record<string, unknown>>;
  readonly sequence: number;
  readonly previous: string | undefined;
}

export interface GoodStream {
  readonly dialect: Dialect;
  readonly streamId: string;
  readonly records: readonly GoodRecord[];
}

/** What a damaged stream must be found to have: code, cause and line. */
export interface ExpectedFinding {
  readonly code: string;
  readonly cause: string;
  readonly line: number;
}

export interface DamagedStream {
  readonly text: string;
  readonly expected: readonly ExpectedFinding[];
}

/** Numbers from 0 to 1 that depend on the seed alone. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS = [
  "Prometheus",
  "naïve",
  "資料",
  "Straße",
  'a "quote"',
  "two\nlines",
  "\u2028",
  "🏳️‍🌈",
  '","metadata":{"',
  "{",
];

/** A stream that nothing is wrong with. */
export function goodStream(dialect: Dialect, streamId: string, length: number, random: () => number): GoodStream {
  const records: GoodRecord[] = [];
  let previous: string | undefined;
  const resource = streamId === "__system__" ? {} : { resourceId: streamId };
  for (let index = 0; index < length; index += 1) {
    const text = Array.from(
      { length: 1 + Math.floor(random() * 4) },
      () => WORDS[Math.floor(random() * WORDS.length)],
    ).join(" ");
    const event = {
      type: dialect === "nested-dotted" ? "entitytag.added" : "mark:entity-tag-added",
      ...resource,
      userId: "did:web:example.com:users:ada",
      version: 1,
      payload: { entityType: `${text} ${index}` },
      id: `${streamId}-${index}`,
      timestamp: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
    };
    records.push({ event, sequence: index + 1, previous });
    previous = checksumOf(event);
  }
  return { dialect, streamId, records };
}

/** SHA-256 of an event as every writer takes it. */
export function checksumOf(event: object): string {
  return hash("sha256", JSON.stringify(event), "hex");
}

interface Written {
  readonly sequence?: number;
  readonly previous?: string | undefined;
  readonly event?: Readonly<Record<string, unknown>>;
}

/** The line of a record; `changes` are made after its checksum was taken. */
export function lineOf(dialect: Dialect, record: GoodRecord, changes: Written = {}): string {
  const event = changes.event ?? record.event;
  const previous = "previous" in changes ? changes.previous : record.previous;
  const prefix = dialect === "flat-prefixed" ? "sha256:" : "";
  const hashes =
    dialect === "flat-unhashed"
      ? {}
      : {
          ...(previous === undefined
            ? dialect === "nested"
              ? { prevEventHash: null }
              : {}
            : { prevEventHash: prefix + previous }),
          checksum: prefix + checksumOf(record.event),
        };
  const metadata = { sequenceNumber: changes.sequence ?? record.sequence, streamPosition: 0, ...hashes };
  return dialect.startsWith("nested") ? JSON.stringify({ event, metadata }) : JSON.stringify({ ...event, metadata });
}

export function linesOf({ dialect, records }: GoodStream): string[] {
  return records.map((record) => lineOf(dialect, record));
}

export function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** Undefined where the damage does not apply to the dialect or the length of the stream. */
export type Damage = (stream: GoodStream, random: () => number) => DamagedStream | undefined;

export function pick(random: () => number, from: number, to: number): number {
  return from + Math.floor(random() * (to - from));
}

/** @param index of the line, from 0 */
export function found(code: string, cause: string, index: number): ExpectedFinding {
  return { code, cause, line: index + 1 };
}

export function altered(event: GoodRecord["event"]): GoodRecord["event"] {
  return { ...event, payload: { entityType: "altered" } };
}

/** The lines of records linked and numbered anew in the order in which they are given. */
export function hashedAnew(dialect: Dialect, records: readonly GoodRecord[]): string[] {
  let previous: string | undefined;
  return records.map((record, index) => {
    const line = lineOf(dialect, { ...record, sequence: index + 1, previous });
    previous = checksumOf(record.event);
    return line;
  });
}
