import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { acknowledgedFindingsSchema } from "../../../shared/ipc/model/acknowledgement.ts";
import { removeCommandLine } from "../../../testing/command-line.ts";
import { buildObservatory, created, digestOf, type Observatory, tagged } from "../../../testing/observatory.ts";

let observatory: Observatory;
let file: string;
let known: string;

beforeEach(async () => {
  observatory = await buildObservatory();
  file = await observatory.writeStream("aa11", [created("A star"), tagged("Star"), tagged("Binary")]);
  known = join(observatory.folder, "known.json");
  await alter("Star", "Moon");
});

afterEach(() => observatory[Symbol.asyncDispose]());
afterAll(removeCommandLine);

const alter = async (from: string, to: string) =>
  writeFile(file, (await readFile(file, "utf8")).replace(`"${from}"`, `"${to}"`));
const verify = (...more: string[]) => observatory.run(["verify", observatory.project, ...more]);
const acknowledge = (...more: string[]) =>
  observatory.run(["acknowledge", observatory.project, ...more, "--file", known, "--note", "renamed by hand"]);

async function findingId(): Promise<string> {
  const { stdout } = await verify("--json");
  return JSON.parse(stdout).findings[0].id;
}

test("an acknowledged finding is still listed and judged, and fails the command no more", async () => {
  const id = await findingId();
  expect((await verify()).stdout).toContain(id);
  const before = await digestOf(observatory.project);
  expect(await acknowledge(id)).toMatchObject({ code: 0, stderr: "" });
  expect(acknowledgedFindingsSchema.parse(JSON.parse(await readFile(known, "utf8"))).acknowledged).toMatchObject([
    { finding: id, note: "renamed by hand" },
  ]);
  expect(await digestOf(observatory.project)).toBe(before);

  const text = await verify("--acknowledged", known);
  expect(text).toMatchObject({ code: 0, stderr: "" });
  expect(text.stdout).toMatch(/Suspect:.*1 suspect.*1 acknowledged.*acknowledged 20\S+ renamed by hand/s);
  const json = await verify("--acknowledged", known, "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({ verdict: "suspect", acknowledged: [{ finding: id }] });
  const sarif = await verify("--acknowledged", known, "--format", "sarif");
  expect(JSON.parse(sarif.stdout).runs[0].results[0].suppressions).toEqual([
    { kind: "external", status: "accepted", justification: "renamed by hand" },
  ]);
  const markdown = await verify("--acknowledged", known, "--format", "markdown");
  expect(markdown.stdout).toContain("(acknowledged: renamed by hand)");
});

test("what is done to the record later is not acknowledged, and that the old finding is gone is said", async () => {
  const id = await findingId();
  await acknowledge(id);
  await alter("Moon", "Sun");
  const again = await verify("--acknowledged", known);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain(`acknowledged as ${id}`);
});

test("what was not found cannot be acknowledged, nor noted in the log, and no other file is taken for one", async () => {
  const id = await findingId();
  expect(await acknowledge("checksum-mismatch@x@1")).toMatchObject({ code: 2, stdout: "" });
  const inside = join(observatory.project, ".semiont", "events", "known.json");
  const refused = await observatory.run(["acknowledge", observatory.project, id, "--file", inside, "--note", ""]);
  expect(refused.stderr).toContain("inside “.semiont”");
  expect(refused.code).toBe(2);
  await writeFile(known, "{}");
  for (const path of [known, join(observatory.folder, "none.json")]) {
    expect(await verify("--acknowledged", path)).toMatchObject({ code: 2, stdout: "" });
  }
});
