import { isValidElement } from "react";
import { expect, test } from "vitest";
import { JsonText } from "./json-text.tsx";

test("a record is drawn with what would reorder or hide text shown by its number", () => {
  const value = { "\u202ekey": ["\u001b[31mred", "zero\u200bwidth"] };
  const parts = [JsonText({ value })].flat();
  const drawn = parts.map((part) => (isValidElement<{ children: string }>(part) ? part.props.children : part)).join("");
  expect(drawn).not.toMatch(/[\u202e\u200b]/u);
  expect(JSON.parse(drawn)).toEqual(value);
});
