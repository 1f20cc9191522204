import { expect, test } from "vitest";
import { listHexLines, readBase64 } from "./hex-lines.ts";

test("bytes are listed sixteen to a line, with their offset and what can be read", () => {
  const bytes = readBase64(btoa(`{"event":{"type"\u00e4\n`));
  expect(listHexLines(bytes, 4096)).toEqual([
    {
      offset: 4096,
      hex: ["7b", "22", "65", "76", "65", "6e", "74", "22", "3a", "7b", "22", "74", "79", "70", "65", "22"],
      text: '{"event":{"type"',
    },
    { offset: 4112, hex: ["e4", "0a"], text: "··" },
  ]);
});
