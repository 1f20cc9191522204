import type { Minimap } from "../../../shared/ipc/model/timeline.ts";
import { type EventColumns, eventOfRow } from "../index/event-columns.ts";
import { bucketEdges, bucketOf, type TimeBuckets, timeBuckets } from "./time-buckets.ts";

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
  for (let row = 0; row < times.length; row += 1) {
    const time = times[row] ?? Number.NaN;
    if (Number.isNaN(time)) continue;
    const bucket = bucketOf(buckets, time);
    bucketOfRow[row] = bucket;
    events[bucket] = (events[bucket] ?? 0) + 1;
    const mark = marks[severities.ids[row] ?? 0];
    if (mark !== undefined) mark[bucket] = (mark[bucket] ?? 0) + 1;
  }
  return { buckets, bucketOfRow, events, ...marked };
}

/**
 * A spread, with how many of some rows are in each bucket.
 * @param accepted 1 for each of those rows; null when they are all
 */
export function minimapOf(
  { buckets, bucketOfRow, events, suspect, explained }: EventSpread,
  accepted: Uint8Array | null,
): Omit<Minimap, "inRange"> {
  const matching = accepted === null ? events : new Uint32Array(events.length);
  for (let row = 0; accepted !== null && row < accepted.length; row += 1) {
    const bucket = bucketOfRow[row] ?? NOWHERE;
    if (accepted[row] === 1 && bucket !== NOWHERE) matching[bucket] = (matching[bucket] ?? 0) + 1;
  }
  return {
    edges: buckets === null ? [] : bucketEdges(buckets),
    events: [...events],
    matching: [...matching],
    suspect: [...suspect],
    explained: [...explained],
  };
}
