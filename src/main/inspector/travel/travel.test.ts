import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trailOf } from "../../../shared/difference/json-trail.ts";
import { diagnoseStream } from "../../../shared/integrity/diagnose-stream.ts";
import type { JsonValue } from "../../../shared/ipc/json-value.ts";
import { inSequenceOrder, projectView } from "../../../shared/projection/project-view.ts";
import { copyFixture, fixturesDirectory } from "../../../testing/fixtures.ts";
import { startTestInspector } from "../../../testing/inspector-client.ts";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import { scanStream } from "../../event-store/integrity/scan-stream.ts";
import { discoverStreams } from "../../event-store/log/discover-streams.ts";
import { readEvents } from "../drift/log-source.ts";
import { indexStream } from "../index/load-log.ts";
import { StreamReplay } from "./stream-replay.ts";
import { anchorPath, anchorTrail, valueAt } from "./value-path.ts";

const fixtures = fixturesDirectory();

async function streamsOf(projectFolder: string) {
  const source = { fileSystem: nodeFileSystem, eventsDir: `${projectFolder}/.semiont/events` };
  const { streams } = await discoverStreams(nodeFileSystem, source.eventsDir);
  return Promise.all(
    streams.map(async (reference) => {
      const scan = await scanStream(source, reference);
      return { source, stream: (await indexStream(source, [scan], [diagnoseStream(scan)])).index };
    }),
  );
}

