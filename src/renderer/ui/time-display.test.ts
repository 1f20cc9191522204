import { describe, expect, test } from "vitest";
import { formatAgo, formatRange, formatTime, formatWithin } from "./time-display.ts";

describe("times", () => {
  test("in UTC are always as wide and sort as text", () => {
    expect(formatTime("2026-04-01T09:05:07.03Z", "utc")).toBe("2026-04-01 09:05:07");
    expect(formatTime("2026-04-01T11:05:07.030+02:00", "utc", true)).toBe("2026-04-01 09:05:07.030");
  });

  test("in local time differ from UTC by the offset of that moment", () => {
    const at = "2026-07-01T12:00:00Z";
    const local = new Date(`${formatTime(at, "local").replace(" ", "T")}Z`).getTime();
    expect(local).toBe(new Date(at).getTime() - new Date(at).getTimezoneOffset() * 60_000);
  });

  test("that are no times are shown as they stand in the log", () => {
    expect(formatTime("yesterday", "utc")).toBe("yesterday");
    expect(formatAgo("yesterday", 0)).toBe("yesterday");
  });

  test.each([
    [20_000, "now"],
    [-65_000, "1 minute ago"],
    [-3 * 3_600_000, "3 hours ago"],
    [-86_400_000, "yesterday"],
    [-40 * 86_400_000, "last month"],
    [-800 * 86_400_000, "2 years ago"],
    [2 * 3_600_000, "in 2 hours"],
  ])("%d ms from now are %s", (offset, text) => {
    const now = Date.parse("2026-11-23T11:00:00Z");
    expect(formatAgo(new Date(now + offset).toISOString(), now)).toBe(text);
  });

  test.each([
    ["2026-03-26T00:00:00Z", "2026-04-01T00:00:00Z", "2026-03-26 – 2026-03-31"],
    ["2026-03-26T00:00:00Z", "2026-03-27T00:00:00Z", "2026-03-26 00:00 – 23:59"],
    ["2026-03-26T22:00:00Z", "2026-03-27T02:00:00Z", "2026-03-26 22:00 – 2026-03-27 01:59"],
    ["2026-03-26T10:15:07Z", "2026-03-26T10:15:09Z", "2026-03-26 10:15:07 – 10:15:08"],
    ["2026-03-26T10:15:07Z", "2026-03-26T10:15:08Z", "2026-03-26 10:15:07"],
  ])("from %s to %s are the range %s", (from, to, text) => {
    expect(formatRange(Date.parse(from), Date.parse(to), "utc")).toBe(text);
  });

  test.each([
    [10 * 86_400_000, "2026-04-01"],
    [5 * 3_600_000, "2026-04-01 09:05"],
    [9000, "2026-04-01 09:05:07"],
  ])("within %d ms are as exact as it takes: %s", (span, text) => {
    expect(formatWithin(Date.parse("2026-04-01T09:05:07Z"), span, "utc")).toBe(text);
  });
});
