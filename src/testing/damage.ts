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
  for (let index = 0; index < length; index += 1) {
    const text = Array.from(
      { length: 1 + Math.floor(random() * 4) },
      () => WORDS[Math.floor(random() * WORDS.length)],
    ).join(" ");
    const event = {
      type: dialect === "nested-dotted" ? "entitytag.added" : "mark:entity-tag-added",
      resourceId: streamId,
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

function checksumOf(event: object): string {
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

type Damage = (stream: GoodStream, random: () => number) => DamagedStream | undefined;

function pick(random: () => number, from: number, to: number): number {
  return from + Math.floor(random() * (to - from));
}

function found(code: string, cause: string, index: number): ExpectedFinding {
  return { code, cause, line: index + 1 };
}

function altered(event: GoodRecord["event"]): GoodRecord["event"] {
  return { ...event, payload: { entityType: "altered" } };
}

/**
 * Every way of damaging a stream that the check must tell, each with exactly what it must say. Undefined where the
 * damage does not apply to the dialect.
 */
export const DAMAGES: Readonly<Record<string, Damage>> = {
  "nothing at all": (stream) => ({ text: textOf(linesOf(stream)), expected: [] }),

  "content altered": (stream, random) => {
    if (stream.dialect === "flat-unhashed") return undefined;
    const at = pick(random, 0, stream.records.length);
    const lines = stream.records.map((record, index) =>
      lineOf(stream.dialect, record, index === at ? { event: altered(record.event) } : {}),
    );
    return { text: textOf(lines), expected: [found("checksum-mismatch", "content-altered", at)] };
  },

  "types renamed by a migration": (stream, random) => {
    if (stream.dialect !== "nested-dotted") return undefined;
    // A migration that stopped on its way renamed the first records only.
    const until = pick(random, 1, stream.records.length + 1);
    const lines = stream.records.map((record, index) =>
      lineOf(
        stream.dialect,
        record,
        index < until ? { event: { ...record.event, type: "mark:entity-tag-added" } } : {},
      ),
    );
    const renamed = Array.from({ length: until }, (_, index) =>
      found("checksum-mismatch", "renamed-by-migration", index),
    );
    const stopped = until < stream.records.length ? [found("shape-change", "era", until)] : [];
    return { text: textOf(lines), expected: [...renamed, ...stopped] };
  },

  "record altered and hashed anew": (stream, random) => {
    if (stream.dialect === "flat-unhashed") return undefined;
    const at = pick(random, 0, stream.records.length - 1);
    const lines = stream.records.map((record, index) =>
      lineOf(stream.dialect, index === at ? { ...record, event: altered(record.event) } : record),
    );
    return { text: textOf(lines), expected: [found("link-mismatch", "record-missing", at + 1)] };
  },

  "record removed": (stream, random) => {
    const at = pick(random, 0, stream.records.length - 1);
    const lines = linesOf(stream).toSpliced(at, 1);
    const expected =
      stream.dialect === "flat-unhashed"
        ? [found("sequence-gap", "unproven", at)]
        : [found("link-mismatch", "record-missing", at), found("sequence-gap", "record-removed", at)];
    return { text: textOf(lines), expected };
  },

  "record copied behind itself": (stream, random) => {
    const at = pick(random, 1, stream.records.length);
    const lines = linesOf(stream);
    const copied = lines.toSpliced(at + 1, 0, lines[at] ?? "");
    const expected =
      stream.dialect === "flat-unhashed"
        ? [found("sequence-duplicate", "unproven", at + 1), found("duplicate-event-id", "copied", at + 1)]
        : [
            found("link-mismatch", "concurrent-append", at + 1),
            found("sequence-duplicate", "two-writers", at + 1),
            found("duplicate-event-id", "copied", at + 1),
          ];
    return { text: textOf(copied), expected };
  },

  "id given to another event": (stream, random) => {
    const at = pick(random, 1, stream.records.length);
    const id = stream.records[0]?.event.id;
    let previous: string | undefined;
    const lines = stream.records.map((record, index) => {
      const event = index === at ? { ...record.event, id } : record.event;
      const line = lineOf(stream.dialect, { ...record, event, previous });
      previous = checksumOf(event);
      return line;
    });
    return { text: textOf(lines), expected: [found("duplicate-event-id", "different-content", at)] };
  },

  "two appends at once": (stream, random) => {
    if (stream.dialect === "flat-unhashed") return undefined;
    const at = pick(random, 2, stream.records.length);
    const grandparent = stream.records[at - 1]?.previous;
    const numbered = random() < 0.5;
    const lines = stream.records.map((record, index) =>
      lineOf(stream.dialect, record, index === at ? { previous: grandparent, sequence: numbered ? at : at + 1 } : {}),
    );
    if (grandparent === undefined) return undefined;
    const expected = [found("link-mismatch", "concurrent-append", at)];
    if (!numbered) return { text: textOf(lines), expected };
    expected.push(found("sequence-duplicate", "two-writers", at));
    // The record behind goes on as if the number had been given once.
    if (at + 1 < stream.records.length) expected.push(found("sequence-gap", "renumbered", at + 1));
    return { text: textOf(lines), expected };
  },

  "writer started again": (stream, random) => {
    if (stream.dialect === "flat-unhashed") return undefined;
    const at = pick(random, 1, stream.records.length);
    const lines = stream.records.map((record, index) =>
      lineOf(stream.dialect, record, index === at ? { previous: undefined } : {}),
    );
    return { text: textOf(lines), expected: [found("link-mismatch", "writer-restart", at)] };
  },

  "numbers jump, links hold": (stream, random) => {
    const at = pick(random, 1, stream.records.length);
    const by = pick(random, 1, 2000);
    const lines = stream.records.map((record, index) =>
      lineOf(stream.dialect, record, index >= at ? { sequence: record.sequence + by } : {}),
    );
    const cause = stream.dialect === "flat-unhashed" ? "unproven" : "renumbered";
    return { text: textOf(lines), expected: [found("sequence-gap", cause, at)] };
  },

  "line corrupt": (stream, random) => {
    const at = pick(random, 0, stream.records.length - 1);
    const lines = linesOf(stream);
    lines[at] = `${lines[at]?.slice(0, 40)}\u0000}}`;
    const corrupt = found("malformed-line", "corrupt-line", at);
    const expected =
      stream.dialect === "flat-unhashed" ? [corrupt] : [corrupt, found("link-mismatch", "record-missing", at + 1)];
    return { text: textOf(lines), expected };
  },

  "last line torn": (stream, random) => {
    const lines = linesOf(stream);
    const last = lines.pop() ?? "";
    const cut = last.slice(0, pick(random, 1, last.length));
    const expected = [found("malformed-line", "torn-tail", lines.length)];
    return { text: textOf(lines) + cut, expected };
  },

  "torn append, then continued": (stream, random) => {
    const at = pick(random, 1, stream.records.length);
    const lines = linesOf(stream);
    const torn = (lines[at] ?? "").slice(0, pick(random, 1, 60));
    return { text: textOf(lines.toSpliced(at, 0, torn)), expected: [found("malformed-line", "torn-append", at)] };
  },

  "record of another resource": (stream, random) => {
    const at = pick(random, 0, stream.records.length);
    let previous: string | undefined;
    const lines = stream.records.map((record, index) => {
      const event = index === at ? { ...record.event, resourceId: "elsewhere" } : record.event;
      const line = lineOf(stream.dialect, { ...record, event, previous });
      previous = checksumOf(event);
      return line;
    });
    return { text: textOf(lines), expected: [found("foreign-record", "other-resource", at)] };
  },

  "clock set back": (stream, random) => {
    const at = pick(random, 1, stream.records.length);
    let previous: string | undefined;
    const lines = stream.records.map((record, index) => {
      const event = index === at ? { ...record.event, timestamp: "2025-12-31T23:00:00.000Z" } : record.event;
      const line = lineOf(stream.dialect, { ...record, event, previous });
      previous = checksumOf(event);
      return line;
    });
    return { text: textOf(lines), expected: [found("clock-backwards", "clock", at)] };
  },

  "other envelope from here on": (stream, random) => {
    if (stream.dialect !== "nested" && stream.dialect !== "flat") return undefined;
    const at = pick(random, 1, stream.records.length);
    const other = stream.dialect === "nested" ? "flat" : "nested";
    const lines = stream.records.map((record, index) => lineOf(index < at ? stream.dialect : other, record));
    return { text: textOf(lines), expected: [found("shape-change", "era", at)] };
  },

  "signature that does not hold": (stream, random) => {
    if (stream.dialect.startsWith("nested") === false) return undefined;
    const at = pick(random, 0, stream.records.length);
    const signature = { algorithm: "ed25519", publicKey: "00".repeat(32), signature: "11".repeat(64) };
    const lines = linesOf(stream).map((line, index) =>
      index === at ? `${line.slice(0, -1)},"signature":${JSON.stringify(signature)}}` : line,
    );
    return { text: textOf(lines), expected: [found("signature", "invalid", at)] };
  },
};
