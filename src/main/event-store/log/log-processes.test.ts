import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resourceId, userId } from "../../../shared/events/ids.ts";
import { type AppendingTask, startAppending } from "../../../testing/appending-processes.ts";
import { seeded } from "../../../testing/damage.ts";
import { LOG_ERAS, writeStream } from "../../../testing/log-eras.ts";
import { readToTheLetter } from "../../../testing/log-to-the-letter.ts";
import { openProject } from "../project/open-project.ts";
import { EventLog } from "./event-log.ts";

/** `ENDURANCE=10` runs ten times as much. */
const ENDURANCE = Number(process.env.ENDURANCE ?? 1);
const RUNS = 20 * ENDURANCE;
const KILLS = 200 * ENDURANCE;
const LANES = 2;
/** A log is read from its beginning after every kill, and so a new one is begun after so many. */
const KILLS_PER_LOG = 20;
const LIMIT = 600_000 * ENDURANCE;

const id = resourceId("9bca89beafc3139df1fc1162c2be9ea1");
const rotated =
  LOG_ERAS.find(({ recordsPerFile, layout }) => layout === "shipped" && recordsPerFile > 3) ?? LOG_ERAS[0];

describe("several processes", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "semiont-processes-"));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const task = (changes: Partial<AppendingTask>): AppendingTask => ({
    ...{ root, streamId: id, count: 500, atOnce: 1, durability: "os", name: "event" },
    ...changes,
  });

  async function streamIn(folder: string) {
    const stream = (await readToTheLetter(folder)).get(id);
    if (stream === undefined) throw new Error("There is no stream.");
    return stream;
  }

  test(`four append 500 events each to one stream, ${RUNS} times: ordered, linked, complete`, {
    timeout: LIMIT,
  }, async () => {
    for (let run = 0; run < RUNS; run += 1) {
      const folder = join(root, String(run));
      if (run % 2 === 1 && rotated !== undefined) await writeStream(folder, rotated, id, 5);
      const had = run % 2 === 1 ? 5 : 0;
      const processes = [1, 50, 1, 500].map((atOnce, index) =>
        startAppending(
          task({ root: folder, atOnce, name: `process ${index}`, durability: run % 5 === 0 ? "disk" : "os" }),
        ),
      );
      for (const { ended } of processes) expect(await ended).toEqual({ code: 0, complaint: "" });
      const stream = await streamIn(folder);
      expect(stream.violations).toEqual([]);
      expect(stream.malformed).toEqual([]);
      expect(stream.records).toHaveLength(had + 2000);
      const acknowledged = processes.flatMap((process) => process.acknowledged);
      const inOrder = acknowledged.toSorted((left, right) => left.sequenceNumber - right.sequenceNumber);
      expect(inOrder.map((one) => one.id)).toEqual(stream.records.slice(had).map(({ event }) => event.id));
      await rm(folder, { recursive: true });
    }
  });

  test(`one is killed at random moments, ${KILLS} times: what it acknowledged is there, the next one goes on`, {
    timeout: LIMIT,
  }, async () => {
    const random = seeded(20_260_411);
    await Promise.all(
      Array.from({ length: LANES }, async (_, lane) => {
        for (let log = 0; log < KILLS / LANES / KILLS_PER_LOG; log += 1) await killAndGoOn(`lane-${lane}-${log}`);
      }),
    );

    async function killAndGoOn(name: string): Promise<void> {
      const folder = join(root, name);
      const acknowledged: string[] = [];
      for (let kill = 0; kill < KILLS_PER_LOG; kill += 1) {
        const atOnce = kill % 2 === 0 ? 1 : 20;
        const appending = startAppending(
          task({ root: folder, count: 100_000, atOnce, name: `life ${kill}`, durability: "disk" }),
        );
        await appending.started;
        await wait(random() * 20);
        appending.kill();
        expect((await appending.ended).complaint).toBe("");
        acknowledged.push(...appending.acknowledged.map((one) => one.id));
        const stream = await streamIn(folder);
        expect(stream.violations).toEqual([]);
        const ids = new Set(stream.records.map(({ event }) => event.id));
        for (const one of appending.acknowledged) expect(ids.has(one.id)).toBe(true);
        // At most the batch in flight is there without having been acknowledged.
        const last = stream.records.findLastIndex(({ event }) => event.id === acknowledged.at(-1));
        expect(stream.records.length - 1 - last).toBeLessThanOrEqual(atOnce);
      }
      const log = new EventLog(await openProject(folder, { stateDir: join(root, "state") }));
      const payload = { entityType: "after all" };
      await log.append({ type: "mark:entity-tag-added", resourceId: id, userId: userId("x"), version: 1, payload }, id);
      await log.close();
      const stream = await streamIn(folder);
      expect(stream.violations).toEqual([]);
      const ids = stream.records.map(({ event }) => event.id);
      const wanted = new Set(acknowledged);
      expect(ids.filter((one) => wanted.has(one))).toEqual(acknowledged);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test("of two that expect the same last number one wins", { timeout: LIMIT }, async () => {
    for (let expecting = 0; expecting < 5; expecting += 1) {
      const contenders = ["a", "b"].map((name) => startAppending(task({ count: 1, name, expecting })));
      const ends = await Promise.all(contenders.map(({ ended }) => ended));
      expect(ends.map(({ code }) => code).sort()).toEqual([0, 1]);
      expect(ends.find(({ code }) => code === 1)?.complaint).toContain("sequence-conflict");
      expect((await streamIn(root)).records).toHaveLength(expecting + 1);
    }
  });

  test("a reader sees whole events, in order, while others append", { timeout: LIMIT }, async () => {
    const writers = [1, 20].map((atOnce) => startAppending(task({ atOnce, name: `writer ${atOnce}` })));
    const reader = new EventLog(await openProject(root, { stateDir: join(root, "state") }));
    let isWriting = true;
    const allEnded = Promise.all(writers.map(({ ended }) => ended)).then(() => {
      isWriting = false;
    });
    let seen = 0;
    while (isWriting) {
      const events = await reader.getEvents(id);
      expect(events.map(({ metadata }) => metadata.sequenceNumber)).toEqual(events.map((_, index) => index + 1));
      expect(events.length).toBeGreaterThanOrEqual(seen);
      seen = events.length;
    }
    await allEnded;
    expect(await reader.getEvents(id)).toHaveLength(1000);
    await reader.close();
  });
});
