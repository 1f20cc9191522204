/** From the first to the last moment, both part of it; milliseconds since 1970. */
export interface TimeSpread {
  readonly from: number;
  readonly to: number;
}

/** Spans of the same length that follow each other. Times are milliseconds since 1970. */
export interface TimeBuckets {
  readonly from: number;
  readonly width: number;
  readonly count: number;
}

/** @returns null when no time is known. Unreadable times (NaN) are left out. */
export function timeSpread(times: Iterable<number>): TimeSpread | null {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    if (time < from) from = time;
    if (time > to) to = time;
  }
  return to < from ? null : { from, to };
}

/** Buckets of this length and longer begin with a second, so that a filter names them in short. */
const LONG_MS = 10_000;

/**
 * At most `count` spans that hold all times. Their edges are whole milliseconds, so that a filter from one edge to the next lets
 * through what is counted between them.
 *
 * @returns null when no time is known
 */
export function timeBuckets(times: Iterable<number>, count: number): TimeBuckets | null {
  const spread = timeSpread(times);
  if (spread === null) return null;
  const unit = (spread.to - spread.from + 1) / count < LONG_MS ? 1 : 1000;
  const from = Math.floor(spread.from / unit) * unit;
  const length = spread.to + 1 - from;
  const width = Math.ceil(length / count / unit) * unit;
  return { from, width, count: Math.ceil(length / width) };
}

export function bucketOf({ from, width, count }: TimeBuckets, time: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor((time - from) / width)));
}

/** Where each bucket starts, and where the last one ends. */
export function bucketEdges({ from, width, count }: TimeBuckets): number[] {
  return Array.from({ length: count + 1 }, (_, edge) => from + width * edge);
}
