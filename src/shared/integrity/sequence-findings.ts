import type { Finding } from "./finding.ts";
import type { CauseOf } from "./finding-causes.ts";
import { keptInOrder } from "./kept-in-order.ts";
import type { LinkJudgement } from "./link-causes.ts";
import type { RecordLink } from "./links.ts";
import { recordFinding, relatedRecord } from "./make-finding.ts";
import { findCopies } from "./record-copy.ts";
import type { RecordHeader, StreamScan } from "./record-header.ts";

/**
 * Findings about sequence numbers that are not 1…n in file order, each with the cause that the links prove. The most
 * records whose numbers rise are taken for those in order; the others are told, and no number is missed because of them.
 */
export function sequenceFindings(
  scan: StreamScan,
  links: readonly RecordLink[],
  judgement: LinkJudgement,
): readonly Finding[] {
  const { records } = scan;
  const inOrder = recordsInOrder(records, judgement.aside);
  return [
    ...gapFindings(scan, links, judgement, inOrder),
    ...(inOrder.length === records.length ? [] : misnumberedFindings(scan, links, judgement, inOrder)),
  ];
}

/** Indexes of records whose numbers rise, as many as there can be; of two with one number the earlier. */
function recordsInOrder(records: readonly RecordHeader[], aside: ReadonlySet<number>): readonly number[] {
  const eligible: number[] = [];
  let isRising = true;
  let highest = Number.NEGATIVE_INFINITY;
  records.forEach(({ sequence }, index) => {
    if (aside.has(index)) return;
    eligible.push(index);
    isRising &&= sequence > highest;
    highest = sequence;
  });
  if (isRising) return eligible;
  // By number, of equal ones the last first, so that no two of them can both be kept.
  const sequenceOf = (index: number) => records[index]?.sequence ?? 0;
  const byNumber = eligible.toSorted((left, right) => sequenceOf(left) - sequenceOf(right) || right - left);
  const kept = keptInOrder(byNumber, "larger");
  return eligible.filter((index) => kept.has(index));
}

function gapFindings(
  scan: StreamScan,
  links: readonly RecordLink[],
  { causes }: LinkJudgement,
  inOrder: readonly number[],
): readonly Finding[] {
  const { records } = scan;
  const unread = unreadBefore(scan);
  let present: ReadonlySet<number> | undefined;
  const findings: Finding[] = [];
  let last = 0;
  let place = -1;
  for (const index of inOrder) {
    const record = records[index];
    if (record === undefined) continue;
    const span = record.sequence - last - 1;
    if (span > 0) {
      present ??= new Set(records.map(({ sequence }) => sequence));
      let accounted = 0;
      // Lines that cannot be read and records with a number of their own stand for as many missing numbers.
      for (let at = place + 1; at <= index; at += 1) accounted += (unread.get(at) ?? 0) + (at < index ? 1 : 0);
      const missing = missingBetween(last, record.sequence, present);
      if (missing > accounted) {
        findings.push(
          recordFinding(
            scan,
            record,
            { code: "sequence-gap", cause: causeOfGap(links[index]?.state, causes[index]) },
            {
              what: `${missing === 1 ? `Number ${record.sequence - 1} is` : `${missing} numbers before ${record.sequence} are`} missing.`,
              expected: last + 1,
              actual: record.sequence,
            },
          ),
        );
      }
    }
    last = record.sequence;
    place = index;
  }
  return findings;
}

/** Numbers that no record of the stream has; those that come elsewhere are out of order and not missing. */
function missingBetween(last: number, sequence: number, present: ReadonlySet<number>): number {
  const span = sequence - last - 1;
  if (span > present.size) {
    // More numbers are skipped than there are records: count those present instead of walking a gap of any length.
    let within = 0;
    for (const number of present) if (number > last && number < sequence) within += 1;
    return span - within;
  }
  let missing = 0;
  for (let number = last + 1; number < sequence; number += 1) if (!present.has(number)) missing += 1;
  return missing;
}

/** By the index of a record, how many lines just before it could not be read: they account for as many missing numbers. */
function unreadBefore({ malformed }: StreamScan): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { recordsBefore } of malformed) counts.set(recordsBefore, (counts.get(recordsBefore) ?? 0) + 1);
  return counts;
}

function causeOfGap(
  state: RecordLink["state"] | undefined,
  cause: LinkJudgement["causes"][number],
): CauseOf<"sequence-gap"> {
  if (cause === "record-missing") return "record-removed";
  return cause === "neighbour-misplaced" || state === "holds" ? "renumbered" : "unproven";
}

