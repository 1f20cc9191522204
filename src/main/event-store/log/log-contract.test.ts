import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EventInput } from "../../../shared/events/catalogue.ts";
import { resourceId, type StreamId, SYSTEM_STREAM, userId } from "../../../shared/events/ids.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { fileOfStream, LOG_ERAS, type LogEra, shippedShard, writeStream } from "../../../testing/log-eras.ts";
import { type LetterStream, readToTheLetter } from "../../../testing/log-to-the-letter.ts";
import { openProject } from "../project/open-project.ts";
import { EventLog } from "./event-log.ts";
import type { EventStorageOptions } from "./event-storage.ts";
import { processLock } from "./log-lock.ts";

const old = resourceId("9bca89beafc3139df1fc1162c2be9ea1");
const other = resourceId("naïve-資料_1.v2");
const author = userId("did:web:example.com:users:alice%40example.com");

/** What every append has to hold for a payload to survive: separators of Unicode, quotes, numbers that JSON changes. */
const AWKWARD = ["\u2028\u2029\u0085", '"}\n{"', "\ud800", "🏳️‍🌈 ñ", "\\u0041"];

function tag(streamId: StreamId, entityType: string): EventInput {
  return streamId === SYSTEM_STREAM
    ? { type: "mark:entity-type-added", userId: author, version: 1, payload: { entityType } }
    : { type: "mark:entity-tag-added", resourceId: streamId, userId: author, version: 1, payload: { entityType } };
}

/** Eras whose records are cut at every byte; of the others, which differ in what is written and not in how, at some. */
function isTypical({ name }: LogEra): boolean {
  return ["documented 0.4.15", "shipped 0.4.15", "shipped, rotated after 3"].includes(name);
}

/** What a record says of the dialect it is written in. */
function dialectIn({ shape, metadata, event }: LetterStream["records"][number]) {
  return {
    shape,
    metadata: Object.keys(metadata).filter((name) => name !== "prevEventHash"),
    prefix: metadata.checksum?.startsWith("sha256:"),
    names: event.type.includes(".") ? "dotted" : event.type.startsWith("frame:") ? "frame" : "current",
  };
}

