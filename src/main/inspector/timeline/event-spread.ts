import type { Minimap } from "../../../shared/ipc/model/timeline.ts";
import { type EventColumns, eventOfRow } from "../index/event-columns.ts";
import { bucketLimits, bucketOf, type TimeBuckets, timeBuckets } from "./time-buckets.ts";

/** How the events of a scope spread over time. */
export interface EventSpread {
  /** Null when no time is known. */
  readonly buckets: TimeBuckets | null;
  /** The bucket of each row; `NOWHERE` where its time cannot be read. */
  readonly bucketOfRow: Uint16Array;
  readonly events: Uint32Array;
  readonly suspect: Uint32Array;
  readonly explained: Uint32Array;
}

const NOWHERE = 2 ** 16 - 1;

/** @param count of buckets, below 65,535 */
export function spreadOf(columns: EventColumns, count: number): EventSpread {
  const { times, severities } = columns;
  const buckets = timeBuckets(times, count);
  const size = buckets?.count ?? 0;
  const bucketOfRow = new Uint16Array(times.length).fill(NOWHERE);
  const events = new Uint32Array(size);
  const marked = { suspect: new Uint32Array(size), explained: new Uint32Array(size) };
  const marks = severities.examples.map((row) => {
    const { stream, position } = eventOfRow(columns, row);
    const severity = stream.severities.get(position);
    return severity === "suspect" || severity === "explained" ? marked[severity] : undefined;
  });
  if (buckets === null) return { buckets, bucketOfRow, events, ...marked };
  for (const [row, time] of times.entries()) {
    if (Number.isNaN(time)) continue;
    const bucket = bucketOf(buckets, time);
    bucketOfRow[row] = bucket;
    events[bucket] = (events[bucket] ?? 0) + 1;
    const mark = marks[severities.ids[row] ?? 0];
    if (mark !== undefined) mark[bucket] = (mark[bucket] ?? 0) + 1;
  }
  return { buckets, bucketOfRow, events, ...marked };
}

/** A spread, with how many of some rows are in each bucket. */
export function minimapOf(
  { buckets, bucketOfRow, events, suspect, explained }: EventSpread,
  rows: Uint32Array,
): Minimap {
  if (buckets === null) return { from: null, to: null, buckets: [] };
  const matching = new Uint32Array(events.length);
  for (const row of rows) {
    const bucket = bucketOfRow[row] ?? NOWHERE;
    if (bucket !== NOWHERE) matching[bucket] = (matching[bucket] ?? 0) + 1;
  }
  return {
    from: new Date(buckets.from).toISOString(),
    to: new Date(buckets.to).toISOString(),
    buckets: Array.from(events, (number, bucket) => ({
      ...bucketLimits(buckets, bucket),
      events: number,
      matching: matching[bucket] ?? 0,
      suspect: suspect[bucket] ?? 0,
      explained: explained[bucket] ?? 0,
    })),
  };
}
