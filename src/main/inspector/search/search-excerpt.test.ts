import { expect, test } from "vitest";
import { readExpression } from "../../../shared/filter/expression.ts";
import { textExcerpt } from "./search-excerpt.ts";

const expression = (source: string) => {
  const read = readExpression(source);
  if (typeof read === "string") throw new Error(read);
  return read;
};

test.each([
  ["words as they were typed", "A core of ice, the Ice core", [["ice"], ["core"]], "Ice core"],
  ["else the first that is there", "A core of ice", [["ice"], ["core"]], "ice"],
  [
    "what an expression fits, in its own case",
    "Page 7\nand Draft-104",
    [expression("^and draft-\\d+$")],
    "and Draft-104",
  ],
  ["also where letters grow in lower case", "İİ draft-7", [expression("draft-\\d")], "draft-7"],
  [
    "an expression before a word that stands further on",
    "Draft-7 of ice",
    [expression("draft-\\d"), ["ice"]],
    "Draft-7",
  ],
])("marks %s", (_, text, words, match) => {
  const excerpt = textExcerpt(text, words);
  expect(excerpt.match).toBe(match);
  expect(excerpt.before + excerpt.match + excerpt.after).toBe(text);
});
