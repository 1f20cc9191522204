import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silentLogger } from "../logger.ts";
import { GitStaging } from "./git-staging.ts";

const run = promisify(execFile);

describe("staging with git", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "semiont-staging-"));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  test("stages what was appended to, again and again", async () => {
    await run("git", ["init", "--quiet"], { cwd: root });
    const staging = new GitStaging(root, silentLogger);
    for (const content of ["one\n", "one\ntwo\n"]) {
      await writeFile(join(root, "a [1].jsonl"), content);
      staging.stageSoon(join(root, "a [1].jsonl"));
      await staging.flush();
      const { stdout } = await run("git", ["show", ":a [1].jsonl"], { cwd: root });
      expect(stdout).toBe(content);
    }
  });

  test("reports where there is no repository, and comes to an end", async () => {
    const reported: string[] = [];
    const staging = new GitStaging(root, {
      ...silentLogger,
      child: () => ({ ...silentLogger, error: (message) => reported.push(message) }),
    });
    staging.stageSoon(join(root, "a.jsonl"));
    await staging.flush();
    expect(reported).toEqual([expect.stringContaining("could not be staged")]);
  });
});
