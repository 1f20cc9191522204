import type { Finding } from "./finding.ts";
import type { RecordLink } from "./links.ts";
import { recordFinding, relatedRecord } from "./make-finding.ts";
import type { StreamScan } from "./record-header.ts";

/** Findings about sequence numbers that are not 1…n in file order, each with the cause that the links prove. */
export function sequenceFindings(
  scan: StreamScan,
  links: readonly RecordLink[],
  forked: ReadonlySet<number>,
): readonly Finding[] {
  const { records } = scan;
  const present = new Set(records.map(({ sequence }) => sequence));
  const firstWith = new Map<number, number>();
  const unread = unreadBefore(scan);
  const findings: Finding[] = [];
  let highest = 0;
  records.forEach((record, index) => {
    const { sequence } = record;
    const twin = firstWith.get(sequence);
    if (twin !== undefined) {
      findings.push(
        recordFinding(
          scan,
          record,
          { code: "sequence-duplicate", cause: causeOfDouble(links, forked, index, twin, sequence < highest) },
          {
            what: `Sequence number ${sequence} stands twice.`,
            expected: highest + 1,
            actual: sequence,
            related: records.slice(twin, twin + 1).map((other) => relatedRecord(scan, other)),
          },
        ),
      );
    } else if (sequence < highest) {
      const passed = indexesAbove(records, sequence, index);
      findings.push(
        recordFinding(
          scan,
          record,
          { code: "sequence-out-of-order", cause: causeOfOrder(links, forked, index, passed) },
          {
            what: `Sequence number ${sequence} comes after ${highest}.`,
            expected: highest + 1,
            actual: sequence,
          },
        ),
      );
    } else {
      const missing = missingBetween(highest, sequence, present);
      if (missing > (unread.get(index) ?? 0)) {
        findings.push(
          recordFinding(
            scan,
            record,
            { code: "sequence-gap", cause: causeOfGap(links, forked, index) },
            {
              what: `${missing === 1 ? `Number ${sequence - 1} is` : `${missing} numbers before ${sequence} are`} missing.`,
              expected: highest + 1,
              actual: sequence,
            },
          ),
        );
      }
    }
    if (twin === undefined) firstWith.set(sequence, index);
    highest = Math.max(highest, sequence);
  });
  return findings;
}

/** Numbers that no record of the stream has; those that come later are out of order and not missing. */
function missingBetween(highest: number, sequence: number, present: ReadonlySet<number>): number {
  const span = sequence - highest - 1;
  if (span > present.size) {
    // More numbers are skipped than there are records: count those present instead of walking a gap of any length.
    let within = 0;
    for (const number of present) if (number > highest && number < sequence) within += 1;
    return span - within;
  }
  let missing = 0;
  for (let number = highest + 1; number < sequence; number += 1) if (!present.has(number)) missing += 1;
  return missing;
}

/** By the index of a record, how many lines just before it could not be read: they account for as many missing numbers. */
function unreadBefore({ malformed }: StreamScan): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { recordsBefore } of malformed) counts.set(recordsBefore, (counts.get(recordsBefore) ?? 0) + 1);
  return counts;
}

function indexesAbove(records: StreamScan["records"], sequence: number, before: number): number[] {
  const indexes: number[] = [];
  for (let index = before - 1; index >= 0 && (records[index]?.sequence ?? 0) > sequence; index -= 1)
    indexes.push(index);
  return indexes;
}

function causeOfOrder(
  links: readonly RecordLink[],
  forked: ReadonlySet<number>,
  index: number,
  others: readonly number[],
): "two-writers" | "renumbered" | "unproven" {
  const state = links[index]?.state;
  if (state === "fork" || ([index, ...others].some((other) => forked.has(other)) && state === "holds"))
    return "two-writers";
  return state === "holds" ? "renumbered" : "unproven";
}

/** A number given twice in a row changes no order; one that reaches back past others moves its record in the replay. */
function causeOfDouble(
  links: readonly RecordLink[],
  forked: ReadonlySet<number>,
  index: number,
  twin: number,
  isReachingBack: boolean,
): "two-writers" | "renumbered" | "unproven" {
  const cause = causeOfOrder(links, forked, index, [twin]);
  return cause === "renumbered" && isReachingBack ? "unproven" : cause;
}

function causeOfGap(
  links: readonly RecordLink[],
  forked: ReadonlySet<number>,
  index: number,
): "record-removed" | "renumbered" | "two-writers" | "unproven" {
  const state = links[index]?.state;
  if (state === "broken") return "record-removed";
  if (state === "fork") return "two-writers";
  if (state === "holds") return forked.has(index) ? "two-writers" : "renumbered";
  return state === "first" ? "renumbered" : "unproven";
}
