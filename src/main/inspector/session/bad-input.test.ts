import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { copyFixture, fixturesDirectory } from "../../../testing/fixtures.ts";
import { startTestInspector, type TestInspector } from "../../../testing/inspector-client.ts";
import { asOrdinaryUser } from "../../../testing/ordinary-user.ts";

const fixtures = fixturesDirectory();

let folder = "";
let running: TestInspector;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "semiont-bad-input-"));
  running = await startTestInspector();
});

afterEach(async () => {
  await running[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function emptyProject(): Promise<void> {
  await mkdir(join(folder, ".semiont", "events"), { recursive: true });
}

describe("what cannot be opened says why", () => {
  test("a path where nothing is", async () => {
    await expect(running.page.open(join(folder, "nowhere"))).rejects.toMatchObject({ code: "not-a-folder" });
  });

  test("a file", async () => {
    await writeFile(join(folder, "file"), "");
    await expect(running.page.open(join(folder, "file"))).rejects.toMatchObject({ code: "not-a-folder" });
  });

  test("a folder without .semiont, with advice", async () => {
    const refusal = running.page.open(folder);
    await expect(refusal).rejects.toMatchObject({ code: "not-a-project", subject: folder });
    await expect(refusal).rejects.toHaveProperty("advice", expect.stringContaining(".semiont/events"));
  });

  test(".semiont that is a file", async () => {
    await writeFile(join(folder, ".semiont"), "");
    await expect(running.page.open(folder)).rejects.toMatchObject({ code: "not-a-project" });
  });

  test("a folder without permission", async () => {
    await emptyProject();
    await asOrdinaryUser(folder, async () => {
      await chmod(folder, 0o000);
      await expect(running.page.open(folder)).rejects.toMatchObject({ code: "permission-denied" });
      await chmod(folder, 0o700);
    });
  });

  test("a handle that nobody gave out, an unknown link and an unknown sample", async () => {
    const open = (source: Parameters<typeof running.page.call<"project.open">>[1]["source"]) =>
      running.page.call("project.open", { operation: "o", source });
    await expect(open({ kind: "folder", handle: "made-up" })).rejects.toMatchObject({ code: "not-allowed" });
    await expect(open({ kind: "recent", id: "made-up" })).rejects.toMatchObject({ code: "not-found" });
    await expect(open({ kind: "sample", id: "made-up" })).rejects.toMatchObject({ code: "not-found" });
  });

  test("anything asked of a project before one is open", async () => {
    await expect(running.page.call("overview.read", { buckets: 3 })).rejects.toMatchObject({ code: "no-project" });
    expect(await running.page.call("project.read", {})).toBeNull();
  });
});

describe("what is odd is opened, and said", () => {
  test("an empty log", async () => {
    await emptyProject();
    const summary = await running.page.open(folder);
    expect(summary).toMatchObject({ events: 0, streams: 0, verdict: "verified", firstEventAt: null });
    expect(summary.problems).toMatchObject([{ severity: "notice" }]);
    expect(await running.page.call("overview.read", { buckets: 3 })).toMatchObject({
      activity: { edges: [], events: [] },
    });
    expect(await running.page.call("timeline.minimap", { scope: null, filter: "", buckets: 3 })).toMatchObject({
      edges: [],
      events: [],
    });
  });

  test("links in the log, which are not followed", async () => {
    await emptyProject();
    const link = join(folder, ".semiont", "events", "3bf0.jsonl");
    await symlink(join(folder, "elsewhere.jsonl"), link);
    const { problems } = await running.page.open(folder);
    expect(problems[0]).toMatchObject({ severity: "warning", subject: join(".semiont", "events", "3bf0.jsonl") });
    expect(problems[0]?.message).toContain("not followed");
    await rm(link);
    await running.page.call("project.close", {});
    expect((await running.page.open(folder)).problems).toMatchObject([{ severity: "notice" }]);
  });

  test("a project without a log folder", async () => {
    await mkdir(join(folder, ".semiont"));
    expect(await running.page.open(folder)).toMatchObject({ events: 0 });
  });

  test("a broken config", async () => {
    await emptyProject();
    await writeFile(join(folder, ".semiont", "config"), "[project\nname = ");
    const { problems } = await running.page.open(folder);
    expect(problems.find(({ subject }) => subject === ".semiont/config")?.severity).toBe("warning");
  });

  test("streams without records and files that are no logs", async () => {
    await emptyProject();
    await writeFile(join(folder, ".semiont", "events", "empty.jsonl"), "");
    await writeFile(join(folder, ".semiont", "events", "notes.txt"), "hello");
    const summary = await running.page.open(folder);
    expect(summary).toMatchObject({ streams: 1, events: 0 });
    const { view, problem } = await running.page.call("view.read", { stream: "empty", point: { kind: "head" } });
    expect([view, problem]).toEqual([null, expect.stringContaining("Nothing has happened")]);
    expect(await running.page.call("integrity.chain", { stream: "empty", offset: 0, limit: 10 })).toMatchObject({
      total: 0,
    });
    expect(await running.page.call("travel.track", { stream: "empty" })).toMatchObject({ steps: 0, segments: [] });
  });
});

describe.skipIf(!fixtures)("several clients (skipped without the fixtures)", () => {
  test("two pages share a project, and it closes with the second", async () => {
    await using fixture = await copyFixture("edge/nested-format");
    const other = running.connect();
    const [one, two] = await Promise.all([running.page.open(fixture.projectFolder), other.open(fixture.projectFolder)]);
    expect(one.id).toBe(two.id);
    await running.page.call("project.close", {});
    expect(await running.page.call("project.read", {})).toBeNull();
    expect(await other.call("project.read", {})).toMatchObject({ events: 3 });
    await other.disconnect();
  });

  test("a page that cancels does not take the project from another that waits for it", async () => {
    await using fixture = await copyFixture("semiont-0.4.15-complete");
    const other = running.connect();
    const { handle } = await running.inspector.admitFolder(fixture.projectFolder);
    const source = { kind: "folder" as const, handle };
    const cancelled = running.page.call("project.open", { operation: "mine", source });
    const opened = other.call("project.open", { operation: "theirs", source });
    await running.page.call("operation.cancel", { operation: "mine" });
    const [first, second] = await Promise.allSettled([cancelled, opened]);
    if (first.status === "rejected") expect(first.reason).toMatchObject({ code: "cancelled" });
    expect(second).toMatchObject({ status: "fulfilled", value: { events: 134 } });
  });

  test("a page that waits for the opening of another hears how it goes, and cancels for itself alone", async () => {
    await using fixture = await copyFixture("semiont-0.4.15-complete");
    const other = running.connect();
    const third = running.connect();
    const { handle } = await running.inspector.admitFolder(fixture.projectFolder);
    const source = { kind: "folder" as const, handle };
    const opened = running.page.call("project.open", { operation: "mine", source });
    const joined = other.call("project.open", { operation: "theirs", source });
    const cancelled = third.call("project.open", { operation: "nobodys", source });
    await third.next("operation.progress", ({ operation }) => operation === "nobodys");
    const read = other.next("operation.progress", ({ read: known }) => known?.events === 134);
    await third.call("operation.cancel", { operation: "nobodys" });
    const [first, second, last] = await Promise.allSettled([opened, joined, cancelled]);
    expect([first.status, second.status]).toEqual(["fulfilled", "fulfilled"]);
    if (last.status === "rejected") expect(last.reason).toMatchObject({ code: "cancelled" });
    expect(await read).toMatchObject({ operation: "theirs", phase: "Reading streams" });
  });

  test("recent projects are remembered, opened by their id and forgotten", async () => {
    await using fixture = await copyFixture("edge/nested-format");
    const { id } = await running.page.open(fixture.projectFolder);
    await running.page.call("project.close", {});
    const [recent] = await running.page.call("projects.recent", {});
    expect(recent).toMatchObject({ id, folder: fixture.projectFolder, available: true });
    await running.page.call("project.open", { operation: "again", source: { kind: "recent", id } });
    expect(await running.page.call("projects.forget", { id })).toEqual([]);
  });

  test("files outside the project are not shown", async () => {
    await using fixture = await copyFixture("edge/nested-format");
    const shown: string[] = [];
    await using desktop = await startTestInspector({
      host: {
        ...{ host: "electron", platform: "linux", version: "1" },
        abilities: { nativeFolderDialog: true, revealFiles: true, openEditor: true, severalWindows: true },
        showFile: async (path) => {
          shown.push(path);
        },
      },
    });
    await desktop.page.open(fixture.projectFolder);
    const show = (file: string) => desktop.page.call("file.show", { file, in: "folder" });
    await show(".semiont/config");
    await expect(show("../expected-state")).rejects.toMatchObject({
      code: expect.stringMatching(/not-(allowed|found)/),
    });
    await expect(show("../../../../etc/passwd")).rejects.toMatchObject({ code: "not-allowed" });
    await expect(show("missing")).rejects.toMatchObject({ code: "not-found" });
    expect(shown).toEqual([join(fixture.projectFolder, ".semiont", "config")]);
  });
});