describe.each(LOG_ERAS)("a log as written: $name", (era: LogEra) => {
  let root: string;
  let openLogs: EventLog[];
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "semiont-contract-"));
    openLogs = [];
  });
  afterEach(async () => {
    await Promise.all(openLogs.map((log) => log.close()));
    await rm(root, { recursive: true, force: true });
  });

  async function open(options: EventStorageOptions = {}): Promise<EventLog> {
    const log = new EventLog(await openProject(root, { stateDir: join(root, "state") }), {
      durability: "os",
      ...options,
    });
    openLogs.push(log);
    return log;
  }

  const pathOf = (id: string, number = 1) => join(root, ".semiont", "events", fileOfStream(era, id, number));

  async function streamOf(id: string): Promise<LetterStream> {
    const stream = (await readToTheLetter(root)).get(id);
    if (stream === undefined) throw new Error(`There is no stream ${id}.`);
    return stream;
  }

  test("an existing stream goes on in its own dialect, and what was there is untouched", async () => {
    await writeStream(root, era, old, 5);
    await writeStream(root, era, SYSTEM_STREAM, 3);
    const before = await readFile(pathOf(old));
    const log = await open();
    for (const text of AWKWARD) await log.append(tag(old, text), old, { correlationId: "c-1" });
    await Promise.all(AWKWARD.map((text) => log.append(tag(SYSTEM_STREAM, text), SYSTEM_STREAM)));

    expect((await readFile(pathOf(old))).subarray(0, before.length)).toEqual(before);
    for (const [id, had] of [
      [old, 5],
      [SYSTEM_STREAM, 3],
    ] as const) {
      const stream = await streamOf(id);
      expect(stream).toMatchObject({ layout: era.layout, malformed: [], violations: [] });
      expect(stream.records.map(({ event }) => event.payload.entityType).slice(had)).toEqual(AWKWARD);
      const [reference, ...appended] = stream.records.slice(had - 1);
      if (reference === undefined) throw new Error("There are records.");
      for (const record of appended) {
        expect(dialectIn({ ...record, metadata: { ...record.metadata, correlationId: undefined } })).toEqual({
          ...dialectIn(reference),
          metadata: expect.arrayContaining(dialectIn(reference).metadata),
        });
      }
      expect(await log.getEvents(id)).toHaveLength(had + AWKWARD.length);
      expect(stream.recordsByFile.slice(0, -1).every((count) => count === era.recordsPerFile)).toBe(true);
      expect(stream.recordsByFile.at(-1)).toBeLessThanOrEqual(era.recordsPerFile);
    }
  });

  test("a new stream is like the others of the log", async () => {
    await writeStream(root, era, old, 5);
    const log = await open();
    await Promise.all(Array.from({ length: 7 }, (_, index) => log.append(tag(other, `T${index}`), other)));
    const stream = await streamOf(other);
    expect(stream).toMatchObject({ layout: era.layout, malformed: [], violations: [], shard: shippedShard(other) });
    expect(stream.files[0]).toBe(fileOfStream(era, other));
    const [first] = stream.records;
    const [firstOfOld] = (await streamOf(old)).records;
    if (first === undefined || firstOfOld === undefined) throw new Error("There are records.");
    expect(dialectIn(first)).toEqual(dialectIn(firstOfOld));
    expect("prevEventHash" in first.metadata).toBe("prevEventHash" in firstOfOld.metadata);
    expect(stream.recordsByFile).toEqual(era.recordsPerFile === 3 ? [3, 3, 1] : [7]);
  });

  test("any number of concurrent appends are ordered and linked, and acknowledged in order", async () => {
    await writeStream(root, era, old, 5);
    const ids = [
      old,
      other,
      SYSTEM_STREAM,
      ...Array.from({ length: 8 }, (_, index) => resourceId(`new-${index}`)),
    ] as const;
    const log = await open();
    const acknowledged = new Map<string, number[]>(ids.map((id) => [id, []]));
    await Promise.all(
      Array.from({ length: 40 }).flatMap((_, index) =>
        ids.map(async (id) => {
          const stored = await log.append(tag(id, `T${index}`), id);
          acknowledged.get(id)?.push(stored.metadata.sequenceNumber);
          expect(stored.event.payload).toEqual({ entityType: `T${index}` });
        }),
      ),
    );
    for (const [id, stream] of await readToTheLetter(root)) {
      const had = id === old ? 5 : 0;
      expect(stream.violations).toEqual([]);
      expect(stream.records).toHaveLength(had + 40);
      expect(acknowledged.get(id)).toEqual(Array.from({ length: 40 }, (_, index) => had + index + 1));
    }
  });

  test("what an append resolves to is what a reader of the log sees, now and after opening again", async () => {
    await writeStream(root, era, old, 4);
    const log = await open();
    const appended: StoredEvent[] = [];
    for (const text of AWKWARD) appended.push(await log.append(tag(old, text), old));
    expect((await log.getEvents(old)).slice(4)).toEqual(appended);
    expect((await (await open()).getEvents(old)).slice(4)).toEqual(appended);
  });

  test("a torn tail, cut at every byte of the last record, stays as it is and is gone around", async () => {
    await writeStream(root, era, old, 5);
    const last = pathOf(old, Math.ceil(5 / era.recordsPerFile));
    const whole = await readFile(last);
    const start = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
    for (let size = start; size <= whole.length; size += isTypical(era) ? 1 : 13) {
      await writeFile(last, whole.subarray(0, size));
      const log = await open({ lock: processLock() });
      const isWhole = size >= whole.length - 1;
      const had = isWhole ? 5 : 4;
      expect(await log.getEvents(old)).toHaveLength(had);
      await log.append(tag(old, "first"), old);
      await Promise.all(Array.from({ length: 9 }, (_, index) => log.append(tag(old, `T${index}`), old)));
      await log.close();
      const stream = await streamOf(old);
      const torn = whole.subarray(start, size).toString();
      expect(stream).toMatchObject({ violations: [], malformed: isWhole || torn === "" ? [] : [torn] });
      expect(stream.records).toHaveLength(had + 10);
      expect((await readFile(last)).subarray(0, size)).toEqual(whole.subarray(0, size));
      // Back to the beginning, further files included.
      for (const file of stream.files.slice(Math.ceil(5 / era.recordsPerFile))) {
        await rm(join(root, ".semiont", "events", file));
      }
    }
  });

  test("what stands behind the last good record does not matter: zeros, blank lines, several torn lines", async () => {
    await writeStream(root, era, old, 2);
    const rest = Buffer.concat([
      Buffer.from(`{"torn":\n\n  \r\n{"type":"x"`),
      Buffer.alloc(5000),
      Buffer.from("\n\n{"),
    ]);
    await appendFile(pathOf(old), rest);
    const log = await open();
    await log.append(tag(old, "T"), old);
    const stream = await streamOf(old);
    expect(stream.records).toHaveLength(3);
    expect(stream.violations).toEqual([]);
  });

  test("an empty last file continues the stream", async () => {
    await writeStream(root, era, old, 3);
    if (era.layout === "documented") await truncate(pathOf(old), 0);
    else await writeFile(pathOf(old, 2), "");
    const log = await open();
    await log.append(tag(old, "T"), old);
    const stream = await streamOf(old);
    expect(stream.violations).toEqual([]);
    expect(stream.records).toHaveLength(era.layout === "documented" ? 1 : 4);
    expect(stream.files).toHaveLength(era.layout === "documented" ? 1 : 2);
  });

  test("what another writer appends without taking turns is seen and continued", async () => {
    await writeStream(root, era, old, 5);
    const log = await open();
    await log.append(tag(old, "ours"), old);
    const theirs = await open({ lock: processLock() });
    await theirs.append(tag(old, "theirs"), old);
    await log.append(tag(old, "ours again"), old);
    const stream = await streamOf(old);
    expect(stream.violations).toEqual([]);
    expect(stream.records.map(({ event }) => event.payload.entityType).slice(5)).toEqual([
      "ours",
      "theirs",
      "ours again",
    ]);
  });

  test("two stores on one log take turns", async () => {
    await writeStream(root, era, old, 1);
    const logs = [await open(), await open()];
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        logs[index % 2]?.append(tag(index % 3 ? old : other, `T${index}`), index % 3 ? old : other),
      ),
    );
    const streams = await readToTheLetter(root);
    expect([...streams.values()].flatMap(({ violations }) => violations)).toEqual([]);
    expect(streams.get(old)?.records).toHaveLength(41);
    expect(streams.get(other)?.records).toHaveLength(20);
  });

  test("of two that expect the same last number one wins", async () => {
    await writeStream(root, era, old, 5);
    const logs = [await open(), await open()];
    const ends = await Promise.allSettled(logs.map((log) => log.append(tag(old, "T"), old, { expectedSequence: 5 })));
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const failure = ends.find((end) => end.status === "rejected");
    expect(failure).toMatchObject({ reason: { code: "sequence-conflict", expected: 5, actual: 6, streamId: old } });
    await logs[0]?.append(tag(other, "T"), other, { expectedSequence: 0 });
    await expect(logs[1]?.append(tag(other, "T"), other, { expectedSequence: 0 })).rejects.toMatchObject({ actual: 1 });
    expect((await streamOf(old)).records).toHaveLength(6);
  });
});
