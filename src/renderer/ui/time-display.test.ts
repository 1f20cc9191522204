import { describe, expect, test } from "vitest";
import { formatAgo, formatTime } from "./time-display.ts";

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
});
