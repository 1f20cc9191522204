import { expect, test } from "vitest";
import { readExpression } from "../../../shared/filter/expression.ts";
import { closeness, NOT_HELD } from "./closeness.ts";

test.each([
  ["ice core a7", "ice core a7", 0],
  ["ice core a7: field description", "ice core", 1],
  ["the ice core", "ice cor", 2],
  ["on the core of ice", "ice core", 2],
  ["a notice of scores", "ice core", 3],
  ["the ice", "ice core", 4],
])("says how close a text is to what is looked for", (text, words, expected) => {
  const parts = words.split(" ").map((word) => [word]);
  expect(closeness(text, parts)).toBe(expected);
});

test("a text that fits an expression holds it, and is not called so", () => {
  const expression = readExpression("^ice core [a-c]\\d$");
  if (typeof expression === "string") throw new Error(expression);
  expect(["ice core a7", "the ice core a7"].map((text) => closeness(text, [expression]))).toEqual([3, NOT_HELD]);
  expect(closeness("ice core a7", [expression, ["core"]])).toBe(3);
});
