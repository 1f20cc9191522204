import { altered, type Damage, found, hashedAnew, lineOf, linesOf, pick, textOf } from "./damage.ts";

/** Ways of damaging single records of a stream, each with exactly what the check must say of it. */
export const DAMAGES_OF_RECORDS: Readonly<Record<string, Damage>> = {
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

  "id given to another event": (stream, random) => {
    const at = pick(random, 1, stream.records.length);
    const id = stream.records[0]?.event.id;
    const lines = hashedAnew(
      stream.dialect,
      stream.records.map((record, index) => (index === at ? { ...record, event: { ...record.event, id } } : record)),
    );
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
    // The record behind goes on as if the number had been given once; the double stands for the one that is left out.
    return { text: textOf(lines), expected: [...expected, found("sequence-duplicate", "two-writers", at)] };
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
    const lines = hashedAnew(
      stream.dialect,
      stream.records.map((record, index) =>
        index === at ? { ...record, event: { ...record.event, resourceId: "elsewhere" } } : record,
      ),
    );
    return { text: textOf(lines), expected: [found("foreign-record", "other-resource", at)] };
  },

  "clock set back": (stream, random) => {
    const at = pick(random, 1, stream.records.length);
    const lines = hashedAnew(
      stream.dialect,
      stream.records.map((record, index) =>
        index === at ? { ...record, event: { ...record.event, timestamp: "2025-12-31T23:00:00.000Z" } } : record,
      ),
    );
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
