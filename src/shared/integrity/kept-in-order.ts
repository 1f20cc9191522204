/**
 * The most of some different numbers that stand in rising order; the others are the fewest that can have been moved.
 * @param leaveOut of several ways, the one that leaves out the smaller numbers or the larger ones
 */
export function keptInOrder(numbers: readonly number[], leaveOut: "smaller" | "larger"): ReadonlySet<number> {
  if (leaveOut === "larger") return new Set(risingFrom(numbers));
  return new Set(risingFrom(numbers.map((number) => -number).reverse()).map((number) => -number));
}

/** Longest strictly rising run, not necessarily without gaps; of several the one with the smallest numbers at its ends. */
function risingFrom(numbers: readonly number[]): readonly number[] {
  const ends: number[] = [];
  const before: number[] = [];
  numbers.forEach((number, index) => {
    const length = firstNotBelow(ends, numbers, number);
    before[index] = length === 0 ? -1 : (ends[length - 1] ?? -1);
    ends[length] = index;
  });
  const rising: number[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) rising.push(numbers[index] ?? 0);
  return rising;
}

function firstNotBelow(ends: readonly number[], numbers: readonly number[], number: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
