import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { findingSchema } from "../../../shared/integrity/finding.ts";
import { removeCommandLine } from "../../../testing/command-line.ts";
import { buildObservatory, created, digestOf, type Observatory, tagged } from "../../../testing/observatory.ts";

let observatory: Observatory;
let project: string;
let out: string;

beforeEach(async () => {
  observatory = await buildObservatory();
  ({ project } = observatory);
  out = join(observatory.folder, "bundle");
  const file = await observatory.writeStream("aa11", [created("A star"), tagged("Star"), tagged("Binary")]);
  await writeFile(file, (await readFile(file, "utf8")).replace('"Star"', '"Moon"'));
  await observatory.writeStream("bb22", [created("A moon")]);
});
afterEach(() => observatory[Symbol.asyncDispose]());
afterAll(removeCommandLine);

const findingsSchema = z.looseObject({ streams: z.int(), events: z.int(), findings: z.array(findingSchema) });

async function check(folder: string) {
  const { stdout } = await observatory.run(["verify", folder, "--json"]);
  return findingsSchema.parse(JSON.parse(stdout));
}

test("the bundle of a finding is a project in which verify finds the same", async () => {
  const before = await digestOf(project);
  const [finding] = (await check(project)).findings;
  const made = await observatory.run(["bundle", project, finding?.id ?? "", "--out", out]);
  expect(made).toMatchObject({ code: 0, stderr: "" });
  expect(made.stdout).toContain("Copied 2 events of 1 file");
  expect(made.stdout).toContain("Content altered");
  expect(await check(out)).toMatchObject({ streams: 1, events: 2, findings: [finding] });
  expect(await digestOf(project)).toBe(before);
});

test("a resource is named by the beginning of its id, and --json says what was copied", async () => {
  const { code, stdout } = await observatory.run(["bundle", project, "bb", "--out", out, "--json"]);
  expect(code).toBe(0);
  const files = [{ file: "3b/f0/bb22/events-000001.jsonl", lines: 1, bytes: expect.any(Number) }];
  expect(JSON.parse(stdout)).toMatchObject({ folder: out, events: 1, files, findings: [], fromTheCut: [] });
  expect(await check(out)).toMatchObject({ streams: 1, events: 1, findings: [] });
});

test("--before cuts the beginning off, and tells what that made", async () => {
  const { code, stdout } = await observatory.run([...["bundle", project, "aa11", "--out", out], ...["--before", "0"]]);
  expect(code).toBe(0);
  expect(stdout).toContain("only come from the cut");
  expect(await check(out)).toMatchObject({ events: 1 });
});

test("what is there already is not overwritten, and the project is not written into", async () => {
  expect(await observatory.run(["bundle", project, "bb22", "--out", out])).toMatchObject({ code: 0 });
  const again = await observatory.run(["bundle", project, "bb22", "--out", out]);
  expect(again.code).toBe(2);
  expect(again.stderr).toContain("is not empty");
  const before = await digestOf(project);
  const inside = await observatory.run(["bundle", project, "bb22", "--out", join(project, "copy")]);
  expect(inside.code).toBe(2);
  expect(inside.stderr).toContain("inside the project");
  expect(await digestOf(project)).toBe(before);
});

test("what is no finding and no resource is said", async () => {
  const { code, stderr } = await observatory.run(["bundle", project, "nothing", "--out", out]);
  expect(code).toBe(2);
  expect(stderr).toContain("nothing");
});
