import type { Minimap } from "../../../shared/ipc/model/timeline.ts";

/** Some buckets after each other; `to` is the first behind them. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The buckets that two places of a pointer lie in, and all between; places are shares of the whole, in any order. */
export function bucketsOf(one: number, other: number, count: number): Stretch {
  const bucket = (share: number) => Math.min(count - 1, Math.floor(share * count));
  return { from: bucket(Math.min(one, other)), to: bucket(Math.max(one, other)) + 1 };
}

/** How many events match in some buckets. */
export function matchingIn({ matching }: Pick<Minimap, "matching">, { from, to }: Stretch): number {
  let sum = 0;
  for (let bucket = from; bucket < to; bucket += 1) sum += matching[bucket] ?? 0;
  return sum;
}
