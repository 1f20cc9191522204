/** Equal spans that cover a stretch of time. Times are milliseconds since 1970. */
export interface TimeBuckets {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** @returns null when no time is known. Unreadable times (NaN) are left out. */
export function timeBuckets(times: Iterable<number>, count: number): TimeBuckets | null {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    if (time < from) from = time;
    if (time > to) to = time;
  }
  if (to < from) return null;
  return { from, to, count: Math.max(1, Math.min(count, to - from + 1)) };
}

export function bucketOf({ from, to, count }: TimeBuckets, time: number): number {
  const span = to - from + 1;
  return Math.max(0, Math.min(count - 1, Math.floor(((time - from) / span) * count)));
}

/** Where each bucket starts, and where the last one ends. */
export function bucketEdges({ from, to, count }: TimeBuckets): number[] {
  return Array.from({ length: count + 1 }, (_, edge) => from + Math.round(((to - from + 1) * edge) / count));
}
