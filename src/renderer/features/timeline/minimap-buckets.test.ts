import { expect, test } from "vitest";
import { bucketsOf, matchingIn } from "./minimap-buckets.ts";

test.each([
  [0.31, 0.58, { from: 3, to: 6 }],
  [0.58, 0.31, { from: 3, to: 6 }],
  [0.5, 0.5, { from: 5, to: 6 }],
  [0, 1, { from: 0, to: 10 }],
])("a drag from %d to %d takes the buckets that it touches", (one, other, stretch) => {
  expect(bucketsOf(one, other, 10)).toEqual(stretch);
});

test("what matches in a stretch is counted up to its end", () => {
  expect(matchingIn({ matching: [1, 2, 4, 8] }, { from: 1, to: 3 })).toBe(6);
});
