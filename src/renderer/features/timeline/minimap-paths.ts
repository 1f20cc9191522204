/** Height of the drawing; bars stand on its lower edge, marks of findings hang from the upper one. */
const HEIGHT = 100;
const MARK = 14;
const TALLEST = HEIGHT - MARK - 6;
const LEAST = 7;

/**
 * Bars as one path, one unit wide each. Heights grow with the root of the count, so that single events stay in sight.
 * @param most the count of the tallest bar
 */
export function barsPath(counts: readonly number[], most: number): string {
  let path = "";
  for (const [index, count] of counts.entries()) {
    if (count === 0) continue;
    const height = round(Math.max(LEAST, Math.sqrt(count / Math.max(1, most)) * TALLEST));
    path += `M${index} ${HEIGHT}v${-height}h0.85v${height}z`;
  }
  return path;
}

/** Marks over the buckets that a condition holds for; wide enough to be seen on their own. */
export function marksPath(count: number, holds: (bucket: number) => boolean): string {
  let path = "";
  for (let bucket = 0; bucket < count; bucket += 1) if (holds(bucket)) path += `M${bucket - 0.2} 0h1.4v${MARK}h-1.4z`;
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
