import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { commandLineFile, removeCommandLine } from "../../../testing/command-line.ts";
import { makeRepository } from "../../../testing/git-repository.ts";
import { buildObservatory, created, type Observatory, tagged } from "../../../testing/observatory.ts";

const page = fileURLToPath(new URL("../../../../docs/integrity.md", import.meta.url));
const workflowSchema = z.object({
  on: z.array(z.string()),
  permissions: z.object({ "security-events": z.literal("write") }).loose(),
  jobs: z.object({
    verify: z.object({
      "runs-on": z.string(),
      steps: z.array(z.object({ uses: z.string().optional(), run: z.string().optional() }).loose()),
    }),
  }),
});

let observatory: Observatory;

beforeEach(async () => {
  observatory = await buildObservatory();
});
afterEach(() => observatory[Symbol.asyncDispose]());
afterAll(removeCommandLine);

test("the documented workflow guards a repository: its commands pass on a good log and fail on an edited one", async () => {
  const file = await observatory.writeStream("aa11", [created("A star"), tagged("Star")]);
  const repository = await makeRepository(observatory.project);
  await repository.commit("first", "Ada");
  const anchor = join(observatory.folder, "saved.json");
  await observatory.run(["anchor", observatory.project, "--out", anchor]);
  const [check = "", hold = ""] = await documentedCommands();
  const environment = { ANCHOR: await readFile(anchor, "utf8"), RUNNER_TEMP: observatory.folder };

  expect(await runShell(check, environment)).toMatchObject({ code: 0, stderr: "" });
  expect(await runShell(hold, environment)).toMatchObject({ code: 0, stderr: "" });
  expect(await sarifResults()).toEqual([]);

  await writeFile(file, (await readFile(file, "utf8")).replace('"Star"', '"Moon"'));
  expect((await runShell(check, environment)).code).toBe(1);
  expect((await runShell(hold, environment)).code).toBe(1);
  expect((await sarifResults()).length).toBeGreaterThan(0);
});

async function documentedCommands(): Promise<string[]> {
  const [, workflow = ""] = /```yaml\n([^`]*)```/.exec(await readFile(page, "utf8")) ?? [];
  const { steps } = workflowSchema.parse(parse(workflow)).jobs.verify;
  return steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
}

/** As the runner does, in the checked-out repository. */
async function runShell(script: string, environment: Readonly<Record<string, string>>) {
  const command = `"${process.execPath}" "${await commandLineFile()}"`;
  const written = script.replaceAll("npm --prefix inspector run -s inspect --", command);
  expect(written).not.toBe(script);
  return new Promise<{ code: number; stderr: string }>((resolve) => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...environment };
    execFile("bash", ["-e", "-c", written], { cwd: observatory.project, env }, (error, _, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stderr }),
    );
  });
}

async function sarifResults(): Promise<unknown[]> {
  const report: unknown = JSON.parse(await readFile(join(observatory.project, "integrity.sarif"), "utf8"));
  return z.object({ runs: z.tuple([z.object({ results: z.array(z.unknown()) })]) }).parse(report).runs[0].results;
}
