import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { findingSchema } from "../../../shared/integrity/finding.ts";
import { describeCause } from "../../../shared/integrity/finding-causes.ts";
import { removeCommandLine } from "../../../testing/command-line.ts";
import { buildObservatory, created, digestOf, type Observatory, tagged } from "../../../testing/observatory.ts";
import { startRebuilding } from "../../../testing/rebuilding-processes.ts";

let observatory: Observatory;
let folder: string;
let project: string;

beforeEach(async () => {
  observatory = await buildObservatory();
  ({ folder, project } = observatory);
});

afterEach(() => observatory[Symbol.asyncDispose]());
afterAll(removeCommandLine);

const run: Observatory["run"] = (given, options) => observatory.run(given, options);
const writeStream: Observatory["writeStream"] = (id, events) => observatory.writeStream(id, events);

const verificationSchema = z.strictObject({
  project: z.string(),
  verdict: z.string(),
  streams: z.int(),
  events: z.int(),
  findings: z.array(findingSchema),
});

describe("verify", () => {
  test("exits with 0 when all is well, and touches nothing", async () => {
    await writeStream("aa11", [created("A star"), tagged("Star")]);
    const before = await digestOf(project);
    const text = await run(["verify", project]);
    expect(text).toMatchObject({ code: 0, stderr: "" });
    expect(text.stdout).toContain("Verified");
    const json = await run(["verify", project, "--json"]);
    expect(json.code).toBe(0);
    expect(verificationSchema.parse(JSON.parse(json.stdout))).toEqual({
      project: "observatory",
      verdict: "verified",
      streams: 1,
      events: 2,
      findings: [],
    });
    expect(await digestOf(project)).toBe(before);
  });

  test("reads a larger log in worker threads, which are there in the bundle", async () => {
    await Promise.all(Array.from({ length: 60 }, (_, index) => writeStream(`cd${index}`, [created("A star")])));
    // Node.js itself tells of every thread that is started.
    const { code, stdout, stderr } = await run(["verify", project], { env: { NODE_DEBUG: "worker" } });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("60 streams") });
    expect(stderr).toMatch(/starts worker script .*scan\.worker/);
    expect(await run(["verify", project])).toMatchObject({ code: 0, stdout, stderr: "" });
  });

  test("exits with 1 when a record was altered, and names it", async () => {
    const file = await writeStream("aa11", [created("A star"), tagged("Star"), tagged("Binary")]);
    await writeFile(file, (await readFile(file, "utf8")).replace('"Star"', '"Moon"'));
    const { code, stdout } = await run(["verify", project, "--json"]);
    expect(code).toBe(1);
    const { verdict, findings } = verificationSchema.parse(JSON.parse(stdout));
    expect(verdict).toBe("suspect");
    expect(findings).toMatchObject([
      {
        code: "checksum-mismatch",
        cause: "content-altered",
        severity: "suspect",
        stream: "aa11",
        line: 2,
        sequence: 2,
      },
    ]);
    expect((await run(["verify", project])).stdout).toContain("events-000001.jsonl:2");
  });

  test("explains a cause once, above all that has it", async () => {
    const file = await writeStream("aa11", [created("A star"), tagged("Star"), tagged("Binary")]);
    await writeFile(file, (await readFile(file, "utf8")).replace('"Star"', '"Moon"').replace('"Binary"', '"Double"'));
    const { explanation } = describeCause("checksum-mismatch", "content-altered");
    const { stdout } = await run(["verify", project]);
    expect(stdout.split(explanation)).toHaveLength(2);
    expect(stdout.split("The record does not have the checksum that it was written with.\n")).toHaveLength(3);
    expect((await run(["verify", project, "--json"])).stdout.split(explanation)).toHaveLength(3);
  });

  test("with --fail-on explained a harmless cause fails too", async () => {
    const file = await writeStream("aa11", [created("A star"), tagged("Star")]);
    await writeFile(file, `${(await readFile(file, "utf8")).trimEnd()}\n{"type":"mark:ent`);
    expect((await run(["verify", project])).code).toBe(0);
    expect((await run(["verify", project, "--fail-on", "explained"])).code).toBe(1);
  });
});

