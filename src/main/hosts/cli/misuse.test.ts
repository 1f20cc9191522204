import { chmod, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { removeCommandLine } from "../../../testing/command-line.ts";
import { buildObservatory, created, type Observatory, tagged } from "../../../testing/observatory.ts";

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

describe("wrong use has a sentence and exits with 2", () => {
  const cases: readonly [string, () => Promise<readonly string[]> | readonly string[], RegExp][] = [
    ["a missing folder", () => ["verify", join(folder, "none")], /There is no folder .*none/],
    [
      "a file",
      async () => {
        await writeFile(join(folder, "file"), "");
        return ["verify", join(folder, "file")];
      },
      /file is not a folder/,
    ],
    ["a folder that is no project", () => ["stats", folder], /no Semiont project.*“\.semiont”/],
    ["no folder at all", () => ["verify"], /missing required argument 'folder'/],
    ["an unknown command", () => ["frobnicate"], /unknown command/],
    ["an unknown option", () => ["verify", project, "--frob"], /unknown option/],
    ["a limit that is none", () => ["log", project, "--limit", "0"], /whole number from 1/],
    ["a time that is none", () => ["log", project, "--since", "yesterdayish"], /--since yesterdayish is no time/],
    ["an unknown resource", () => ["view", project, "nobody"], /There is no resource “nobody”/],
    ["a point that is none", () => ["view", project, "aa11", "--at", "end"], /“end” is no point/],
    ["a diff without an end", () => ["diff", project, "aa11", "--from", "1"], /--to <point>/],
    ["a port that is none", () => ["serve", project, "--port", "70000"], /whole number from 0 to 65535/],
    [
      "a state folder in the log",
      () => ["rebuild", project, "--dry-run", "--state-dir", join(project, ".semiont", "events", "views")],
      /views is inside “\.semiont”.*Choose another folder/,
    ],
    [
      "a state folder that is a file",
      async () => {
        await writeFile(join(folder, "views"), "");
        return ["rebuild", project, "--state-dir", join(folder, "views")];
      },
      /views is not a folder\. Name another one/,
    ],
    ["serving what is no project", () => ["serve", folder], /no Semiont project/],
  ];
  test.for(cases)("%s", async ([, given, message]) => {
    const { code, stdout, stderr } = await run(await given());
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  test("a folder without permission", async () => {
    for (const command of ["verify", "serve"]) {
      await chmod(project, 0o000);
      const { code, stderr } = await run([command, project], { asOwnerOnly: true });
      await chmod(project, 0o700);
      expect(stderr).toContain("may not be read");
      expect(code).toBe(2);
    }
  });
});

test("a Node.js that is too old is told so, before anything else is loaded", async () => {
  const older = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.1.0" } })';
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(older)}`;
  const { code, stdout, stderr } = await run(["--version"], { env: { NODE_OPTIONS } });
  expect(stderr).toMatch(/^Error: .*needs Node\.js 22 or newer; this is 20\.1\.0\./);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});

describe("bad input hides nothing else", () => {
  test("an empty log is said and is no failure", async () => {
    const { code, stdout, stderr } = await run(["verify", project]);
    expect(stderr).toContain("has no events");
    expect(stdout).toContain("0 streams, 0 events");
    expect(code).toBe(0);
  });

  test("a broken config is said, and the project is opened under its folder's name", async () => {
    await writeFile(join(project, ".semiont", "config"), "[project\nname=");
    await writeStream("aa11", [created("A star")]);
    const { code, stdout, stderr } = await run(["verify", project, "--json"]);
    expect(stderr).toMatch(/Warning: .*config cannot be used/);
    expect(JSON.parse(stdout)).toMatchObject({ project: "project", events: 1 });
    expect(code).toBe(0);
  });

  test("a corrupt line is named and its neighbours are listed", async () => {
    const file = await writeStream("aa11", [created("A star"), tagged("Star")]);
    const [first, second] = (await readFile(file, "utf8")).split("\n");
    await writeFile(file, `${first}\n{"broken":\n${second}\n`);
    const { stdout, stderr, code } = await run(["log", project, "--json"]);
    expect(stderr).toMatch(/line 2 of .*events-000001\.jsonl is not a record/);
    expect(JSON.parse(stdout)).toHaveLength(2);
    expect(code).toBe(0);
  });

  test("an unknown type and a link out of the log", async () => {
    await writeStream("aa11", [created("A star"), { type: "nova:exploded", payload: {} }]);
    await symlink("/etc", join(project, ".semiont", "events", "etc"));
    const { stdout, code } = await run(["log", project]);
    expect(stdout).toContain("nova:exploded");
    expect(stdout.trim().split("\n")).toHaveLength(2);
    expect(code).toBe(0);
  });

  test("a stream without permission", async () => {
    await chmod(await writeStream("aa11", [created("A star")]), 0o000);
    await writeStream("bb22", [created("A comet")]);
    const { code, stdout, stderr } = await run(["log", project], { asOwnerOnly: true });
    expect(stderr).toContain("aa11");
    expect(stdout).toContain("A comet");
    expect(code).toBe(1);
  });
});
