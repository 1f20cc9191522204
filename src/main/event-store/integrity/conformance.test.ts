import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fixturesDirectory } from "../../../testing/fixtures.ts";
import { scanProject, verifyProject } from "./verify-project.ts";

const fixtures = fixturesDirectory();

/** The table of the fixtures' README: streams, events, verdict, and every finding that is more than a note. */
const EXPECTED = {
  "real/gutenberg-nested-chained": [10, 103, "explained", { "link-mismatch/concurrent-append": 11 }],
  "real/gutenberg-unchained": [10, 130, "unchained", {}],
  "real/family-mixed-eras": [
    9,
    66,
    "explained",
    { "checksum-mismatch/renamed-by-migration": 57, "link-mismatch/concurrent-append": 5 },
  ],
  "semiont-0.4.15-complete": [15, 134, "verified", {}],
  "edge/tampered-first": [1, 3, "suspect", { "checksum-mismatch/content-altered": 1 }],
  "edge/malformed-middle-line": [
    1,
    4,
    "suspect",
    { "link-mismatch/record-missing": 1, "malformed-line/corrupt-line": 1 },
  ],
  "edge/torn-last-line": [1, 3, "explained", { "malformed-line/torn-tail": 1 }],
  "edge/no-final-newline": [1, 3, "verified", {}],
  "edge/duplicate-sequence": [1, 4, "explained", { "sequence-duplicate/renumbered": 1 }],
  "edge/blank-lines-crlf-bom": [1, 4, "verified", {}],
  "edge/nested-format": [1, 3, "verified", {}],
  "edge/unknown-types": [1, 5, "verified", {}],
  "edge/short-ids": [2, 4, "verified", {}],
} as const;

describe.skipIf(fixtures === undefined)("verification of the fixtures (skipped without them)", () => {
  test.each(Object.entries(EXPECTED))("%s", async (name, [streams, events, verdict, findings]) => {
    const result = await verifyProject(eventsOf(name));
    expect({ streams: result.streams, events: result.events, findings: counted(result.findings) }).toEqual({
      streams,
      events,
      findings,
    });
    expect(result.verdict).toBe(verdict);
  });

  test("real/gutenberg-flat-chained: a migration and overlapping writers, all of it explained", async () => {
    const { streams, events, verdict, findings } = await verifyProject(eventsOf("real/gutenberg-flat-chained"));
    const counts = counted(findings);
    expect([streams, events, verdict]).toEqual([13, 361, "explained"]);
    expect(counts["checksum-mismatch/renamed-by-migration"]).toBe(130);
    expect(counts["link-mismatch/concurrent-append"]).toBe(39);
    const others = findings.filter(({ code }) => code.startsWith("sequence-"));
    expect(others.length).toBeGreaterThan(0);
    expect(new Set(others.map(({ cause }) => cause))).toEqual(new Set(["two-writers"]));
    expect(findings.filter(({ severity }) => severity === "suspect")).toEqual([]);
  });

  test.each([...Object.keys(EXPECTED), "real/gutenberg-flat-chained"])("%s: scan and check agree", async (name) => {
    const scan = await scanProject(eventsOf(name));
    const check = await verifyProject(eventsOf(name));
    expect(scan.streams.flatMap(({ findings }) => findings)).toEqual(check.findings);
    expect(scan.verdict).toBe(check.verdict);
  });
});

function eventsOf(name: string): string {
  return join(fixtures ?? "", name, "project", ".semiont", "events");
}

function counted(findings: readonly { code: string; cause: string; severity: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code, cause, severity } of findings) {
    if (severity === "info") continue;
    counts[`${code}/${cause}`] = (counts[`${code}/${cause}`] ?? 0) + 1;
  }
  return counts;
}
