import { expect, test } from "vitest";
import { keepSame } from "./keep-same.ts";

const answer = { revision: 1, durationMs: 3, rows: [{ name: "One", counts: [1, 2] }] };

test("an answer that says the same stays the one before, whenever it was given", () => {
  expect(keepSame(answer, { ...structuredClone(answer), revision: 2, durationMs: 4 })).toBe(answer);
});

test.each([
  { ...answer, rows: [{ name: "One", counts: [1, 3] }] },
  { ...answer, rows: [] },
  { ...answer, total: 1 },
  null,
])("another answer takes its place", (other) => {
  expect(keepSame(answer, other)).toBe(other);
  expect(keepSame(other, answer)).toBe(answer);
});
