import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { findingSchema } from "../../../shared/integrity/finding.ts";
import { removeCommandLine, runCommand } from "../../../testing/command-line.ts";
import { copyFixture, fixturesDirectory } from "../../../testing/fixtures.ts";
import { startTestInspector } from "../../../testing/inspector-client.ts";

const FIXTURES = [
  "real/gutenberg-nested-chained",
  "real/gutenberg-flat-chained",
  "real/gutenberg-unchained",
  "real/family-mixed-eras",
  "semiont-0.4.15-complete",
  "edge/tampered-first",
  "edge/malformed-middle-line",
  "edge/torn-last-line",
  "edge/no-final-newline",
  "edge/duplicate-sequence",
  "edge/blank-lines-crlf-bom",
  "edge/nested-format",
  "edge/unknown-types",
  "edge/short-ids",
];

const checkedSchema = z.object({
  verdict: z.string(),
  streams: z.int(),
  events: z.int(),
  findings: z.array(findingSchema),
});

afterAll(removeCommandLine);

describe.skipIf(fixturesDirectory() === undefined)("the command line and the app (skipped without fixtures)", () => {
  test.each(FIXTURES)("say the same of %s, as it is and with a record altered", async (name) => {
    await using copy = await copyFixture(name);
    await using test = await startTestInspector();
    await expectAgreement(test, copy.projectFolder);
    await alterSecondRecords(join(copy.projectFolder, ".semiont", "events"));
    await test.page.call("integrity.verify", { operation: "again", stream: null });
    await expectAgreement(test, copy.projectFolder);
    expect(test.reported).toEqual([]);
  });
});

/** The verdict that the title and the window show, the report, every finding, the exported report, and the exit code. */
async function expectAgreement({ page }: Awaited<ReturnType<typeof startTestInspector>>, folder: string) {
  const { code, stdout } = await runCommand(["verify", folder, "--json"]);
  const told = checkedSchema.parse(JSON.parse(stdout));
  const opened = await page.open(folder);
  const report = await page.call("integrity.read", {});
  const { rows } = await page.call("integrity.findings", {
    code: null,
    cause: null,
    severity: null,
    stream: null,
    offset: 0,
    limit: 500,
  });
  const exported = await page.call("integrity.report", { format: "json" });
  const { verdict, streams, events } = told;
  expect(opened.verdict).toBe(verdict);
  expect(report).toMatchObject({ verdict, streams, events });
  expect(checkedSchema.parse(JSON.parse(exported.content))).toMatchObject({ verdict, streams, events });
  const byId = (findings: readonly z.infer<typeof findingSchema>[]) =>
    findings.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  expect(byId(rows.map(({ finding }) => finding))).toEqual(byId(told.findings));
  expect(byId(checkedSchema.parse(JSON.parse(exported.content)).findings)).toEqual(byId(told.findings));
  expect(code).toBe(verdict === "suspect" || verdict === "unreadable" ? 1 : 0);
}

async function alterSecondRecords(eventsDir: string): Promise<void> {
  for (const entry of await readdir(eventsDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".jsonl")) continue;
    const file = join(entry.parentPath, entry.name);
    const lines = (await readFile(file, "utf8")).split("\n");
    await writeFile(file, lines.with(1, (lines[1] ?? "").replace('"userId":"', '"userId":"x')).join("\n"));
  }
}
