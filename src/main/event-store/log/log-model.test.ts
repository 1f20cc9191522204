import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncProperty, constantFrom, integer, assert as propertyAssert } from "fast-check";
import { describe, expect, test } from "vitest";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { copyFixture, fixturesDirectory } from "../../../testing/fixtures.ts";
import { type History, histories } from "../../../testing/histories.ts";
import { LOG_ERAS, writeStream } from "../../../testing/log-eras.ts";
import { readToTheLetter } from "../../../testing/log-to-the-letter.ts";
import { nodeFileSystem } from "../file-system.ts";
import { EventValidator } from "../integrity/event-validator.ts";
import { openProject } from "../project/open-project.ts";
import { discoverStreams } from "./discover-streams.ts";
import { EventLog } from "./event-log.ts";

const fixtures = fixturesDirectory();

/** What a history makes of a log in the simplest way there is: a list of payloads for each stream. */
function modelOf(history: History): Map<string, unknown[]> {
  const streams = new Map<string, unknown[]>();
  for (const { event } of history) {
    const stream = event.resourceId ?? SYSTEM_STREAM;
    streams.set(stream, [...(streams.get(stream) ?? []), [event.type, JSON.parse(JSON.stringify(event.payload))]]);
  }
  return streams;
}

async function withLog<T>(action: (root: string, open: () => Promise<EventLog>) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), "semiont-model-"));
  const logs: EventLog[] = [];
  try {
    return await action(root, async () => {
      const log = new EventLog(await openProject(root, { stateDir: join(root, "state") }), { durability: "os" });
      logs.push(log);
      return log;
    });
  } finally {
    await Promise.all(logs.map((log) => log.close()));
    await rm(root, { recursive: true, force: true });
  }
}

describe("any valid history", () => {
  test("is read as it was appended, whoever appends it when, in any era", { timeout: 300_000 }, async () => {
    const stores = integer({ min: 1, max: 3 });
    const eras = constantFrom(undefined, ...LOG_ERAS);
    await propertyAssert(
      asyncProperty(histories(), stores, eras, integer({ min: 1, max: 9 }), async (history, count, era, atOnce) => {
        await withLog(async (root, open) => {
          if (era !== undefined) await writeStream(root, era, "seed", 2);
          const logs = await Promise.all(Array.from({ length: count }, open));
          for (let from = 0; from < history.length; from += atOnce) {
            const log = logs[from % count];
            const steps = history.slice(from, from + atOnce);
            await Promise.all(steps.map(({ event }) => log?.append(event, event.resourceId ?? SYSTEM_STREAM)));
          }
          const model = modelOf(history);
          const read = await readToTheLetter(root, new Map([["seed", 2]]));
          expect([...read.keys()].filter((id) => id !== "seed").sort()).toEqual([...model.keys()].sort());
          for (const [id, expected] of model) {
            expect(read.get(id)).toMatchObject({ violations: [], malformed: [] });
            const events = await logs[0]?.getEvents(id);
            expect(events?.map(({ event }) => [event.type, event.payload])).toEqual(expected);
            const streamed: unknown[] = [];
            for await (const stored of logs[0]?.streamEvents(id) ?? []) streamed.push(stored);
            expect(streamed).toEqual(events);
            if (era?.hashes !== "none") {
              expect(new EventValidator().validateChain(events ?? []).errors).toEqual([]);
            }
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe("a log that others have written", () => {
  test
    .skipIf(fixtures === undefined)
    .each([
      "real/gutenberg-nested-chained",
      "real/gutenberg-flat-chained",
      "real/gutenberg-unchained",
      "real/family-mixed-eras",
      "semiont-0.4.15-complete",
      "edge/torn-last-line",
      "edge/no-final-newline",
      "edge/malformed-middle-line",
      "edge/duplicate-sequence",
      "edge/blank-lines-crlf-bom",
      "edge/nested-format",
      "edge/short-ids",
      "edge/tampered-first",
      "edge/unknown-types",
    ])("%s goes on: every stream, one new one, nothing that was there changes (needs fixtures)", async (name) => {
    await using fixture = await copyFixture(name);
    const project = await openProject(fixture.projectFolder, { stateDir: join(fixture.folder, "state") });
    const before = await discoverStreams(nodeFileSystem, project.eventsDir);
    const contents = new Map<string, Uint8Array>();
    for (const path of before.streams.flatMap(({ files }) => files)) {
      contents.set(path, await nodeFileSystem.readFile(join(project.eventsDir, path)));
    }
    const log = new EventLog({ ...project, stagesWithGit: false }, { durability: "os" });
    const user = { userId: "did:web:x", version: 1 } as const;
    const fresh = "fresh-resource";
    for (const streamId of [...before.streams.map((stream) => stream.streamId), fresh]) {
      const had = await log.getEvents(streamId);
      const appended: StoredEvent[] = [];
      for (const text of ["one", "two\u2028", "three"]) {
        const event = JSON.parse(
          JSON.stringify(
            streamId === SYSTEM_STREAM
              ? { type: "mark:entity-type-added", ...user, payload: { entityType: text } }
              : { type: "mark:entity-tag-added", resourceId: streamId, ...user, payload: { entityType: text } },
          ),
        );
        appended.push(await log.append(event, event.resourceId ?? SYSTEM_STREAM));
      }
      const now = await log.getEvents(streamId);
      expect(now.slice(0, had.length)).toEqual(had);
      expect(now.slice(had.length)).toEqual(appended);
      const last = had.at(-1);
      const chain = last === undefined ? appended : [last, ...appended];
      if (appended[0]?.metadata.checksum !== undefined) {
        const sequenceErrors = /sequence number|nothing stands before|checksum does not belong/;
        const { errors } = new EventValidator().validateChain(chain);
        expect(errors.filter((error) => !sequenceErrors.test(error))).toEqual([]);
      } else expect(last?.metadata.checksum).toBeUndefined();
      const greatest = had.reduce((most, { metadata }) => Math.max(most, metadata.sequenceNumber), 0);
      expect(appended.map(({ metadata }) => metadata.sequenceNumber)).toEqual([1, 2, 3].map((step) => greatest + step));
      if (last !== undefined) {
        expect(new Set(appended.map(({ record }) => record?.shape))).toEqual(new Set([last.record?.shape]));
        expect(appended.some(({ record }) => record?.recordedType.includes("."))).toBe(
          last.record?.recordedType.includes("."),
        );
      }
    }
    for (const [path, content] of contents) {
      const now = await nodeFileSystem.readFile(join(project.eventsDir, path));
      expect(Buffer.compare(now.subarray(0, content.length), content)).toBe(0);
    }
    const [newStream] = await log.storage.references(fresh);
    expect(newStream?.layout).toBe("shipped");
    await log.close();
  });
});
