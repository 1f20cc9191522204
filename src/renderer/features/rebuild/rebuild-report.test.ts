import { expect, test } from "vitest";
import { writeRebuildReport } from "./rebuild-report.ts";

test("a report has one row for each file, whatever its name holds", () => {
  const report = writeRebuildReport("Aurora", {
    stateFolder: "/state/aurora",
    outcome: "incomplete",
    resources: 2,
    events: 9,
    counts: { added: 1, changed: 0, unchanged: 0, stale: 0, failed: 1 },
    items: [
      {
        kind: "resource-view",
        name: "a",
        label: "A | <b>\nB",
        stream: "a",
        change: "added",
        differences: 4,
        file: "resources/a.json",
        entries: null,
        problem: null,
      },
      {
        kind: "entity-types",
        name: "entity-types",
        label: "Entity types",
        stream: null,
        change: "changed",
        differences: 2,
        file: "projections/__system__/entitytypes.json",
        entries: { added: ["Bell"], changed: [], removed: ["Ship"] },
        problem: null,
      },
    ],
    failed: [{ stream: "b", message: "could not be read" }],
    lockProblem: "Another rebuild would not be noticed.",
    startedAt: "2026-04-01T10:00:00.000Z",
    durationMs: 12.4,
  });
  expect(report).toContain("| added | A \\| \\<b\\> B | 4 | resources/a.json |");
  expect(report).toContain("- b: could not be read");
  expect(report).toContain("took 12 ms");
  expect(report).toContain("- Another rebuild would not be noticed.");
  expect(report).toContain("## Entity types\n\n- added: Bell\n- removed: Ship\n");
});
