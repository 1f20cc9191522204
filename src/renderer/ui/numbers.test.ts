import { describe, expect, test } from "vitest";
import { countOf, formatBytes, formatDuration } from "./numbers.ts";

describe("numbers as people read them", () => {
  test.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1 kB"],
    [3449, "3.4 kB"],
    [999_960, "1 MB"],
    [136_000_000, "136 MB"],
  ])("%d bytes are %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  test.each([
    [35, "35 ms"],
    [4200, "4.2 s"],
    [42_000, "42 s"],
    [90_000, "1 min 30 s"],
    [12 * 60_000 + 5000, "12 min"],
    [-3_600_000, "−1 h"],
    [3 * 86_400_000 + 4 * 3_600_000, "3 d 4 h"],
  ])("%d ms are %s", (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));

  test("one is not many", () => {
    expect([countOf(0, "event"), countOf(1, "event"), countOf(1200, "event")]).toEqual([
      "0 events",
      "1 event",
      "1,200 events",
    ]);
    expect(countOf(2, "entry", "entries")).toBe("2 entries");
  });
});
