import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { findingSchema } from "../../../shared/integrity/finding.ts";
import { removeCommandLine } from "../../../testing/command-line.ts";
import { goodStream, lineOf, seeded, textOf } from "../../../testing/damage.ts";
import { makeRepository, type TestRepository } from "../../../testing/git-repository.ts";
import { buildObservatory, created, type Observatory, tagged } from "../../../testing/observatory.ts";

const gitSchema = z.object({
  verdict: z.string(),
  findings: z.array(findingSchema),
  git: z.object({
    state: z.literal("checked"),
    commits: z.int(),
    uncommitted: z.object({ grown: z.int(), added: z.int() }),
    changes: z.array(
      z.object({
        finding: z.string(),
        commit: z.object({ id: z.string(), author: z.string(), date: z.string(), subject: z.string() }).nullable(),
        records: z.int(),
      }),
    ),
  }),
});

let observatory: Observatory;
let repository: TestRepository;
let file: string;

beforeEach(async () => {
  observatory = await buildObservatory();
  repository = await makeRepository(observatory.project);
  file = await observatory.writeStream("aa11", [created("A star")]);
});

afterEach(() => observatory[Symbol.asyncDispose]());
afterAll(removeCommandLine);

const verify = (...more: string[]) => observatory.run(["verify", observatory.project, "--git", ...more]);

describe("verify --git", () => {
  test("tells a migration, a silent edit and a garbage collection apart, and who did them", async () => {
    const stream = goodStream("nested-dotted", "aa11", 5, seeded(3));
    const write = (edited?: string) => {
      const lines = stream.records.map((record, index) =>
        lineOf("flat-unhashed", record, {
          event: {
            ...record.event,
            type: "mark:entity-tag-added",
            ...(edited !== undefined && index === 2 ? { payload: { entityType: edited } } : {}),
          },
        }),
      );
      return writeFile(file, textOf(lines));
    };
    await writeFile(file, textOf(stream.records.map((record) => lineOf("nested-dotted", record))));
    await repository.commit("first records", "Ada");
    await write();
    const migration = await repository.commit("Migrate", "Migrator");
    await write("forged");
    const edit = await repository.commit("tidy up", "Mallory");
    const edited = await readFile(file, "utf8");
    const derived = {
      type: "embedding:computed",
      id: "d1",
      resourceId: "aa11",
      payload: {},
      metadata: { sequenceNumber: 6 },
    };
    await appendFile(file, `${JSON.stringify(derived)}\n`);
    await repository.commit("embeddings", "Server");
    await writeFile(file, edited);
    const collection = await repository.commit("Drop embeddings", "Janitor");

    const { code, stdout } = await verify("--json");
    const { verdict, findings, git } = gitSchema.parse(JSON.parse(stdout));
    expect([code, verdict]).toEqual([1, "suspect"]);
    const byId = new Map(findings.map((finding) => [finding.id, finding]));
    expect(
      git.changes.map(({ finding, commit, records }) => [
        byId.get(finding)?.cause,
        commit?.id,
        commit?.author,
        records,
      ]),
    ).toEqual([
      ["migration", migration, "Migrator", 5],
      ["content-edited", edit, "Mallory", 1],
      ["derived-events-removed", collection, "Janitor", 1],
    ]);
    const silent = findings.find(({ cause }) => cause === "content-edited");
    expect(silent).toMatchObject({ stream: "aa11", line: 3, sequence: 3, eventId: "aa11-2" });
    expect(silent?.expected).not.toContain("forged");
    expect(silent?.actual).toContain("forged");
    expect(git.changes[1]?.commit).toMatchObject({ subject: "tidy up" });
    const text = await verify();
    expect(text.stdout).toContain(`Commit ${edit.slice(0, 10)} (“tidy up”, Mallory, 2026-05-01T`);
    expect(text.stdout).toMatch(/before +\{.*\n.*after +\{.*forged/);
    expect(text.stdout).toContain("5 commits of the log; 3 rewritings, 1 suspect.");
  });

  test("says that growth is as it should be", async () => {
    await repository.commit("first", "Ada");
    await observatory.writeStream("aa11", [created("A star"), tagged("Star")]);
    await observatory.writeStream("bb22", [created("A comet")]);
    const { code, stdout } = await verify("--fail-on", "explained");
    expect(stdout).toContain("Not committed yet: 1 grown and 1 new, which is as it should be.");
    expect(code).toBe(0);
  });

  test("finds what was done since the last commit", async () => {
    await repository.commit("first", "Ada");
    await writeFile(file, (await readFile(file, "utf8")).replace("A star", "A moon"));
    const { code, stdout } = await verify();
    expect(stdout).toContain("A change that is not committed changed this record.");
    expect(code).toBe(1);
  });

  test("says once that there is no repository, and does not fail for it", async () => {
    await rm(join(observatory.project, ".git"), { recursive: true });
    const { code, stdout } = await verify();
    expect(stdout.match(/not in a git repository/g)).toHaveLength(1);
    expect(code).toBe(0);
    const json = await verify("--json");
    expect(JSON.parse(json.stdout)).toMatchObject({ git: { state: "none" }, findings: [] });
  });
});
