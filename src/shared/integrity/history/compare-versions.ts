import type { CauseOf } from "../finding-causes.ts";
import { contentOf, type RecordedLine, recordedLines } from "./recorded-line.ts";

/** What happened to a file between two versions, other than growing at its end. */
export interface VersionChange {
  readonly cause: Exclude<CauseOf<"history-rewritten">, "stream-removed">;
  /** The line before and after; of many alike the first. */
  readonly before: RecordedLine | undefined;
  readonly after: RecordedLine | undefined;
  /** How many records it happened to. */
  readonly records: number;
}

/** Events that no view is made of and that can be computed again. */
const DERIVED = /^(?:embedding:.*|job:progress)$/;

/**
 * Compares two versions of a file record by record. Empty where the later one is the earlier one and what was appended.
 * Records are followed by their event id. A change is a migration only where every record touched has the same content
 * under today's names and the order that its numbers give is kept.
 */
export function compareVersions(before: string, after: string): readonly VersionChange[] {
  const old = recordedLines(before);
  const now = recordedLines(after);
  if (isBeginning(old, now)) return [];
  const pairs = pairLines(old, now);
  const isOrderKept = isSameOrder(pairs);
  const removed = old.filter((line) => !pairs.has(line));
  const kept = [...pairs];
  const touched = Map.groupBy(
    kept.filter(([was, is]) => was.text !== is.text),
    ([was, is]) => isSameRecord(was, is),
  );
  const edited = touched.get(false) ?? [];
  const rewritten = touched.get(true) ?? [];
  const changes: VersionChange[] = edited.map(([was, is]) => ({
    cause: "content-edited",
    before: was,
    after: is,
    records: 1,
  }));
  changes.push(...removals(removed, edited.length === 0 && isOrderKept));
  changes.push(...insertions(now, kept));
  const [firstMoved] = isOrderKept
    ? []
    : kept.filter(([was, is], index) => kept[index - 1] !== undefined && isBefore(kept[index - 1], [was, is]));
  if (!isOrderKept) {
    const [was, is] = firstMoved ?? kept[0] ?? [undefined, undefined];
    changes.push({ cause: "records-reordered", before: was, after: is, records: kept.length });
  } else if (rewritten.length > 0) {
    changes.push({
      cause: "migration",
      before: rewritten[0]?.[0],
      after: rewritten[0]?.[1],
      records: rewritten.length,
    });
  }
  return changes;
}

type Pair = readonly [RecordedLine, RecordedLine];

function isBeginning(old: readonly RecordedLine[], now: readonly RecordedLine[]): boolean {
  return old.every((line, index) => {
    const text = now[index]?.text;
    // A last line that was cut short may have been completed.
    return (
      text === line.text || (index === old.length - 1 && line.eventId === undefined && text?.startsWith(line.text))
    );
  });
}

/** Each line of the earlier version with the one that it became, in the order of the earlier one. */
function pairLines(
  old: readonly RecordedLine[],
  now: readonly RecordedLine[],
): ReadonlyMap<RecordedLine, RecordedLine> {
  const waiting = Map.groupBy(now, keyOf);
  const pairs = new Map<RecordedLine, RecordedLine>();
  for (const line of old) {
    const candidates = waiting.get(keyOf(line));
    const exact = candidates?.findIndex(({ text }) => text === line.text) ?? -1;
    const [partner] = candidates?.splice(Math.max(exact, 0), 1) ?? [];
    if (partner !== undefined) pairs.set(line, partner);
  }
  return pairs;
}

function keyOf({ eventId, text }: RecordedLine): string {
  return eventId === undefined ? `line ${text}` : `event ${eventId}`;
}

/** The same content, and nothing beside it changed that a migration has no reason to change. */
function isSameRecord(was: RecordedLine, is: RecordedLine): boolean {
  const [then, today] = [contentOf(was), contentOf(is)];
  if (then.content !== today.content || was.correlationId !== is.correlationId) return false;
  const isHashTouched = is.checksum !== undefined && was.checksum !== is.checksum;
  return !isHashTouched || was.checksum === undefined || then.eventText !== today.eventText;
}

function isSameOrder(pairs: ReadonlyMap<RecordedLine, RecordedLine>): boolean {
  const kept = [...pairs];
  const inFile = kept.every((pair, index) => index === 0 || !isBefore(kept[index - 1], pair));
  const byNumber = (pick: (pair: Pair) => RecordedLine) =>
    kept.toSorted((left, right) => (pick(left).sequence ?? 0) - (pick(right).sequence ?? 0));
  const then = byNumber(([was]) => was);
  const today = byNumber(([, is]) => is);
  return inFile && then.every((pair, index) => pair === today[index]);
}

/** Whether the second pair now stands before the first, which it followed. */
function isBefore(first: Pair | undefined, second: Pair): boolean {
  return first !== undefined && second[1].line < first[1].line;
}

/** What it means that a file is gone: a loss, unless there was nothing in it but derived events. */
export function compareWithNothing(before: string): Omit<VersionChange, "cause"> & {
  readonly cause: "stream-removed" | "derived-events-removed";
} {
  const old = recordedLines(before);
  const cause = old.length > 0 && old.every(isDerived) ? "derived-events-removed" : "stream-removed";
  return { cause, before: old[0], after: undefined, records: old.length };
}

function isDerived({ type }: RecordedLine): boolean {
  return type !== undefined && DERIVED.test(type);
}

function removals(removed: readonly RecordedLine[], isElseUntouched: boolean): readonly VersionChange[] {
  if (isElseUntouched && removed.length > 0 && removed.every(isDerived)) {
    return [{ cause: "derived-events-removed", before: removed[0], after: undefined, records: removed.length }];
  }
  return removed.map((line) => ({ cause: "record-removed", before: line, after: undefined, records: 1 }));
}

/** New lines that stand before one that was there already. */
function insertions(now: readonly RecordedLine[], kept: readonly Pair[]): readonly VersionChange[] {
  const known = new Set(kept.map(([, is]) => is));
  const last = Math.max(0, ...kept.map(([, is]) => is.line));
  return now
    .filter((line) => line.line < last && !known.has(line))
    .map((line) => ({ cause: "record-inserted", before: undefined, after: line, records: 1 }));
}
