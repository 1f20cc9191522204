import { type Damage, recordAt } from "./damage.ts";
import { chained, type LogRecord, sequenceOf, unchained, withEvent, withMetadata } from "./log-record.ts";

const FORK = { code: "link-mismatch", cause: "concurrent-append", severity: "explained" } as const;
const MISSING = { code: "link-mismatch", cause: "record-missing", severity: "suspect" } as const;
const RENUMBERED = { cause: "renumbered-against-chain", severity: "suspect" } as const;

/** The line that the damages of this file are done to; streams have at least eight. */
const LINE = 5;

/** Two appends overlapped: the record continues the one before the last. */
export const forks: Damage = (records) => ({
  lines: forkedAt(records, LINE),
  expected: [{ ...FORK, line: LINE }],
});

/** The link of a record taken out, in a stream whose writer spells out that its first record has none. */
export const removesLink: Damage = (records) => ({
  lines: records.with(LINE, withMetadata(recordAt(records, LINE), { prevEventHash: undefined })),
  expected: [{ code: "link-mismatch", cause: "link-removed", severity: "suspect", line: LINE }],
});

export const removesRecord: Damage = (records) => ({
  lines: records.toSpliced(LINE, 1),
  expected: [
    { ...MISSING, line: LINE },
    { code: "sequence-gap", cause: "record-removed", severity: "suspect", line: LINE },
  ],
});

/** Another record in the place of one, its checksum made to fit; the next record still names the old one. */
export const replacesRecord: Damage = (records) => {
  const forged = withEvent(recordAt(records, LINE), { userId: "did:web:aurora-station.example:users:nobody" });
  const lines = records.with(LINE, recordAt(chained([...records.slice(0, LINE), forged], LINE), LINE));
  return { lines, expected: [{ ...MISSING, line: LINE + 1 }] };
};

/** Numbers jump by two, the chain goes on. */
export const skipsNumbers: Damage = (records) => ({
  lines: renumberedFrom(records, LINE, 2),
  expected: [{ code: "sequence-gap", cause: "renumbered", severity: "explained", line: LINE }],
});

/** Overlapping writers, of which one skipped a number. */
export const forksAndSkips: Damage = (records) => ({
  lines: renumberedFrom(forkedAt(records, LINE), LINE, 1),
  expected: [
    { ...FORK, line: LINE },
    { code: "sequence-gap", cause: "unproven", severity: "suspect", line: LINE },
  ],
});

/** Overlapping writers that gave the same number. */
export const forksAndRepeats: Damage = (records) => ({
  lines: renumberedFrom(forkedAt(records, LINE), LINE, -1),
  expected: [
    { ...FORK, line: LINE },
    { code: "sequence-duplicate", cause: "two-writers", severity: "explained", line: LINE },
  ],
});

/** One number twice, the chain unharmed. */
export const repeatsNumber: Damage = (records) => ({
  lines: renumberedFrom(records, LINE, -1),
  expected: [{ code: "sequence-duplicate", cause: "renumbered", severity: "explained", line: LINE }],
});

/** Overlapping writers whose records arrived in the other order. */
export const forksAndSwaps: Damage = (records) => ({
  lines: withSwappedNumbers(forkedAt(records, LINE)),
  expected: [
    { ...FORK, line: LINE },
    { code: "sequence-out-of-order", cause: "two-writers", severity: "explained", line: LINE },
  ],
});

/** Two numbers exchanged, and further down the number of an older record given once more; the chain unharmed. */
export const changesNumbers: Damage = (records) => {
  const later = LINE + 4;
  const sequenceNumber = sequenceOf(recordAt(records, later - 2));
  return {
    lines: withSwappedNumbers(records).with(later, withMetadata(recordAt(records, later), { sequenceNumber })),
    expected: [
      { ...RENUMBERED, code: "sequence-out-of-order", line: LINE },
      { ...RENUMBERED, code: "sequence-duplicate", line: later },
    ],
  };
};

/** As a version without hashes writes: nothing is wrong, and nothing can be proved. */
export const dropsHashes: Damage = (records) => ({ lines: records.map(unchained), expected: [] });

export const removesUnchainedRecord: Damage = (records) => ({
  lines: records.map(unchained).toSpliced(LINE, 1),
  expected: [{ code: "sequence-gap", cause: "unproven", severity: "suspect", line: LINE }],
});

export const repeatsUnchainedNumber: Damage = (records) => ({
  lines: renumberedFrom(records.map(unchained), LINE, -1),
  expected: [{ code: "sequence-duplicate", cause: "unproven", severity: "suspect", line: LINE }],
});

/** Two lines exchanged: the second is also the older one. */
export const swapsUnchainedRecords: Damage = (records) => {
  const lines = records.map(unchained);
  const [first, second] = [recordAt(lines, LINE - 1), recordAt(lines, LINE)];
  return {
    lines: lines.with(LINE - 1, second).with(LINE, first),
    expected: [
      { code: "sequence-out-of-order", cause: "unproven", severity: "suspect", line: LINE },
      { code: "clock-backwards", cause: "clock", severity: "info", line: LINE },
    ],
  };
};

/** The last event once more under a new number, which takes effect again. */
export const putsLastEventInAgain: Damage = (records) => {
  const last = recordAt(records, -1);
  const copy = withMetadata(last, { sequenceNumber: sequenceOf(last) + 1 });
  return {
    lines: chained([...records, copy], records.length),
    expected: [{ code: "duplicate-event-id", cause: "put-in-again", severity: "suspect", line: records.length }],
  };
};

function forkedAt(records: readonly LogRecord[], line: number): LogRecord[] {
  const parent = recordAt(records, line - 2);
  return records.with(line, withMetadata(recordAt(records, line), { prevEventHash: parent.metadata.checksum }));
}

function renumberedFrom(records: readonly LogRecord[], line: number, by: number): LogRecord[] {
  return records.map((record, index) =>
    index < line ? record : withMetadata(record, { sequenceNumber: sequenceOf(record) + by }),
  );
}

function withSwappedNumbers(records: readonly LogRecord[]): LogRecord[] {
  const [first, second] = [recordAt(records, LINE - 1), recordAt(records, LINE)];
  return records
    .with(LINE - 1, withMetadata(first, { sequenceNumber: sequenceOf(second) }))
    .with(LINE, withMetadata(second, { sequenceNumber: sequenceOf(first) }));
}