describe("anchor", () => {
  test("a log that grew extends it; one that was cut or changed does not, though its chain holds", async () => {
    const file = await writeStream("aa11", [created("A star"), tagged("Star"), tagged("Binary")]);
    const saved = join(folder, "anchor.json");
    expect((await run(["verify", project])).stdout).toMatch(/unanchored/i);
    expect(await run(["anchor", project, "--out", saved])).toMatchObject({ code: 0, stderr: "" });

    await writeStream("bb22", [created("A comet")]);
    const grown = await run(["verify", project, "--since-anchor", saved]);
    expect(grown.stdout).toMatch(/extends/i);
    expect(grown.code).toBe(0);

    const [first, second] = (await readFile(file, "utf8")).split("\n");
    await writeFile(file, `${first}\n${second}\n`);
    expect((await run(["verify", project])).code).toBe(0);
    const cut = await run(["verify", project, "--since-anchor", saved, "--format", "json"]);
    expect(cut.code).toBe(1);
    expect(JSON.parse(cut.stdout)).toMatchObject({
      verdict: "suspect",
      anchor: { extends: false, streams: { diverged: 1 } },
    });
  });

  test("is not written into the log, and no other file is taken for one", async () => {
    await writeStream("aa11", [created("A star")]);
    const inside = await run(["anchor", project, "--out", join(project, ".semiont", "events", "anchor.jsonl")]);
    expect(inside.stderr).toContain("inside “.semiont”");
    expect(inside.code).toBe(2);
    const other = join(folder, "other.json");
    await writeFile(other, "{}");
    for (const file of [other, join(folder, "none.json")]) {
      const { code, stderr } = await run(["verify", project, "--since-anchor", file]);
      expect(stderr).toContain("anchor is refused");
      expect(code).toBe(2);
    }
  });
});

