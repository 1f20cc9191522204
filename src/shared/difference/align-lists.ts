/** How two versions of a list hang together. Indexes count in the version that their name says. */
export interface ListAlignment {
  readonly removed: readonly number[];
  readonly added: readonly number[];
  /** Items that are in both, ordered by their place on the right. */
  readonly kept: readonly { readonly left: number; readonly right: number; readonly moved: boolean }[];
}

/**
 * Matches two lists by the identities of their items, doubles in order. Of the items in both, as few as possible count
 * as moved: all but a longest run that keeps its order. Takes n log n time, whatever the lists.
 */
export function alignLists(left: readonly string[], right: readonly string[]): ListAlignment {
  const places = new Map<string, number[]>();
  for (const [index, identity] of left.entries()) {
    const known = places.get(identity);
    if (known === undefined) places.set(identity, [index]);
    else known.push(index);
  }
  for (const list of places.values()) list.reverse();

  const pairs: { left: number; right: number }[] = [];
  const added: number[] = [];
  for (const [index, identity] of right.entries()) {
    const place = places.get(identity)?.pop();
    if (place === undefined) added.push(index);
    else pairs.push({ left: place, right: index });
  }
  const removed = [...places.values()].flat().sort((one, other) => one - other);
  const steady = longestRising(pairs.map((pair) => pair.left));
  const kept = pairs.map((pair, index) => ({ ...pair, moved: !steady.has(index) }));
  return { removed, added, kept };
}

/** @returns the indexes of a longest strictly rising subsequence (patience sorting). */
function longestRising(values: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const before = new Int32Array(values.length).fill(-1);
  for (const [index, value] of values.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  }
  const chosen = new Set<number>();
  for (let index = ends.at(-1) ?? -1; index !== -1; index = before[index] ?? -1) chosen.add(index);
  return chosen;
}
