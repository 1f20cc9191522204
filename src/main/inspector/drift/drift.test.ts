import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyFixture, type FixtureCopy, fixturesDirectory } from "../../../testing/fixtures.ts";
import { startTestInspector, type TestPage } from "../../../testing/inspector-client.ts";
import { startRebuilding } from "../../../testing/rebuilding-processes.ts";

const fixtures = fixturesDirectory();
const NAME = "semiont-0.4.15-complete";

/** Opens a copy with its own state folder, filled as upstream left it. */
async function openWithState(
  page: TestPage,
  admit: (path: string) => Promise<{ handle: string }>,
  fixture: FixtureCopy,
) {
  const state = join(fixture.folder, "state");
  await (fixture.expectedStateFolder === undefined
    ? mkdir(state)
    : cp(fixture.expectedStateFolder, state, { recursive: true }));
  await page.open(fixture.projectFolder);
  const { handle } = await admit(state);
  await page.call("project.useStateFolder", { operation: "state", handle });
  return state;
}

async function viewFiles(state: string): Promise<string[]> {
  const names = await readdir(join(state, "resources"), { recursive: true });
  return names
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(state, "resources", name))
    .sort();
}

function edited(
  text: string,
  change: (view: { resource: { name: string }; annotations: { version: number } }) => void,
): string {
  const view = JSON.parse(text);
  change(view);
  return JSON.stringify(view, null, 2);
}

