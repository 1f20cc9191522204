import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, cp, mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyFixture, type FixtureCopy, fixturesDirectory } from "../../../testing/fixtures.ts";
import { startTestInspector, type TestPage } from "../../../testing/inspector-client.ts";

const fixtures = fixturesDirectory();
const NAME = "semiont-0.4.15-complete";

/** Opens a copy and waits until it is watched. */
async function openWatched(page: TestPage, fixture: FixtureCopy) {
  const summary = await page.open(fixture.projectFolder);
  await page.next("watch.changed", ({ state }) => state === "watching");
  return summary;
}

async function aStream(page: TestPage, direction: "ascending" | "descending" = "ascending") {
  const { rows } = await page.call("resources.query", {
    ...{ filter: "-is:system", sort: { column: "events", direction }, offset: 0, limit: 1 },
  });
  const stream = rows[0]?.stream ?? "";
  const { rowCount } = await page.call("timeline.query", {
    ...{ scope: stream, filter: "", order: "oldest", density: "rows", expanded: [], offset: 0, limit: 1 },
  });
  const last = await page.call("event.read", { reference: { stream, position: rowCount } });
  return { stream, last };
}

/** A record that continues a stream, unhashed: what it says is not the point here. */
function recordAfter(raw: string, id: string): string {
  const record: unknown = JSON.parse(raw);
  if (typeof record !== "object" || record === null || !("metadata" in record)) throw new Error("not a flat record");
  const { metadata } = record;
  const sequence =
    typeof metadata === "object" && metadata !== null && "sequenceNumber" in metadata ? metadata.sequenceNumber : 0;
  return JSON.stringify({
    ...record,
    ...{ type: "mark:archived", payload: { reason: "watched" }, id, timestamp: "2026-11-01T00:00:00.000Z" },
    metadata: { sequenceNumber: Number(sequence) + 1 },
  });
}

test("one file of 130,000 records is followed like any other", async () => {
  await using test = await startTestInspector();
  const { page, folder } = test;
  const events = join(folder, "project", ".semiont", "events");
  await mkdir(events, { recursive: true });
  const line = (sequence: number) =>
    `{"type":"mark:archived","resourceId":"r","userId":"u","version":1,"payload":{},"id":"e${sequence}","timestamp":"2026-11-01T00:00:00.000Z","metadata":{"sequenceNumber":${sequence}}}\n`;
  const count = 130_000;
  await writeFile(join(events, "r.jsonl"), Array.from({ length: count }, (_, index) => line(index + 1)).join(""));
  expect(await page.open(join(folder, "project"))).toMatchObject({ events: count, verdict: "unchained" });
  await page.next("watch.changed", ({ state }) => state === "watching");
  await appendFile(join(events, "r.jsonl"), line(count + 1));
  const change = await page.next("project.changed");
  expect(change.streams).toEqual([{ stream: "r", events: count + 1, appended: 1, change: "grew" }]);
  expect(test.reported).toEqual([]);
});

