import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Finding } from "../finding.ts";
import { findingSchema } from "../finding.ts";
import type { CheckedLog } from "./checked-log.ts";
import { groupFindings } from "./checked-log.ts";
import { jsonReport } from "./json-report.ts";
import { markdownReport } from "./markdown-report.ts";
import { sarifReport } from "./sarif-report.ts";

const source = { toolVersion: "1.2.3", checkedAt: new Date("2026-05-01T10:00:00.000Z") };

function finding(overrides: Partial<Finding>): Finding {
  return findingSchema.parse({
    id: "checksum-mismatch@ab/cd/r.jsonl@42",
    code: "checksum-mismatch",
    cause: "content-altered",
    severity: "suspect",
    stream: "r",
    file: ".semiont/events/ab/cd/r.jsonl",
    line: 2,
    offset: 42,
    sequence: 2,
    eventId: "e-2",
    expected: "aa",
    actual: "bb",
    message: "The bytes differ.",
    ...overrides,
  });
}

function checked(findings: readonly Finding[]): CheckedLog {
  return { project: "/kb", verdict: findings.length > 0 ? "suspect" : "verified", streams: 3, events: 9, findings };
}

const note = { code: "clock-backwards", cause: "clock", severity: "info" } as const;
const fork = { code: "link-mismatch", cause: "concurrent-append", severity: "explained" } as const;

describe("groups", () => {
  test("stand worst first, then by number", () => {
    const groups = groupFindings([finding(note), finding(note), finding(fork), finding({})]);
    expect(groups.map(({ cause, findings }) => [cause, findings.length])).toEqual([
      ["content-altered", 1],
      ["concurrent-append", 1],
      ["clock", 2],
    ]);
  });
});

describe("the JSON report", () => {
  test("has the fields that the command line promises, in that order, and nothing else", () => {
    const value: unknown = JSON.parse(jsonReport(checked([finding({})])));
    const shape = z.strictObject({
      project: z.string(),
      verdict: z.string(),
      streams: z.int(),
      events: z.int(),
      findings: z.array(findingSchema),
    });
    expect(Object.keys(shape.parse(value))).toEqual(["project", "verdict", "streams", "events", "findings"]);
  });
});

describe("the Markdown report", () => {
  test("says the verdict in words and names every record", () => {
    const text = markdownReport(checked([finding({})]), source);
    expect(text).toContain("**Suspect.**");
    expect(text).toContain("## Content altered (suspect, 1)");
    expect(text).toContain("`.semiont/events/ab/cd/r.jsonl`:2 (byte 42)");
    expect(text).toContain("2026-05-01T10:00:00.000Z");
  });

  test("says so when there is nothing", () => {
    expect(markdownReport(checked([]), source)).toContain("There are no findings.");
  });

  test("shows what a log says and obeys none of it", () => {
    const hostile = "<script>x</script>|`a``b`\u202e[l](javascript:1)\n# h";
    const text = markdownReport(
      checked([finding({ stream: hostile, eventId: hostile, message: hostile, file: hostile })]),
      source,
    );
    const rows = text.split("\n").filter((line) => line.startsWith("| ```"));
    expect(rows).toHaveLength(1);
    const outsideCode = (rows[0] ?? "").replaceAll(/```.*?```/g, "");
    expect(outsideCode).not.toMatch(/[<`\u202e]|\]\(/);
    expect(text).not.toMatch(/^# h/m);
  });

  test("says what would do something to the text around it as the page does, and keeps letters whole", () => {
    const told = markdownReport(checked([finding({ message: "\u202e \ufff9 \ud800 👩‍🚀" })]), source);
    expect(told).toContain("&#92;u&#123;202e&#125; &#92;u&#123;fff9&#125; &#92;u&#123;d800&#125; 👩‍🚀");
  });

  test("shortens a long list and says so", () => {
    const many = Array.from({ length: 205 }, (_, line) => finding({ line }));
    expect(markdownReport(checked(many), source)).toContain("… and 5 more");
  });
});

const sarifLog = z.object({
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.object({
      tool: z.object({ driver: z.object({ rules: z.array(z.object({ id: z.string() })) }) }),
      results: z.array(
        z.object({
          ruleId: z.string(),
          ruleIndex: z.int().nonnegative(),
          level: z.enum(["error", "note"]),
          locations: z.tuple([
            z.object({
              physicalLocation: z.object({
                artifactLocation: z.object({ uri: z.string() }),
                region: z.object({ startLine: z.int().positive(), byteOffset: z.int().optional() }).optional(),
              }),
            }),
          ]),
          relatedLocations: z.array(z.unknown()).optional(),
          partialFingerprints: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ]),
});

describe("the SARIF report", () => {
  test("gives every finding its rule, level, place and fingerprint", () => {
    const related = [{ stream: "r", file: ".semiont/events/ab/cd/r.jsonl", line: 1, sequence: 1, eventId: "e-1" }];
    const log = sarifLog.parse(
      JSON.parse(sarifReport(checked([finding({}), finding({ ...fork, related }), finding(note)]), source)),
    );
    const { results, tool } = log.runs[0];
    expect(results.map(({ level }) => level)).toEqual(["error", "note", "note"]);
    expect(results.map(({ ruleIndex }) => tool.driver.rules[ruleIndex]?.id)).toEqual(
      results.map(({ ruleId }) => ruleId),
    );
    expect(results[0]?.locations[0].physicalLocation.region).toEqual({ startLine: 2, byteOffset: 42 });
    expect(results[0]?.partialFingerprints).toEqual({ "semiontFinding/v1": "checksum-mismatch@ab/cd/r.jsonl@42" });
    expect(results[1]?.relatedLocations).toHaveLength(1);
  });

  test("writes paths as addresses, and gives a place to what has none", () => {
    const results = sarifLog.parse(
      JSON.parse(
        sarifReport(
          checked([
            finding({ file: ".semiont/events/資料 #1/x.jsonl" }),
            finding({ file: null, line: null, offset: null }),
          ]),
          source,
        ),
      ),
    ).runs[0].results;
    const places = results.map(({ locations }) => locations[0].physicalLocation);
    expect(places[0]?.artifactLocation.uri).toBe(".semiont/events/%E8%B3%87%E6%96%99%20%231/x.jsonl");
    expect(places[1]).toEqual({ artifactLocation: { uri: ".semiont/events" } });
  });
});