describe.skipIf(!fixtures)("views on disk against a rebuild (skipped without the fixtures)", () => {
  test.each([NAME, "real/gutenberg-flat-chained", "real/gutenberg-unchained"])(
    "upstream's views of %s are identical",
    async (name) => {
      await using fixture = await copyFixture(name);
      await using test = await startTestInspector();
      await openWithState(test.page, (path) => test.inspector.admitFolder(path), fixture);
      const report = await test.page.call("drift.check", { operation: "d" });
      expect(report.items).toEqual([]);
      const preview = await test.page.call("rebuild.preview", { operation: "p", streams: null });
      expect(preview).toMatchObject({ total: 0, counts: { added: 0, changed: 0, stale: 0, failed: 0 } });
    },
  );

  test("every way to drift is told, previewed, rebuilt, and then gone", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const { page } = test;
    const state = await openWithState(page, (path) => test.inspector.admitFolder(path), fixture);
    const [differs = "", missing = "", broken = "", noView = ""] = await viewFiles(state);
    const original = await readFile(differs, "utf8");
    await writeFile(
      differs,
      edited(original, (view) => (view.resource.name = "Another name")),
    );
    await rm(missing);
    await writeFile(broken, "{ not json");
    await writeFile(noView, "{}");
    await writeFile(join(state, "resources", "stale-one.json"), original);
    const log = await digest(join(fixture.projectFolder, ".semiont"));

    const report = await page.call("drift.check", { operation: "d" });
    const counts = Object.fromEntries(report.counts.map(({ state: name, resources }) => [name, resources]));
    expect(counts).toMatchObject({ differs: 1, missing: 1, unreadable: 2, stale: 1 });
    expect(report.items.find((item) => item.state === "differs")?.differences).toBe(1);
    const rows = await page.call("resources.query", {
      ...{
        filter: "drift:differs drift:missing",
        sort: { column: "name", direction: "ascending" },
        offset: 0,
        limit: 10,
      },
    });
    expect(rows.matching).toBe(2);

    const preview = await page.call("rebuild.preview", { operation: "p", streams: null });
    expect(preview.counts).toMatchObject({ added: 1, changed: 3, stale: 1, failed: 0 });
    const result = await page.call("rebuild.run", { operation: "r", preview: preview.id });
    expect(result).toMatchObject({ outcome: "complete", failed: [], counts: preview.counts });
    expect(await readFile(differs, "utf8")).toBe(original);
    const after = await page.call("drift.read", {});
    expect(after.items.map((item) => item.state)).toEqual(["stale"]);
    expect(await digest(join(fixture.projectFolder, ".semiont"))).toBe(log);
    await expect(page.call("rebuild.run", { operation: "r", preview: preview.id })).rejects.toMatchObject({
      code: "preview-outdated",
    });
  });

  test("a rebuild of chosen streams leaves the others", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const state = await openWithState(test.page, (path) => test.inspector.admitFolder(path), fixture);
    const [first = "", second = ""] = await viewFiles(state);
    await rm(first);
    await rm(second);
    const stream = first.slice(first.lastIndexOf("/") + 1, -".json".length);
    const preview = await test.page.call("rebuild.preview", { operation: "p", streams: [stream] });
    expect(preview.items.map((item) => item.stream)).toEqual([stream]);
    await test.page.call("rebuild.run", { operation: "r", preview: preview.id });
    const files = await viewFiles(state);
    expect(files).toContain(first);
    expect(files).not.toContain(second);
  });

  test("a preview is refused when the log has grown since, even before the watch has told", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const { page } = test;
    await openWithState(page, (path) => test.inspector.admitFolder(path), fixture);
    const preview = await page.call("rebuild.preview", { operation: "p", streams: null });
    const detail = await page.call("event.read", { reference: { stream: "__system__", position: 1 } });
    const file = join(fixture.projectFolder, detail.file);
    await writeFile(
      file,
      (await readFile(file, "utf8")) + detail.raw.replace('sequenceNumber":1', 'sequenceNumber":99'),
    );
    await expect(page.call("rebuild.run", { operation: "r", preview: preview.id })).rejects.toMatchObject({
      code: "preview-outdated",
    });
  });

  test("a rebuild is refused in plain words while another process rebuilds the same views", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const { page } = test;
    const state = await openWithState(page, (path) => test.inspector.admitFolder(path), fixture);
    await rm((await viewFiles(state))[0] ?? "");
    const { id } = await page.call("rebuild.preview", { operation: "p", streams: null });
    const other = await startRebuilding(fixture.projectFolder, state);
    await expect(page.call("rebuild.run", { operation: "r", preview: id })).rejects.toMatchObject({
      code: "busy",
      message: expect.stringContaining(`are being rebuilt already, by process ${other.pid} on `),
      advice: "Wait until that rebuild has ended, or end it where it runs. Then look at a new preview.",
      subject: state,
    });
    expect(await other.finish()).toBe("null");
    expect(await page.call("rebuild.preview", { operation: "p", streams: null })).toMatchObject({ total: 0 });
  });

  test("the origin of a drift is the first event that the file does not show", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const { page } = test;
    const state = await openWithState(page, (path) => test.inspector.admitFolder(path), fixture);
    const { rows } = await page.call("resources.query", {
      ...{ filter: "-is:system", sort: { column: "events", direction: "descending" }, offset: 0, limit: 1 },
    });
    const stream = rows[0]?.stream ?? "";
    const steps = rows[0]?.events ?? 0;
    const disk = await page.call("view.read", { stream, point: { kind: "disk" } });
    const file = disk.file ?? "";
    expect(file.startsWith(state)).toBe(true);
    for (const step of [1, 2, Math.floor(steps / 2), steps - 1]) {
      const { view } = await page.call("view.read", { stream, point: { kind: "step", step } });
      await writeFile(file, JSON.stringify(view, null, 2));
      const origin = await page.call("drift.origin", { operation: "o", stream });
      expect([origin.equalUntil?.step, origin.partsAt?.step]).toEqual([step, step + 1]);
    }
    const { view } = await page.call("view.read", { stream, point: { kind: "step", step: 3 } });
    await writeFile(
      file,
      edited(JSON.stringify(view), (changed) => (changed.annotations.version = 999)),
    );
    expect((await page.call("drift.origin", { operation: "o", stream })).equalUntil?.step).toBe(3);
    await writeFile(
      file,
      edited(JSON.stringify(view), (changed) => (changed.resource.name = "Never so")),
    );
    const never = await page.call("drift.origin", { operation: "o", stream });
    expect(never).toMatchObject({ equalUntil: null, partsAt: null });
    expect(never.differsAt).toEqual({ step: 3, path: ["resource", "name"] });
  });

  test("a state folder that cannot be written says so", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const { page } = test;
    await page.open(fixture.projectFolder);
    const blocked = join(fixture.folder, "state");
    await mkdir(blocked);
    await writeFile(join(blocked, "resources"), "a file where the folder should be");
    const { handle } = await test.inspector.admitFolder(blocked);
    await page.call("project.useStateFolder", { operation: "s", handle });
    const preview = await page.call("rebuild.preview", { operation: "p", streams: null });
    const result = await page.call("rebuild.run", { operation: "r", preview: preview.id });
    expect(result.outcome).toBe("incomplete");
    expect(result.failed.length).toBeGreaterThan(0);
    // What failed is not counted as done.
    const views = preview.items.filter(({ kind }) => kind === "resource-view").length;
    expect(result).toMatchObject({ resources: 0, counts: { added: preview.counts.added - views, changed: 0 } });
  });
});

async function digest(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = await Promise.all(names.map(({ parentPath, name }) => readFile(join(parentPath, name), "utf8")));
  return texts.join("\n");
}
