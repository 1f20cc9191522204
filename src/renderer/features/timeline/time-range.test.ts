import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTimeRange, writeTimeRange } from "./time-range.ts";

const NOW = Date.UTC(2026, 3, 1);

describe("the range of time of a filter", () => {
  test.each([
    ["second", 1000],
    ["millisecond", 1],
  ])("is what was written, to the %s", (_unit, unit) => {
    const start = fc.integer({ min: 1_000_000_000, max: 2_000_000_000 });
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 10_000_000 }), (first, length) => {
        const range = { from: first * unit, to: (first + length) * unit };
        expect(readTimeRange(writeTimeRange("type:mark:added words", range), NOW)).toEqual(range);
      }),
    );
  });

  test("replaces the one before and leaves the rest as it was", () => {
    const once = writeTimeRange("type:job since:2020 nebula", { from: Date.UTC(2026, 0, 2), to: null });
    expect(once).toBe("type:job nebula since:2026-01-02T00:00:00Z");
    expect(writeTimeRange(once, { from: null, to: null })).toBe("type:job nebula");
  });

  test("covers the whole unit that a person typed", () => {
    expect(readTimeRange("since:2026-03 until:2026-03", NOW)).toEqual({
      from: Date.UTC(2026, 2, 1),
      to: Date.UTC(2026, 3, 1),
    });
  });

  test("is limited by all that the filter says of time, also by what it leaves out", () => {
    expect(readTimeRange("-since:2026", NOW)).toEqual({ from: null, to: Date.UTC(2026, 0) });
    expect(readTimeRange("-until:2025 until:2027 until:2026", NOW)).toEqual({
      from: Date.UTC(2026, 0),
      to: Date.UTC(2027, 0),
    });
    expect(readTimeRange("since:soon since:>2026", NOW)).toEqual({ from: null, to: null });
    expect(writeTimeRange("-since:2026 since:2024 nebula", { from: null, to: null })).toBe("nebula");
  });
});
