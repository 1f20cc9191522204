import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyFixture, fixturesDirectory } from "../../testing/fixtures.ts";
import { startTestInspector } from "../../testing/inspector-client.ts";

const fixtures = fixturesDirectory();

/** From the table beside the fixtures. */
const TABLE = [
  ["real/gutenberg-nested-chained", 10, 103, "explained"],
  ["real/gutenberg-flat-chained", 13, 361, "explained"],
  ["real/gutenberg-unchained", 10, 130, "unchained"],
  ["real/family-mixed-eras", 9, 66, "explained"],
  ["semiont-0.4.15-complete", 15, 134, "verified"],
  ["edge/tampered-first", 1, 3, "suspect"],
  ["edge/malformed-middle-line", 1, 4, "suspect"],
  ["edge/torn-last-line", 1, 3, "explained"],
  ["edge/no-final-newline", 1, 3, "verified"],
  ["edge/blank-lines-crlf-bom", 1, 4, "verified"],
  ["edge/nested-format", 1, 3, "verified"],
  ["edge/unknown-types", 1, 5, "verified"],
  ["edge/short-ids", 2, 4, "verified"],
] as const;

describe.skipIf(!fixtures)("every fixture opens (skipped without the fixtures)", () => {
  test.each(TABLE)("%s", async (name, streams, events, verdict) => {
    await using fixture = await copyFixture(name);
    await using test = await startTestInspector();
    const { page } = test;
    const summary = await page.open(fixture.projectFolder);
    expect(summary).toMatchObject({ streams, events, verdict });

    const overview = await page.call("overview.read", { buckets: 40 });
    expect(overview.types.reduce((sum, type) => sum + type.events, 0)).toBe(events);
    const resources = await page.call("resources.query", {
      filter: "",
      sort: { column: "name", direction: "ascending" },
      offset: 0,
      limit: 500,
    });
    expect(resources.rows).toHaveLength(streams);

    for (const density of ["rows", "grouped", "records"] as const) {
      const whole = await page.call("timeline.query", {
        ...{ scope: null, filter: "", order: "newest", density, expanded: [], offset: 0, limit: 500 },
      });
      expect(whole.matching).toBe(events);
      const shown = whole.rows.reduce(
        (sum, row) => sum + (row.kind === "event" ? 1 : row.kind === "group" ? row.events : 0),
        0,
      );
      expect(shown).toBe(events);
    }

    for (const { stream, events: own, isSystem } of resources.rows) {
      const track = await page.call("travel.track", { stream });
      expect(track.steps).toBe(own);
      const view = await page.call("view.read", { stream, point: { kind: "head" } });
      expect(view.view).not.toBeNull();
      if (!isSystem) expect(view.view).toMatchObject({ annotations: { version: own } });
      const chain = await page.call("integrity.chain", { stream, offset: 0, limit: 500 });
      expect(chain.total).toBe(own);
      for (const link of chain.links) expect(link.lane).toBeLessThan(chain.lanes);
      const detail = await page.call("event.read", { reference: { stream, position: own } });
      expect(detail.row.step).toBeLessThanOrEqual(own);
      const file = await readFile(join(fixture.projectFolder, detail.file));
      expect(file.subarray(detail.offset, detail.offset + detail.bytes).toString()).toContain(
        detail.raw.replace("\uFEFF", ""),
      );
      if (detail.hash.state === "holds") expect(detail.hash.recorded).toContain(detail.hash.computed);
    }
    const findings = await page.call("integrity.findings", {
      ...{ code: null, cause: null, severity: null, stream: null, offset: 0, limit: 500 },
    });
    for (const { finding } of findings.rows) {
      if (finding.file === null || finding.line === null) continue;
      const bytes = await page.call("integrity.bytes", {
        stream: finding.stream,
        file: finding.file,
        line: finding.line,
      });
      expect(bytes.offset).toBe(finding.offset);
    }
    expect(test.reported).toEqual([]);
  });
});
