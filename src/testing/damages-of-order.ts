import {
  altered,
  checksumOf,
  type Damage,
  type ExpectedFinding,
  found,
  type GoodStream,
  hashedAnew,
  lineOf,
  linesOf,
  pick,
  textOf,
} from "./damage.ts";

/** Ways of moving, copying and putting in whole records, each with exactly what the check must say of it. */
export const DAMAGES_OF_ORDER: Readonly<Record<string, Damage>> = {
  "two lines swapped": (stream, random) => {
    const { length } = stream.records;
    const at = pick(random, 0, length - 1);
    const other = pick(random, at + 1, length);
    const lines = linesOf(stream);
    const swapped = lines.with(at, lines[other] ?? "").with(other, lines[at] ?? "");
    return { text: textOf(swapped), expected: swapFindings(stream, at, other) };
  },

  "record copied to a later place": (stream, random) => {
    const at = pick(random, 0, stream.records.length);
    const to = pick(random, at + 1, stream.records.length + 1);
    const lines = linesOf(stream);
    const copied = lines.toSpliced(to, 0, lines[at] ?? "");
    const expected = [found("sequence-duplicate", "copied", to), found("duplicate-event-id", "copied", to)];
    if (to > at + 1) expected.push(found("clock-backwards", "clock", to));
    if (stream.dialect === "flat-unhashed") return { text: textOf(copied), expected };
    expected.push(found("link-mismatch", "copied", to));
    // Directly behind its original, the copy is what the next record links to just as well.
    if (to > at + 1 && to < lines.length) expected.push(found("link-mismatch", "neighbour-misplaced", to + 1));
    return { text: textOf(copied), expected };
  },

  "old event put in again at the end": (stream, random) => {
    const { records, dialect } = stream;
    const record = records[pick(random, 0, records.length - 1)];
    const last = records.at(-1);
    if (record === undefined || last === undefined) return undefined;
    const again = lineOf(dialect, record, { sequence: records.length + 1, previous: checksumOf(last.event) });
    return {
      text: textOf([...linesOf(stream), again]),
      expected: [
        found("duplicate-event-id", "put-in-again", records.length),
        found("clock-backwards", "clock", records.length),
      ],
    };
  },

  "forged record put in": (stream, random) => {
    const { lines, at } = withForged(stream, random, "0".repeat(64));
    const expected =
      stream.dialect === "flat-unhashed"
        ? [found("sequence-duplicate", "unproven", at + 1)]
        : [
            found("link-mismatch", "record-inserted", at),
            found("sequence-duplicate", "unproven", at),
            found("link-mismatch", "neighbour-misplaced", at + 1),
          ];
    return { text: textOf(lines), expected };
  },

  "forged record put in with a link that fits": (stream, random) => {
    if (stream.dialect === "flat-unhashed") return undefined;
    const { lines, at } = withForged(stream, random, undefined);
    return {
      text: textOf(lines),
      expected: [
        found("link-mismatch", "concurrent-append", at + 1),
        found("sequence-duplicate", "two-writers", at + 1),
      ],
    };
  },

  "link taken from a record": (stream, random) => {
    if (stream.dialect === "flat-unhashed") return undefined;
    const at = pick(random, 1, stream.records.length);
    const lines = linesOf(stream);
    lines[at] = (lines[at] ?? "").replace('"prevEventHash"', '"prevEventHasi"');
    // Where a writer says that a stream begins, a record that says nothing is not a writer's. Elsewhere it may be.
    const cause = stream.dialect === "nested" ? "link-removed" : "writer-restart";
    return { text: textOf(lines), expected: [found("link-mismatch", cause, at)] };
  },

  "checksum taken from a record": (stream, random) => {
    if (stream.dialect === "flat-unhashed") return undefined;
    const at = pick(random, 0, stream.records.length - 1);
    const lines = linesOf(stream);
    lines[at] = (lines[at] ?? "").replace(/"checksum":("[^"]*")\}/, '"checksun":$1}');
    const changes = stream.dialect.startsWith("flat") ? [found("shape-change", "era", at + 1)] : [];
    if (changes.length > 0 && at > 0) changes.push(found("shape-change", "era", at));
    return { text: textOf(lines), expected: [found("checksum-mismatch", "checksum-removed", at), ...changes] };
  },
};

/** What no chain can show: each leaves a stream that is good in itself, and differs from what it was from a line on. */
export const DAMAGES_UNSEEN: Readonly<Record<string, (stream: GoodStream, random: () => number) => Unseen>> = {
  "all hashed anew": (stream, random) => {
    const at = pick(random, 0, stream.records.length);
    const records = stream.records.map((record, index) =>
      index === at ? { ...record, event: altered(record.event) } : record,
    );
    return { text: textOf(hashedAnew(stream.dialect, records)), cause: "history-changed", line: at + 1 };
  },

  "forged record put in, all behind it hashed anew": (stream, random) => {
    const at = pick(random, 0, stream.records.length);
    const record = stream.records[at];
    const forged = { event: altered({ ...record?.event, id: "forged" }), sequence: 0, previous: undefined };
    return {
      text: textOf(hashedAnew(stream.dialect, stream.records.toSpliced(at, 0, forged))),
      cause: "history-changed",
      line: at + 1,
    };
  },

  "record removed, all behind it hashed anew": (stream, random) => {
    const at = pick(random, 0, stream.records.length - 1);
    return {
      text: textOf(hashedAnew(stream.dialect, stream.records.toSpliced(at, 1))),
      cause: "history-changed",
      line: at + 1,
    };
  },

  "tail cut off": (stream, random) => {
    const left = pick(random, 1, stream.records.length);
    return { text: textOf(linesOf(stream).slice(0, left)), cause: "log-shortened", line: left + 1 };
  },
};

export interface Unseen {
  readonly text: string;
  /** What an anchor must say, and of which line. */
  readonly cause: string;
  readonly line: number;
}

/** Puts in a record with the number of the one that it stands before. */
function withForged(stream: GoodStream, random: () => number, link: string | undefined) {
  const at = pick(random, 1, stream.records.length);
  const next = stream.records[at];
  const event = altered({ ...next?.event, id: "forged" });
  const forged = { event, sequence: at + 1, previous: link ?? next?.previous };
  return { lines: linesOf(stream).toSpliced(at, 0, lineOf(stream.dialect, forged)), at };
}

function swapFindings({ dialect, records }: GoodStream, at: number, other: number): readonly ExpectedFinding[] {
  const isBeside = other === at + 1;
  const isOverOne = other === at + 2;
  const clocks = isBeside ? [other] : [at + 1, other];
  const expected = clocks.map((index) => found("clock-backwards", "clock", index));
  // Of lines that were turned round, no one can say which stayed where it was: the first ones are told, by links.
  const moved = isBeside ? [at] : isOverOne ? [at, at + 1] : [at, other];
  // Without links the numbers alone decide, and the first of them counts as the right one.
  const unordered = dialect === "flat-unhashed" ? (isBeside ? [other] : isOverOne ? [at + 1, other] : moved) : moved;
  for (const index of unordered) expected.push(found("sequence-out-of-order", "unproven", index));
  if (dialect === "flat-unhashed") return expected;
  for (const index of moved) expected.push(found("link-mismatch", "record-moved", index));
  const neighbours = [at + 1, other, other + 1].filter((index) => index < records.length && !moved.includes(index));
  for (const index of new Set(neighbours)) expected.push(found("link-mismatch", "neighbour-misplaced", index));
  return expected;
}
