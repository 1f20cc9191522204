import { describe, expect, test } from "vitest";
import { textDifference } from "../../../shared/difference/text-difference.ts";
import { listTextLines } from "./text-lines.ts";

const text = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join("");

describe("lines of a text difference", () => {
  const runs = textDifference(text(20), text(20).replace("line 10\n", "other\n"));

  test("are numbered on both sides and keep three lines around a change", () => {
    const lines = listTextLines(runs, false);
    expect(lines.map((line) => (line.kind === "skipped" ? line.count : `${line.left} ${line.right}`))).toEqual([
      6,
      "7 7",
      "8 8",
      "9 9",
      "10 null",
      "null 10",
      "11 11",
      "12 12",
      "13 13",
      7,
    ]);
  });

  test("that were left out come back where they are asked for", () => {
    const [skipped] = listTextLines(runs, false);
    if (skipped?.kind !== "skipped") throw new Error("The first lines are left out.");
    const lines = listTextLines(runs, false, new Set([skipped.from]));
    expect(lines).toHaveLength(15);
    expect(lines[0]).toEqual({ kind: "same", left: 1, right: 1, text: "line 1" });
  });

  test("are all there when asked for", () => {
    expect(listTextLines(runs, true)).toHaveLength(21);
  });
});
