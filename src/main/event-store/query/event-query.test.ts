import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { array, asyncProperty, constantFrom, integer, assert as propertyAssert } from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVENT_TYPES } from "../../../shared/events/catalogue.ts";
import { resourceId, userId } from "../../../shared/events/ids.ts";
import { currentEventName } from "../../../shared/events/legacy-names.ts";
import { LOG_ERAS, writeStream } from "../../../testing/log-eras.ts";
import { EventLog } from "../log/event-log.ts";
import { openProject } from "../project/open-project.ts";
import { EventQuery } from "./event-query.ts";

const NAMES = [
  "mark:added",
  "annotation.added",
  "mark:removed",
  "job:started",
  "mark:future",
  'odd"name',
  "frame:entity-type-added",
];

function line(type: string, sequenceNumber: number, rest: object = {}): string {
  const timestamp = new Date(Date.UTC(2026, 0, 1) + sequenceNumber * 1000).toISOString();
  return JSON.stringify({ type, resourceId: "id", timestamp, ...rest, metadata: { sequenceNumber } });
}

describe("querying events", () => {
  let root: string;
  let log: EventLog;
  let query: EventQuery;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "semiont-query-"));
    log = new EventLog(await openProject(root, { stateDir: join(root, "state") }), { durability: "os" });
    query = new EventQuery(log.storage);
  });
  afterEach(async () => {
    await log.close();
    await rm(root, { recursive: true, force: true });
  });

  async function put(path: string, lines: readonly string[]): Promise<void> {
    const file = join(root, ".semiont", "events", path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, lines.map((text) => `${text}\n`).join(""));
  }

  const numbers = async (filter: Omit<Parameters<EventQuery["queryEvents"]>[0], "resourceId">) =>
    (await query.queryEvents({ resourceId: "id", ...filter })).map(({ metadata }) => metadata.sequenceNumber);

  test("by type, user, time, number, and the first so many", async () => {
    await put("id.jsonl", [
      line("yield:created", 1, { userId: "alice" }),
      line("annotation.added", 2, { userId: "bob" }),
      line("mark:added", 3, { userId: "alice" }),
      line("mark:removed", 4, { userId: "alice", timestamp: "yesterday" }),
      line("mark:added", 5, { userId: "bob" }),
    ]);
    expect(await numbers({})).toEqual([1, 2, 3, 4, 5]);
    expect(await numbers({ eventTypes: [], limit: 0 })).toEqual([1, 2, 3, 4, 5]);
    expect(await numbers({ eventTypes: ["mark:added"] })).toEqual([2, 3, 5]);
    expect(await numbers({ eventTypes: ["annotation.added", "mark:removed"] })).toEqual([2, 3, 4, 5]);
    expect(await numbers({ eventTypes: ["mark:added"], limit: 2 })).toEqual([2, 3]);
    expect(await numbers({ userId: "alice" })).toEqual([1, 3, 4]);
    expect(await numbers({ fromSequence: 2, toSequence: 3 })).toEqual([2, 3]);
    expect(await numbers({ fromTimestamp: "2026-01-01T00:00:03Z" })).toEqual([3, 5]);
    expect(await numbers({ toTimestamp: "2026-01-01T00:00:03.000Z", userId: "alice" })).toEqual([1, 3]);
    expect(await query.getEventCount("id")).toBe(5);
    expect(await query.hasEvents("id")).toBe(true);
    expect((await query.getLatestEvent("id"))?.metadata.sequenceNumber).toBe(5);
    expect((await query.getLatestEvents("id", 2)).map(({ metadata }) => metadata.sequenceNumber)).toEqual([4, 5]);
  });

  test("an unknown stream has no events", async () => {
    expect(await numbers({ eventTypes: ["mark:added"] })).toEqual([]);
    expect(await query.getResourceEvents("id")).toEqual([]);
    expect(await query.getLatestEvent("id")).toBeNull();
    expect(await query.getEventCount("../../etc")).toBe(0);
    expect(await query.hasEvents("id")).toBe(false);
  });

  test.each([
    [{}, "resourceId"],
    [{ resourceId: "" }, "resourceId"],
    [{ resourceId: "id", fromTimestamp: "soon" }, "fromTimestamp"],
    [{ resourceId: "id", limit: -1 }, "limit"],
    [{ resourceId: "id", fromSequence: 0.5 }, "fromSequence"],
    [{ resourceId: "id", eventType: "mark:added" }, "eventType"],
  ])("refuses %j", async (filter, complaint) => {
    const asking = query.queryEvents(filter as Parameters<EventQuery["queryEvents"]>[0]);
    await expect(asking).rejects.toMatchObject({ code: "invalid-query", message: expect.stringContaining(complaint) });
  });

  test("finds the same by looking for names in the bytes as by parsing everything", async () => {
    const odd = constantFrom(
      '{"type":"mark:\\u0061dded","metadata":{"sequenceNumber":1}}',
      '{"metadata":{"sequenceNumber":1},"event":{"payload":{"type":"mark:removed"},"type" : "mark:added"}}',
      '{"type":"mark:removed","metadata":{"sequenceNumber":1},"type":"mark:added"}',
      '{"type":"job:started","payload":{"text":"\\"mark:added\\""},"metadata":{"sequenceNumber":1}}',
      'not JSON, but "mark:added"',
      "",
    );
    const plain = constantFrom(...NAMES).map((name) => line(name, 1, { payload: { type: "mark:added" } }));
    const lines = array(
      constantFrom(0, 1).chain((kind) => (kind === 0 ? odd : plain)),
      { maxLength: 20 },
    );
    const wanted = array(constantFrom(...NAMES, ...EVENT_TYPES), { minLength: 1, maxLength: 20 });
    await propertyAssert(
      asyncProperty(lines, wanted, async (content, eventTypes) => {
        await put("id.jsonl", content);
        const types = new Set(eventTypes.map(currentEventName));
        const expected = (await query.getResourceEvents("id")).filter(({ event }) => types.has(event.type));
        expect(await new EventQuery(log.storage).queryEvents({ resourceId: "id", eventTypes })).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test("looks through a file in pieces as it reads it in lines: large lines, overlong ones, and no newline at the end", async () => {
    const text = (length: number) => ({ payload: { text: "x".repeat(length) } });
    const lines = [
      line("job:started", 1, text(700_000)),
      line("mark:added", 2, text(900_000)),
      "",
      line("job:started", 3, text(1_500_000)),
      line("mark:added", 4, text(4_000_000)),
      "x".repeat(3_000_000),
      ...Array.from({ length: 3000 }, (_, index) =>
        line(index % 7 ? "job:started" : "annotation.added", 5 + index, text(900)),
      ),
    ];
    const file = join(root, ".semiont", "events", "id.jsonl");
    await put("id.jsonl", lines);
    for (const longestLine of [undefined, 5_000_000, 2_000_000, 800_000, 10]) {
      for (const content of [`${lines.join("\n")}\n`, lines.join("\n")]) {
        await writeFile(file, content);
        const project = await openProject(root, { stateDir: join(root, "state") });
        const some = new EventLog(project, longestLine === undefined ? {} : { longestLine });
        const expected = (await some.getEvents(resourceId("id"))).filter(({ event }) => event.type === "mark:added");
        const filter = { resourceId: "id", eventTypes: ["mark:added"] };
        expect(await new EventQuery(some.storage).queryEvents(filter), `${longestLine}`).toEqual(expected);
        await some.close();
      }
    }
  });

  test("remembers what it found for as long as it is true", async () => {
    const event = { resourceId: resourceId("id"), userId: userId("x"), version: 1, payload: { entityType: "T" } };
    const append = (type: "mark:entity-tag-added" | "mark:entity-tag-removed") =>
      log.append({ type, ...event }, resourceId("id"));
    const ask = () => query.queryEvents({ resourceId: "id", eventTypes: ["mark:entity-tag-added"] });
    await append("mark:entity-tag-added");
    const first = await ask();
    expect((await ask())[0]).toBe(first[0]);
    await append("mark:entity-tag-removed");
    await append("mark:entity-tag-added");
    expect(await ask()).toHaveLength(2);
    await put(first[0]?.record?.file ?? "", [line("mark:entity-tag-added", 9)]);
    expect((await ask()).map(({ metadata }) => metadata.sequenceNumber)).toEqual([9]);
    expect(() => Object.assign(first[0]?.event ?? {}, { type: "changed" })).toThrow(TypeError);
  });

  test.each(LOG_ERAS)("reads the last events from the end, whatever stands there: $name", async (era) => {
    await writeStream(root, era, "id", 30);
    const all = (await log.getEvents("id")).map(({ record: _, ...stored }) => stored);
    const counts = integer({ min: 1, max: 40 });
    await propertyAssert(
      asyncProperty(counts, async (count) => {
        expect(await query.getLatestEvents("id", count)).toEqual(all.slice(-count));
      }),
      { numRuns: 20 },
    );
  });

  test("the last events of a stream whose records are large, torn or far apart", async () => {
    const large = { payload: { text: "x".repeat(200_000) } };
    await put("id.jsonl", [
      line("a", 1),
      line("b", 2, large),
      "garbage".repeat(30_000),
      "",
      line("c", 3, large),
      "{",
      "",
    ]);
    expect((await query.getLatestEvents("id", 2)).map(({ metadata }) => metadata.sequenceNumber)).toEqual([2, 3]);
    expect((await query.getLatestEvents("id", 9)).map(({ metadata }) => metadata.sequenceNumber)).toEqual([1, 2, 3]);
  });

  test("one file of 130,000 records is read, streamed, counted and filtered", async () => {
    await put(
      "id/events-000001.jsonl",
      Array.from({ length: 130_000 }, (_, index) => line(index % 1000 ? "mark:added" : "job:started", index + 1)),
    );
    expect(await query.getResourceEvents("id")).toHaveLength(130_000);
    expect(await query.getEventCount("id")).toBe(130_000);
    expect(await numbers({ eventTypes: ["job:started"] })).toHaveLength(130);
    expect((await query.getLatestEvent("id"))?.metadata.sequenceNumber).toBe(130_000);
  });
});