describe.skipIf(!fixtures)("time travel (skipped without the fixtures)", () => {
  test.each(["semiont-0.4.15-complete", "real/gutenberg-flat-chained", "real/gutenberg-nested-chained"])(
    "every step of %s, in whatever order it is asked for, is the replay up to there",
    async (name) => {
      await using fixture = await copyFixture(name);
      for (const { source, stream } of await streamsOf(fixture.projectFolder)) {
        if (stream.isSystem) continue;
        const events = inSequenceOrder(await readEvents(source, stream));
        const replay = new StreamReplay(source, stream);
        const steps = fc.sample(fc.nat(events.length), { numRuns: 12, seed: 7 });
        for (const step of [...steps, events.length, 0]) {
          const expected = projectView(stream.streamId, events.slice(0, step));
          expect(await replay.viewAfter(step)).toEqual(expected);
        }
      }
    },
  );

  test("blame names, for every value of a view, an event that set it", async () => {
    await using fixture = await copyFixture("semiont-0.4.15-complete");
    await using test = await startTestInspector();
    const { page } = test;
    await page.open(fixture.projectFolder);
    const { rows } = await page.call("resources.query", {
      ...{ filter: "annotations:>0", sort: { column: "annotations", direction: "descending" }, offset: 0, limit: 2 },
    });
    for (const { stream, events } of rows) {
      const { view } = await page.call("view.read", { stream, point: { kind: "head" } });
      if (view === null) throw new Error("There is a view.");
      for (const path of [
        ["resource", "name"],
        ["resource", "entityTypes"],
        ["annotations", "annotations", 0],
        ["annotations", "annotations", 0, "body"],
      ]) {
        const value = valueAt(view, anchorPath(view, path));
        const { entries } = await page.call("view.blame", { stream, step: events, path });
        if (value === undefined) continue;
        expect(entries[0]?.after).toEqual(value);
        const step = entries[0]?.step ?? 0;
        const after = await page.call("view.read", { stream, point: { kind: "step", step } });
        const before = await page.call("view.read", { stream, point: { kind: "step", step: step - 1 } });
        const at = (state: JsonValue | null) => (state === null ? undefined : valueAt(state, anchorPath(view, path)));
        expect(at(after.view)).toEqual(value);
        expect(at(before.view)).not.toEqual(value);
      }
      const all = await page.call("view.blame", { stream, step: events, path: ["annotations", "version"] });
      expect(all.entries.map(({ step }) => step)).toEqual(
        Array.from({ length: Math.min(events, 100) }, (_, index) => events - index),
      );
    }
  });

  test("watched values change exactly where blame says", async () => {
    await using fixture = await copyFixture("real/gutenberg-flat-chained");
    await using test = await startTestInspector();
    const { page } = test;
    await page.open(fixture.projectFolder);
    const { rows } = await page.call("resources.query", {
      ...{ filter: "-is:system", sort: { column: "events", direction: "descending" }, offset: 0, limit: 1 },
    });
    const { stream = "", events = 0 } = rows[0] ?? {};
    const { view: newest } = await page.call("view.read", { stream, point: { kind: "head" } });
    const path = trailOf(newest, ["annotations", "annotations", 0, "body"]);
    const { entries } = await page.call("view.blame", { stream, step: events, path });
    const watched = await page.call("travel.watch", { stream, paths: [path], fromStep: 1, toStep: events });
    const changes = watched.rows.filter(({ changed }) => changed.length > 0).map(({ step }) => step);
    expect(changes).toEqual(entries.map(({ step }) => step).reverse());
  });

  test("a value that is watched by its place is what stands there, and a removed one tells who removed it", async () => {
    await using fixture = await copyFixture("semiont-0.4.15-complete");
    await using test = await startTestInspector();
    const { page } = test;
    await page.open(fixture.projectFolder);
    const { rows } = await page.call("timeline.query", {
      ...{ scope: null, filter: "type:mark:removed", order: "oldest", density: "rows", expanded: [] },
      ...{ offset: 0, limit: 1 },
    });
    const [removal] = rows;
    if (removal?.kind !== "event") throw new Error("An annotation is removed.");
    const { stream } = removal.reference;
    const is = removal.annotationId ?? "";
    const by = { by: "id", is } as const;
    const step = removal.step;
    const blame = await page.call("view.blame", { stream, step, path: ["annotations", "annotations", by] });
    expect(blame.entries[0]).toMatchObject({ step, type: "mark:removed" });
    expect(blame.entries[0]?.after).toBeUndefined();

    const place: (string | number)[] = ["annotations", "annotations", 0, "id"];
    const watched = await page.call("travel.watch", { stream, paths: [place], fromStep: 1, toStep: step });
    for (const { step: at, values } of watched.rows) {
      const { view } = await page.call("view.read", { stream, point: { kind: "step", step: at } });
      expect(values[JSON.stringify(place)]).toEqual(view === null ? undefined : valueAt(view, anchorTrail(place)));
    }
  });

  test("a view on disk that cannot be read is told from one that is not there", async () => {
    await using fixture = await copyFixture("semiont-0.4.15-complete");
    await using test = await startTestInspector();
    const { page } = test;
    await page.open(fixture.projectFolder);
    const { handle } = await test.inspector.admitFolder(fixture.folder);
    await page.call("project.useStateFolder", { operation: "s", handle });
    const { rows } = await page.call("resources.query", {
      ...{ filter: "-is:system", sort: { column: "events", direction: "descending" }, offset: 0, limit: 1 },
    });
    const stream = rows[0]?.stream ?? "";
    const missing = await page.call("view.read", { stream, point: { kind: "disk" } });
    expect(missing).toMatchObject({ view: null, unreadable: false });
    const file = missing.file ?? "";
    expect(file.startsWith(fixture.folder)).toBe(true);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, "{");
    expect(await page.call("view.read", { stream, point: { kind: "disk" } })).toMatchObject({
      ...{ view: null, unreadable: true, problem: expect.stringContaining("cannot be used") },
    });
  });

  test("sequence numbers and times lead to the step that they mean", async () => {
    await using fixture = await copyFixture("semiont-0.4.15-complete");
    await using test = await startTestInspector();
    const { page } = test;
    await page.open(fixture.projectFolder);
    const { rows } = await page.call("resources.query", {
      ...{ filter: "-is:system", sort: { column: "events", direction: "descending" }, offset: 0, limit: 1 },
    });
    const { stream = "", events = 0 } = rows[0] ?? {};
    const { steps } = await page.call("travel.steps", { stream, offset: 0, limit: 500 });
    expect(steps).toHaveLength(events);
    for (const { step, sequence, timestamp } of steps.slice(0, 5)) {
      const bySequence = await page.call("view.read", { stream, point: { kind: "sequence", sequence } });
      const byTime = await page.call("view.read", { stream, point: { kind: "time", time: timestamp } });
      expect(bySequence.step).toBe(step);
      expect(byTime.step).toBeGreaterThanOrEqual(step);
    }
    expect((await page.call("view.read", { stream, point: { kind: "time", time: "1990-01-01T00:00:00Z" } })).step).toBe(
      0,
    );
    expect((await page.call("view.read", { stream, point: { kind: "step", step: 1e6 } })).step).toBe(events);
  });

  test("proof ends where a record was altered", async () => {
    await using fixture = await copyFixture("edge/tampered-first");
    await using test = await startTestInspector();
    await test.page.open(fixture.projectFolder);
    const { rows } = await test.page.call("integrity.streams", { verdict: "suspect", offset: 0, limit: 5 });
    const [first] = rows;
    expect(first?.firstBad).toEqual({ stream: first?.stream, position: 1 });
    const track = await test.page.call("travel.track", { stream: first?.stream ?? "" });
    expect(track.segments).toEqual([{ fromStep: 1, toStep: 3, proof: "unproven" }]);
    expect(track.unprovenFrom?.reference.position).toBe(1);
  });
});