describe("reports", () => {
  test("come as Markdown and SARIF, and --json excludes another format", async () => {
    const file = await writeStream("aa11", [created("A star"), tagged("Star")]);
    await writeFile(file, (await readFile(file, "utf8")).replace('"Star"', '"Moon"'));
    const markdown = await run(["verify", project, "--format", "markdown"]);
    expect(markdown.stdout).toMatch(/^# Integrity of observatory/);
    expect(markdown.code).toBe(1);
    const sarif = await run(["verify", project, "--format", "sarif"]);
    expect(JSON.parse(sarif.stdout)).toMatchObject({ version: "2.1.0", runs: [{ results: [{ level: "error" }] }] });
    expect(await run(["verify", project, "--json", "--format", "sarif"])).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("log", () => {
  beforeEach(async () => {
    await writeStream("aa11", [
      created("A star"),
      tagged("Star", { timestamp: "2026-05-01T10:00:00.000Z" }),
      tagged("Binary", { userId: "did:web:example.org:users:cecilia", timestamp: "2026-06-01T10:00:00.000Z" }),
    ]);
    await writeStream("bb22", [created("A comet")]);
  });

  const listed = async (...given: string[]) => {
    const { stdout, code } = await run(["log", project, ...given, "--json"]);
    expect(code).toBe(0);
    return z
      .array(z.looseObject({ stream: z.string(), event: z.looseObject({ payload: z.looseObject({}) }) }))
      .parse(JSON.parse(stdout))
      .map(({ stream, event }) => `${stream} ${event.payload.name ?? event.payload.entityType}`);
  };

  test("lists a project by time and a resource by its file", async () => {
    expect(await listed()).toEqual(["aa11 A star", "bb22 A comet", "aa11 Star", "aa11 Binary"]);
    expect(await listed("aa11")).toEqual(["aa11 A star", "aa11 Star", "aa11 Binary"]);
    expect(await listed("b")).toEqual(["bb22 A comet"]);
  });

  test("filters by type, user and time together, and keeps the newest", async () => {
    expect(await listed("--type", "mark:*")).toEqual(["aa11 Star", "aa11 Binary"]);
    expect(await listed("--type", "resource.created", "--type", "entitytag.added")).toHaveLength(4);
    expect(await listed("--user", "cecilia")).toEqual(["aa11 Binary"]);
    expect(await listed("--user", "/^(ceci|zo)lia$/", "--type", "/^MARK:/")).toEqual(["aa11 Binary"]);
    const wrong = await run(["log", project, "--type", "/mark(/"]);
    expect(wrong).toMatchObject({ code: 2, stdout: "" });
    expect(wrong.stderr).toContain("--type /mark(/: A round bracket is not closed");
    expect(await listed("--since", "2026-05-01", "--until", "2026-05-01")).toEqual(["aa11 Star"]);
    // A name behind a type is that of the resource, not of another type.
    expect(await listed("--type", "mark:*", "bb22")).toEqual([]);
    expect(await listed("--limit", "2")).toEqual(["aa11 Star", "aa11 Binary"]);
    expect(await listed("aa11", "--type", "yield:*", "--user", "cecilia")).toEqual([]);
  });

  test("says that nothing fits, beside a list that is empty and whole", async () => {
    const text = await run(["log", project, "--type", "nova:*"]);
    expect(text).toEqual({ code: 0, stdout: "", stderr: "No event fits: 4 events looked at.\n" });
    const json = await run(["log", project, "aa11", "--user", "nobody", "--json"]);
    expect(json).toEqual({ code: 0, stdout: "[]\n", stderr: "No event fits: 3 events looked at.\n" });
    const list = await run(["export", project, "events", "--filter", "type:nova:*", "--format", "json"]);
    expect(list).toMatchObject({ code: 0, stderr: "Nothing fits the filter.\n" });
    expect(JSON.parse(list.stdout)).toEqual([]);
  });

  test("shows text from the project harmlessly", async () => {
    await writeStream("ev11", [created("\u001b[2J\u001b]0;owned\u0007 \u202egnp.exe\r\nverified")]);
    for (const given of [
      ["log", project],
      ["log", project, "--json"],
      ["view", project, "ev11"],
    ]) {
      const { stdout } = await run(given);
      expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }
    const { stdout } = await run(["log", project, "ev11", "--json"]);
    expect(JSON.parse(stdout)[0].event.payload.name).toBe("\u001b[2J\u001b]0;owned\u0007 \u202egnp.exe\r\nverified");
  });

  test("a reader that has seen enough is no failure", async () => {
    await writeStream(
      "cc33",
      Array.from({ length: 20_000 }, (_, index) => tagged(`Type ${index}`)),
    );
    let stopped = false;
    const { code, stderr } = await run(["log", project, "cc33"], {
      onOutput: (_stdout, child) => {
        if (!stopped) child.stopReading();
        stopped = true;
      },
    });
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  test("colours nothing where nobody watches", async () => {
    expect((await run(["verify", project])).stdout).not.toContain("\u001b");
  });
});

describe("view and diff", () => {
  beforeEach(async () => {
    await writeStream("aa11", [created("A star"), tagged("Star"), tagged("Binary")]);
  });

  test("give the view at a sequence number, the newest one, and that on disk", async () => {
    const at = async (...given: string[]) =>
      JSON.parse((await run(["view", project, "aa11", ...given, "--json"])).stdout);
    expect((await at("--at", "2")).resource.entityTypes).toEqual(["Star"]);
    expect((await at()).resource.entityTypes).toEqual(["Star", "Binary"]);

    const missing = await run(["view", project, "aa11", "--at", "disk"]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain("`rebuild` makes it");
    expect((await run(["rebuild", project])).code).toBe(0);
    expect(await at("--at", "disk")).toEqual(await at());

    const late = await run(["view", project, "aa11", "--at", "4"]);
    expect(late.stderr).toContain("its last one is 3");
    expect(late.code).toBe(2);
  });

  test("diff says what differs", async () => {
    const { stdout, code } = await run(["diff", project, "aa11", "--from", "2", "--to", "head", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ stream: "aa11", from: 2, to: "head", identical: false });
    expect(JSON.parse(stdout).changes).toContainEqual(expect.objectContaining({ kind: "added", after: "Binary" }));
    expect((await run(["diff", project, "aa11", "--from", "1", "--to", "2"])).stdout).toContain('"Star"');
    expect((await run(["diff", project, "aa11", "--from", "3", "--to", "head"])).stdout).toContain("No difference");
    expect((await run(["diff", project, "aa11", "--from", "2", "--to", "head", "--exit-code"])).code).toBe(1);
    expect((await run(["diff", project, "aa11", "--from", "3", "--to", "head", "--exit-code"])).code).toBe(0);
  });
});

describe("rebuild and stats", () => {
  const rebuilt = z.looseObject({
    stateDir: z.string(),
    resources: z.int(),
    events: z.int(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    stale: z.int(),
    failed: z.array(z.unknown()),
    durationMs: z.number(),
  });
  const rebuild = async (...given: string[]) => {
    const { stdout, code } = await run(["rebuild", project, ...given, "--json"]);
    expect(code).toBe(0);
    return rebuilt.parse(JSON.parse(stdout));
  };

  test("write into the state folder alone, once, and nothing in a dry run", async () => {
    await writeStream("aa11", [created("A star")]);
    const stateDir = join(folder, "views");
    const before = await digestOf(project);
    expect(await rebuild("--state-dir", stateDir, "--dry-run")).toMatchObject({ added: 1, dryRun: true });
    expect(await readdir(folder)).not.toContain("views");
    expect(await rebuild("--state-dir", stateDir)).toMatchObject({ stateDir, resources: 1, added: 1, unchanged: 0 });
    expect(await rebuild("--state-dir", stateDir)).toMatchObject({ added: 0, changed: 0, unchanged: 1, stale: 0 });
    expect(await digestOf(project)).toBe(before);
    const dry = ["rebuild", project, "--state-dir", stateDir, "--dry-run", "--exit-code"];
    expect((await run(dry)).code).toBe(0);
    await writeStream("aa11", [created("A star"), tagged("Star")]);
    expect((await run(dry)).code).toBe(1);
  });

  test("name what could not be written, and what to do", async () => {
    await Promise.all(Array.from({ length: 14 }, (_, index) => writeStream(`aa${index + 10}`, [created("A star")])));
    const stateDir = join(folder, "views");
    await mkdir(stateDir);
    // A file where a folder has to be.
    await writeFile(join(stateDir, "resources"), "");
    const { code, stdout, stderr } = await run(["rebuild", project, "--state-dir", stateDir]);
    expect(code).toBe(1);
    expect(stdout).toContain("Rebuilt 0 views");
    // Fourteen files, one reason.
    expect(stderr).toMatch(
      /^Failed: 14 of them, aa10, aa11, aa12, …: (?:EEXIST|ENOTDIR): [^,]*\nThese 14 are as they were.*rebuild again\.\n$/,
    );
  });

  test("a rebuild is refused while another process rebuilds the same views, and says who does", async () => {
    await writeStream("aa11", [created("A star")]);
    const stateDir = join(folder, "views");
    const other = await startRebuilding(project, stateDir);
    const { code, stdout, stderr } = await run(["rebuild", project, "--state-dir", stateDir]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`Error: The views in ${stateDir} are being rebuilt already, by process ${other.pid} on `);
    expect(stderr).toContain("Wait for that rebuild to end, or cancel it.");
    await other.kill();
    expect(await rebuild("--state-dir", stateDir)).toMatchObject({ added: 1 });
  });

  test("count", async () => {
    await writeStream("aa11", [created("A star"), tagged("Star")]);
    const figures = JSON.parse((await run(["stats", project, "--json"])).stdout);
    expect(figures).toMatchObject({ project: "observatory", streams: 1, resources: 1, events: 2, verdict: "verified" });
    expect(figures.types).toEqual([
      { key: "mark:entity-tag-added", events: 1 },
      { key: "yield:created", events: 1 },
    ]);
  });
});

describe("export", () => {
  test("writes what a filter accepts, and refuses one that it does not understand", async () => {
    await writeStream("aa11", [created("A star, double"), tagged("Star")]);
    await writeStream("bb22", [created("A comet")]);
    const resources = await run(["export", project, "resources", "--filter", "star"]);
    expect(resources).toMatchObject({ code: 0, stderr: "" });
    expect(resources.stdout.trim().split("\n")).toHaveLength(2);
    expect(resources.stdout).toContain('"A star, double",aa11');
    expect(resources.stdout).toContain(",missing");
    const byExpression = await run(["export", project, "resources", "--filter", "name:/^a c.*t$/", "--format", "json"]);
    expect(JSON.parse(byExpression.stdout)).toMatchObject([{ name: "A comet" }]);
    expect((await run(["rebuild", project])).code).toBe(0);
    expect((await run(["export", project, "resources", "--filter", "drift:identical"])).stdout).toContain("A comet");

    const out = join(folder, "events.json");
    const before = await digestOf(project);
    const events = await run([
      "export",
      project,
      "events",
      "--filter",
      "type:yield:*",
      "--format",
      "json",
      "--out",
      out,
    ]);
    expect(events).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(JSON.parse(await readFile(out, "utf8"))).toHaveLength(2);
    expect(await digestOf(project)).toBe(before);

    expect(await readdir(folder)).not.toContainEqual(expect.stringContaining("partial"));

    const nowhere = await run(["export", project, "events", "--out", join(folder, "none", "x.csv")]);
    expect(nowhere.stderr).toContain("x.csv cannot be written (ENOENT: no such file or directory).");
    expect(nowhere.code).toBe(2);

    for (const filter of ["since:never", "user:/(/"]) {
      const wrong = await run(["export", project, "events", "--filter", filter]);
      expect(wrong.stderr).toContain(`filter cannot be understood at “${filter}”`);
      expect(wrong.code).toBe(2);
    }
  });
});

test("--help and --version are results", async () => {
  const help = await run(["--help"]);
  expect(help.code).toBe(0);
  for (const command of ["verify", "rebuild", "log", "view", "diff", "stats", "anchor", "export", "serve", "open"]) {
    expect(help.stdout).toContain(command);
  }
  expect(await run(["--version"])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});