describe.skipIf(!fixtures)("changes on disk are shown (skipped without the fixtures)", () => {
  test("an event that another process appends arrives, also in the view, and only once", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const { page } = test;
    const summary = await openWatched(page, fixture);
    const { stream, last } = await aStream(page);
    const file = join(fixture.projectFolder, last.file);
    const line = `${recordAfter(last.raw, "appended-by-another")}\n`;
    const script = "require('node:fs').appendFileSync(process.argv[1], process.argv[2])";
    await once(spawn(process.execPath, ["-e", script, file, line], { stdio: "inherit" }), "exit");

    const change = await page.next("project.changed");
    expect(change.streams).toEqual([{ stream, events: last.row.step + 1, appended: 1, change: "grew" }]);
    expect(change.summary.events).toBe(summary.events + 1);
    const reference = await page.call("event.find", { eventId: "appended-by-another" });
    expect(reference).toEqual({ stream, position: last.row.step + 1 });
    const view = await page.call("view.read", { stream, point: { kind: "head" } });
    expect(view.view).toMatchObject({ resource: { archived: true } });
    const found = await page.call("search.query", { text: "watched", limit: 5 });
    expect(found.groups[0]?.total).toBe(1);
    expect(test.reported).toEqual([]);
  });

  test("half a line is no alarm until it has stayed, and is gone when the rest arrives", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const { page } = test;
    await openWatched(page, fixture);
    const { stream, last } = await aStream(page);
    const file = join(fixture.projectFolder, last.file);
    const line = recordAfter(last.raw, "half-written");
    await appendFile(file, line.slice(0, 40));
    const first = await page.next("project.changed");
    expect(first.summary.verdict).toBe("verified");
    const second = await page.next("project.changed");
    expect(second.summary.findings.explained).toBe(1);
    await appendFile(file, `${line.slice(40)}\n`);
    const third = await page.next("project.changed", ({ streams }) => streams[0]?.appended === 1);
    expect(third.summary.findings.explained).toBe(0);
    expect(await page.call("event.find", { eventId: "half-written" })).toEqual({ stream, position: last.row.step + 1 });
  });

  test("streams appear, are replaced, cut short and removed", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const { page } = test;
    const before = await openWatched(page, fixture);
    const { stream, last } = await aStream(page, "descending");
    const first = await page.call("event.read", { reference: { stream, position: 1 } });
    const file = join(fixture.projectFolder, first.file);

    const folder = join(fixture.projectFolder, ".semiont", "events", "zz", "zz", "brand-new");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "events-000001.jsonl"), `${last.raw.replace(stream, "brand-new")}\n`);
    const appeared = await page.next("project.changed", ({ streams }) =>
      streams.some((one) => one.change === "appeared"),
    );
    expect(appeared.summary.streams).toBe(before.streams + 1);
    // The copied record now stands twice.
    expect(appeared.summary.findings.suspect).toBeGreaterThan(0);

    await rm(folder, { recursive: true });
    const removed = await page.next("project.changed", ({ streams }) =>
      streams.some((one) => one.change === "removed"),
    );
    expect(removed.summary).toMatchObject({ streams: before.streams, verdict: before.verdict });

    const content = await readFile(file);
    await writeFile(`${file}.tmp`, content.subarray(0, content.indexOf(10) + 1));
    await rename(`${file}.tmp`, file);
    const replaced = await page.next("project.changed", ({ streams }) => streams.some((one) => one.stream === stream));
    expect(replaced.streams).toMatchObject([{ stream, change: "replaced" }]);
    await truncate(file, 0);
    const cut = await page.next("project.changed", ({ streams }) => streams.some((one) => one.stream === stream));
    expect(cut.streams[0]?.change).toBe("replaced");
    expect(test.reported).toEqual([]);
  });

  test("a project folder that is away stays on show and is taken up again when it is back", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const { page } = test;
    const before = await openWatched(page, fixture);
    await rename(fixture.projectFolder, `${fixture.projectFolder}-away`);
    const lost = await page.next("watch.changed", ({ state }) => state === "lost");
    expect(lost.reason).toContain(fixture.projectFolder);
    expect(await page.call("project.read", {})).toMatchObject({ events: before.events, streams: before.streams });
    await rename(`${fixture.projectFolder}-away`, fixture.projectFolder);
    await page.next("watch.changed", ({ state }) => state !== "lost");
    const { stream, last } = await aStream(page);
    await appendFile(join(fixture.projectFolder, last.file), `${recordAfter(last.raw, "after-return")}\n`);
    const change = await page.next("project.changed", ({ streams }) => streams.some((one) => one.appended === 1));
    expect(change.streams[0]?.stream).toBe(stream);
  });

  test.each([".semiont/events", ".semiont"])(
    "a log whose folder %s is renamed away is said to be lost, with what to do, and taken up again",
    async (name) => {
      await using fixture = await copyFixture(NAME);
      await using test = await startTestInspector();
      const { page } = test;
      const before = await openWatched(page, fixture);
      const folder = join(fixture.projectFolder, name);
      await rename(folder, `${fixture.folder}/away`);
      const lost = await page.next("watch.changed", ({ state }) => state === "lost");
      expect(lost.reason).toContain(folder);
      expect(lost.reason).toMatch(/Put it back/u);
      const { events, streams, verdict } = before;
      expect(await page.call("project.read", {})).toMatchObject({ events, streams, verdict });
      // Nor does a person who asks for a check get an empty log that is whole.
      await expect(page.call("integrity.verify", { operation: "again", stream: null })).rejects.toMatchObject({
        code: "unreadable",
        advice: expect.stringContaining(folder),
      });
      await expect(page.call("rebuild.preview", { operation: "preview", streams: null })).rejects.toMatchObject({
        code: "unreadable",
      });
      expect(await page.call("project.read", {})).toMatchObject({ events, streams, verdict });
      await rename(`${fixture.folder}/away`, folder);
      await page.next("watch.changed", ({ state }) => state === "watching");
      const { stream, last } = await aStream(page);
      await appendFile(join(fixture.projectFolder, last.file), `${recordAfter(last.raw, "after-return")}\n`);
      const change = await page.next("project.changed", ({ streams: some }) => some.some((one) => one.appended === 1));
      expect(change.streams[0]?.stream).toBe(stream);
      expect(test.reported).toEqual([]);
    },
  );

  test("another folder put in the place of the log is read and watched", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const { page } = test;
    await openWatched(page, fixture);
    const events = join(fixture.projectFolder, ".semiont", "events");
    const { last } = await aStream(page);
    await cp(events, `${fixture.folder}/copy`, { recursive: true });
    await appendFile(
      join(`${fixture.folder}/copy`, last.file.replace(".semiont/events/", "")),
      `${recordAfter(last.raw, "in-the-copy")}\n`,
    );
    await rename(events, `${fixture.folder}/away`);
    await rename(`${fixture.folder}/copy`, events);
    await page.next("project.changed");
    expect(await page.call("event.find", { eventId: "in-the-copy" })).not.toBeNull();
    const again = await page.call("event.read", { reference: { stream: last.row.reference.stream, position: 1 } });
    await appendFile(join(fixture.projectFolder, again.file), '{"half');
    await page.next("project.changed", ({ summary }) => summary.findings.explained > 0);
  });

  test("opening, looking and closing leave every byte of the project and its state folder as they were", async () => {
    await using fixture = await copyFixture(NAME);
    const before = await listing(fixture.folder);
    {
      await using test = await startTestInspector();
      await openWatched(test.page, fixture);
      await test.page.call("integrity.verify", { operation: "v", stream: null });
      await test.page.call("rebuild.preview", { operation: "p", streams: null });
    }
    expect(await listing(fixture.folder)).toEqual(before);
  });
});

async function listing(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return Promise.all(
    names.sort().map(async (name) => {
      const status = await stat(join(folder, name));
      return status.isFile() ? `${name} ${status.size} ${status.mtimeMs}` : `${name} ${status.mtimeMs}`;
    }),
  );
}
