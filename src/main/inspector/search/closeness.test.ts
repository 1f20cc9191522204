import { expect, test } from "vitest";
import { closeness } from "./closeness.ts";

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
