import fc from "fast-check";
import { expect, test } from "vitest";
import { harmlessJsonText, harmlessText, shownText } from "./harmless-text.ts";

test("what would reorder, hide or move text is shown by its number", () => {
  expect(shownText("\u202egnp.exe")).toBe("\\u{202e}gnp.exe");
  expect(shownText("\u200b")).toBe("\\u{200b}");
  expect(shownText("shown\ufff9hidden\ufffb")).toBe("shown\\u{fff9}hidden\\u{fffb}");
  expect(harmlessText("a\u001b[31mb\nc\td")).toBe("a\\u{1b}[31mb\\u{a}c d");
  expect(shownText("two\r\nlines")).toBe("two lines");
});

test("letters of every script, emoji and their joiners stay as they are", () => {
  for (const text of ["naïve straße", "北京 資料", "שלום עולם", "مرحبا", "👩‍🚀 e\u0301"])
    expect(shownText(text)).toBe(text);
});

test("JSON keeps its value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 2);
      expect(JSON.parse(harmlessJsonText(text))).toEqual(JSON.parse(text));
    }),
  );
});
