import type { Minimap } from "../../../shared/ipc/model/timeline.ts";

type Bucket = Minimap["buckets"][number];

/** Height of the drawing; bars stand on its lower edge, marks of findings hang from the upper one. */
const HEIGHT = 100;
const MARK = 14;
const TALLEST = HEIGHT - MARK - 6;
const LEAST = 7;

/** Bars as one path, one unit wide each. Heights grow with the root of the count, so that single events stay in sight. */
export function barsPath(buckets: readonly Bucket[], count: "events" | "matching"): string {
  const most = Math.max(1, ...buckets.map(({ events }) => events));
  return buckets
    .map((bucket, index) => {
      if (bucket[count] === 0) return "";
      const height = Math.max(LEAST, Math.sqrt(bucket[count] / most) * TALLEST);
      return `M${index} ${HEIGHT}v${-round(height)}h0.85v${round(height)}z`;
    })
    .join("");
}

/** Marks over the buckets that a condition holds for; wide enough to be seen on their own. */
export function marksPath(buckets: readonly Bucket[], holds: (bucket: Bucket) => boolean): string {
  return buckets.map((bucket, index) => (holds(bucket) ? `M${index - 0.2} 0h1.4v${MARK}h-1.4z` : "")).join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
