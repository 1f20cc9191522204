import fc from "fast-check";
import { expect, test } from "vitest";
import { chainBands, chainLanes } from "./chain.ts";

test.each<[string, (number | undefined)[], number[]]>([
  ["a plain chain", [undefined, 0, 1, 2], [0, 0, 0, 0]],
  ["a fork whose first branch was left", [undefined, 0, 0, 2], [0, 1, 0, 0]],
  ["two forks of one parent, the later one nearer", [undefined, 0, 0, 0], [0, 2, 1, 0]],
  ["forks one after the other share a column", [undefined, 0, 0, 2, 3, 3, 5], [0, 1, 0, 0, 1, 0, 0]],
  ["a break is drawn in the line", [undefined, 0, undefined, 2], [0, 0, 0, 0]],
  ["nothing", [], []],
])("%s", (_name, parents, lanes) => {
  expect(chainLanes(parents)).toEqual(lanes);
});

test("neighbours of one kind are a band", () => {
  const [first, second, third] = [
    { number: 0, from: 1, to: 2 },
    { number: 1, from: 3, to: 3 },
    { number: 2, from: 4, to: 5 },
  ];
  expect(chainBands(["old", "old", "renamed", "old", "old"])).toEqual([first, first, second, third, third]);
  expect(chainBands([])).toEqual([]);
});

test("the newest record is in the first column, and no column holds two branches at one place", () => {
  const forest = fc
    .array(fc.nat(), { maxLength: 40 })
    .map((draws) => draws.map((draw, index) => (index === 0 || draw % 9 === 0 ? undefined : draw % index)));
  fc.assert(
    fc.property(forest, (parents) => {
      const lanes = chainLanes(parents);
      expect(lanes).toHaveLength(parents.length);
      if (lanes.length > 0) expect(lanes.at(-1)).toBe(0);
      for (const [index, lane] of lanes.entries()) {
        expect(lane).toBeGreaterThanOrEqual(0);
        const parent = parents[index];
        if (parent === undefined || lanes[parent] !== lane) continue;
        // Between a record and its parent in one column stands no third of that column.
        for (let between = parent + 1; between < index; between += 1) expect(lanes[between]).not.toBe(lane);
      }
    }),
  );
});