function misnumberedFindings(
  scan: StreamScan,
  links: readonly RecordLink[],
  judgement: LinkJudgement,
  inOrder: readonly number[],
): readonly Finding[] {
  const { records } = scan;
  const isInOrder = new Set(inOrder);
  const firstWith = new Map<number, number>();
  for (const index of inOrder) firstWith.set(records[index]?.sequence ?? 0, index);
  const next = nextInOrder(records, isInOrder);
  const branches = branchNumbers(records, links, judgement);
  const originals = judgement.originals.size > 0 ? judgement.originals : findCopies(records);
  const findings: Finding[] = [];
  let last: RecordHeader | undefined;
  records.forEach((record, index) => {
    if (isInOrder.has(index)) {
      last = record;
      return;
    }
    const { sequence } = record;
    const twin = originals.get(index) ?? firstWith.get(sequence);
    if (twin === undefined) firstWith.set(sequence, index);
    const after = next[index];
    const highest = last?.sequence ?? 0;
    const seen = { expected: highest + 1, actual: sequence };
    // With a number as it should be, whatever else is wrong with the record.
    if (twin === undefined && sequence > highest && (after === undefined || sequence < after.sequence)) return;
    if (twin === undefined) {
      const cause = causeOfOrder(branches, index, sequence);
      const what =
        sequence > highest && after !== undefined
          ? `Sequence number ${sequence} comes before ${after.sequence}.`
          : `Sequence number ${sequence} comes after ${highest}.`;
      findings.push(recordFinding(scan, record, { code: "sequence-out-of-order", cause }, { what, ...seen }));
      return;
    }
    const isInPlace = sequence === highest && (after === undefined || sequence < after.sequence);
    findings.push(
      recordFinding(
        scan,
        record,
        { code: "sequence-duplicate", cause: causeOfDouble(originals, branches, index, sequence, isInPlace) },
        {
          what: `Sequence number ${sequence} stands twice.`,
          ...seen,
          related: records.slice(twin, twin + 1).map((other) => relatedRecord(scan, other)),
        },
      ),
    );
  });
  return findings;
}

/** The next record in order behind each. */
function nextInOrder(
  records: readonly RecordHeader[],
  isInOrder: ReadonlySet<number>,
): readonly (RecordHeader | undefined)[] {
  const next: (RecordHeader | undefined)[] = new Array(records.length);
  let known: RecordHeader | undefined;
  for (let index = records.length - 1; index >= 0; index -= 1) {
    next[index] = known;
    if (isInOrder.has(index)) known = records[index];
  }
  return next;
}

/** Between which numbers each record has to be on its own branch; undefined where no link proves where it belongs. */
type BranchNumbers = readonly ({ readonly parent: number; child: number } | undefined)[];

function branchNumbers(
  records: readonly RecordHeader[],
  links: readonly RecordLink[],
  { causes, parents }: LinkJudgement,
): BranchNumbers {
  const numbers = records.map((_, index) => {
    const state = links[index]?.state;
    const cause = causes[index];
    const isLinked =
      state === "holds" || state === "first" || cause === "concurrent-append" || cause === "neighbour-misplaced";
    const parent = records[parents[index] ?? -1]?.sequence ?? Number.NEGATIVE_INFINITY;
    return isLinked ? { parent, child: Number.POSITIVE_INFINITY } : undefined;
  });
  parents.forEach((parent, index) => {
    const of = parent === undefined ? undefined : numbers[parent];
    const sequence = records[index]?.sequence ?? 0;
    if (of !== undefined && causes[index] !== "copied") of.child = Math.min(of.child, sequence);
  });
  return numbers;
}

/**
 * Two writers give numbers without knowing of each other: what is out of order must be on another branch than what it is
 * out of order with, and rise along its own.
 */
function causeOfOrder(
  branches: BranchNumbers,
  index: number,
  sequence: number,
): "two-writers" | "renumbered-against-chain" | "unproven" {
  const own = branches[index];
  if (own === undefined) return "unproven";
  return own.parent < sequence && sequence < own.child ? "two-writers" : "renumbered-against-chain";
}

/** @param isInPlace whether it stands directly behind the other, so that views are replayed in the order of the file */
function causeOfDouble(
  originals: ReadonlyMap<number, number>,
  branches: BranchNumbers,
  index: number,
  sequence: number,
  isInPlace: boolean,
): CauseOf<"sequence-duplicate"> {
  if (originals.has(index)) return "copied";
  const cause = causeOfOrder(branches, index, sequence);
  return cause === "renumbered-against-chain" && isInPlace ? "renumbered" : cause;
}
