import { expect, test } from "vitest";
import { facetText, inOrder } from "./facet-text.ts";

const chosen = (label: string) => ({ label, negated: false });
const excluded = (label: string) => ({ label, negated: true });

test.each([
  [[], null],
  [[chosen("Job started")], "Job started"],
  [[chosen("Job started"), chosen("job:p*")], "2"],
  [[excluded("Job progress")], "not Job progress"],
  [[chosen("job:*"), excluded("Job progress")], "job:*, not Job progress"],
  [[excluded("a"), excluded("b"), chosen("c"), chosen("d")], "2, not 2"],
])("%j is said as %j", (terms, text) => {
  expect(facetText({ terms })).toBe(text);
});

test("values keep their order while their counts change, and new ones come last", () => {
  const values = ["new", "b", "a"].map((value) => ({
    value,
    label: value,
    count: 0,
    selected: false,
    excluded: false,
  }));
  expect(inOrder(values, ["a", "gone", "b"]).map(({ value }) => value)).toEqual(["a", "b", "new"]);
});
