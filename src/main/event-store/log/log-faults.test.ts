import { chmod, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EventInput } from "../../../shared/events/catalogue.ts";
import { type ResourceId, resourceId, userId } from "../../../shared/events/ids.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { type FaultyFileSystem, type FileOperation, faultyFileSystem } from "../../../testing/faulty-file-system.ts";
import { LOG_ERAS, writeStream } from "../../../testing/log-eras.ts";
import { readToTheLetter } from "../../../testing/log-to-the-letter.ts";
import { asOrdinaryUser } from "../../../testing/ordinary-user.ts";
import { openProject } from "../project/open-project.ts";
import { EventLog } from "./event-log.ts";
import type { EventStorageOptions } from "./event-storage.ts";

const old = resourceId("old");
const fresh = resourceId("fresh");
const author = userId("did:web:x");

function tag(streamId: ResourceId, entityType: string): EventInput {
  return { type: "mark:entity-tag-added", resourceId: streamId, userId: author, version: 1, payload: { entityType } };
}

describe("a disk that fails", () => {
  let root: string;
  let disk: FaultyFileSystem;
  let openLogs: EventLog[];
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "semiont-faults-"));
    disk = faultyFileSystem();
    openLogs = [];
  });
  afterEach(async () => {
    disk.setFault(undefined);
    await Promise.all(openLogs.map((log) => log.close()));
    await rm(root, { recursive: true, force: true });
  });

  async function open(options: EventStorageOptions = {}): Promise<EventLog> {
    const log = new EventLog(await openProject(root, { stateDir: join(root, "state") }), {
      fileSystem: disk,
      ...options,
    });
    openLogs.push(log);
    return log;
  }

  /** What must be true of the log whatever happened: everything acknowledged is there, and nothing is out of line. */
  async function expectIntact(acknowledged: readonly StoredEvent[], refused: readonly string[]): Promise<void> {
    const streams = await readToTheLetter(root);
    const ids: string[] = [];
    for (const { records, violations } of streams.values()) {
      expect(violations).toEqual([]);
      ids.push(...records.map(({ event }) => event.id));
    }
    for (const { event } of acknowledged) expect(ids).toContain(event.id);
    expect(new Set(ids).size).toBe(ids.length);
    const texts = [...streams.values()].flatMap(({ records }) => records.map(({ event }) => event.payload.entityType));
    for (const text of refused) expect(texts).not.toContain(text);
  }

  const isTyped = {
    code: expect.stringMatching(/^(append-failed|sync-failed|stream-suspended|log-lock-unavailable)$/),
  };

  const [documented] = LOG_ERAS;
  const rotated = LOG_ERAS.find(({ recordsPerFile }) => recordsPerFile === 3);

  describe("at any operation", () => {
    test.each([
      ["EIO", "a documented log", documented],
      ["EIO", "a rotated log", rotated],
      ["ENOSPC", "a rotated log", rotated],
      ["EMFILE", "a rotated log", rotated],
    ])("with %s on %s: what was acknowledged is there, and the store goes on", async (code, _log, era) => {
      if (era === undefined) throw new Error("There is such an era.");
      let strikes = 0;
      for (let at = 1; ; at += 1) {
        await rm(join(root, ".semiont"), { recursive: true, force: true });
        await writeStream(root, era, old, 5);
        const log = await open();
        const acknowledged: StoredEvent[] = [];
        const refused: string[] = [];
        const append = async (id: ResourceId, text: string): Promise<void> => {
          try {
            acknowledged.push(await log.append(tag(id, text), id));
          } catch (error) {
            expect(error).toMatchObject(isTyped);
            if (error instanceof Error && "outcome" in error && error.outcome === "not-written") refused.push(text);
          }
        };
        disk.setFault({ code, at });
        await Promise.all([append(old, "a"), append(old, "b"), append(fresh, "c")]);
        for (const text of ["d", "e", "f"]) await append(old, text);
        await append(fresh, "g");
        const hasFailed = disk.hasFailed;
        disk.setFault(undefined);
        await expectIntact(acknowledged, refused);
        if (hasFailed) strikes += 1;

        // The cause is gone: the same store goes on, after reopening what it had suspended.
        for (const id of [old, fresh]) {
          await log.reopen(id);
          acknowledged.push(await log.append(tag(id, "after"), id));
        }
        await log.close();
        const again = await open();
        acknowledged.push(await again.append(tag(old, "again"), old));
        await again.close();
        await expectIntact(acknowledged, refused);
        if (!hasFailed) break;
      }
      expect(strikes).toBeGreaterThan(20);
    });
  });

  const isAppend = (operation: FileOperation, path: string) => operation === "append" && path.endsWith(".jsonl");

  test.each([0, 1, 100, 300])(
    "a disk that is full after %i bytes: refused, and gone around afterwards",
    async (bytesWrittenFirst) => {
      const log = await open();
      const first = await log.append(tag(old, "first"), old);
      disk.setFault({ code: "ENOSPC", at: 1, bytesWrittenFirst, applies: isAppend });
      const outcome = bytesWrittenFirst === 0 ? "not-written" : "unknown";
      await expect(log.append(tag(old, "lost"), old)).rejects.toMatchObject({
        code: "append-failed",
        systemCode: "ENOSPC",
        outcome,
        streamId: old,
      });
      disk.setFault(undefined);
      const next = await log.append(tag(old, "next"), old);
      expect(next.metadata).toMatchObject({ sequenceNumber: 2, prevEventHash: first.metadata.checksum });
      const stream = (await readToTheLetter(root)).get(old);
      expect(stream).toMatchObject({
        violations: [],
        records: { length: 2 },
        malformed: { length: bytesWrittenFirst === 0 ? 0 : 1 },
      });
    },
  );

  test("whole records of a batch that failed are in the log, and the next append follows them", async () => {
    const log = await open();
    await log.append(tag(old, "first"), old);
    disk.setFault({ code: "EIO", at: 1, bytesWrittenFirst: 1000, applies: isAppend });
    const ends = await Promise.allSettled(["a", "b", "c", "d"].map((text) => log.append(tag(old, text), old)));
    expect(ends.filter(({ status }) => status === "rejected")).toHaveLength(4);
    disk.setFault(undefined);
    await log.append(tag(old, "next"), old);
    const stream = (await readToTheLetter(root)).get(old);
    expect(stream?.violations).toEqual([]);
    expect(stream?.records.map(({ event }) => event.payload.entityType)).toEqual(["first", "a", "b", "next"]);
    expect(stream?.malformed).toHaveLength(1);
  });

  test("a system that writes a few bytes at a time changes nothing", async () => {
    const log = await open();
    disk.limitAppends(7);
    await Promise.all(["a", "b", "c"].map((text) => log.append(tag(old, text), old)));
    expect((await readToTheLetter(root)).get(old)).toMatchObject({
      violations: [],
      malformed: [],
      records: { length: 3 },
    });
  });

  test("a failed sync is never tried again as if nothing had happened", async () => {
    const log = await open();
    await log.append(tag(old, "first"), old);
    disk.setFault({ code: "EIO", at: 1, applies: (operation) => operation === "datasync" });
    await expect(log.append(tag(old, "doubtful"), old)).rejects.toMatchObject({
      code: "sync-failed",
      systemCode: "EIO",
    });
    disk.setFault(undefined);
    const syncs = () => disk.operations.filter(({ operation }) => operation === "datasync").length;
    const before = syncs();
    await expect(log.append(tag(old, "refused"), old)).rejects.toMatchObject({ code: "stream-suspended" });
    expect(syncs()).toBe(before);
    await log.append(tag(fresh, "others are not affected"), fresh);
    await log.reopen(old);
    await log.append(tag(old, "next"), old);
    const stream = (await readToTheLetter(root)).get(old);
    expect(stream?.violations).toEqual([]);
    expect(stream?.records.map(({ event }) => event.payload.entityType)).toEqual(["first", "doubtful", "next"]);
  });

  describe("and power that fails", () => {
    async function appendAll(log: EventLog): Promise<StoredEvent[]> {
      const appended: StoredEvent[] = [];
      for (let index = 0; index < 20; index += 1) {
        appended.push(...(await Promise.all([old, fresh].map((id) => log.append(tag(id, `T${index}`), id)))));
      }
      return appended;
    }

    test("what was acknowledged as on disk is there", async () => {
      const acknowledged = await appendAll(await open());
      await disk.losePower();
      await expectIntact(acknowledged, []);
    });

    test("what was acknowledged as handed over may be lost, but only from the end", async () => {
      const acknowledged = await appendAll(await open({ durability: "os" }));
      for (const share of [0.9, 0.5, 0.1]) {
        await disk.losePower((synced, written) => Math.max(synced, Math.floor(written * share)));
        const kept = await readToTheLetter(root);
        for (const id of [old, fresh]) {
          const before = acknowledged.filter(({ event }) => event.resourceId === id).map(({ event }) => event.id);
          const after = kept.get(id)?.records.map((record) => record.event.id) ?? [];
          expect(after).toEqual(before.slice(0, after.length));
          expect(after.length).toBeLessThan(before.length);
        }
      }
    });
  });

  test("only as many files stay open as allowed", async () => {
    const log = await open({ openFiles: 5 });
    const ids = Array.from({ length: 40 }, (_, index) => resourceId(`r${index}`));
    await Promise.all(ids.map((id) => log.append(tag(id, "T"), id)));
    for (const id of ids) await log.append(tag(id, "U"), id);
    const count = (wanted: FileOperation) =>
      disk.operations.filter(({ operation, path }) => operation === wanted && path.endsWith(".jsonl")).length;
    await log.close();
    expect(count("close")).toBe(count("createToAppend") + count("openToAppend") + count("openToRead"));
  });

  test("a read-only folder refuses with a typed error and takes no harm", async () => {
    await mkdir(join(root, ".semiont", "events"), { recursive: true });
    await asOrdinaryUser(root, async () => {
      await chmod(join(root, ".semiont", "events"), 0o500);
      const log = await open();
      await expect(log.append(tag(old, "T"), old)).rejects.toMatchObject({
        code: "append-failed",
        outcome: "not-written",
      });
      await chmod(join(root, ".semiont", "events"), 0o700);
      await log.append(tag(old, "T"), old);
    });
  });

  test("a log that was removed is not begun anew without asking", async () => {
    const log = await open();
    await log.append(tag(old, "first"), old);
    const events = join(root, ".semiont", "events");
    await rename(events, join(root, "elsewhere"));
    await expect(log.append(tag(old, "T"), old)).rejects.toMatchObject({ code: "stream-vanished" });
    await expect(log.append(tag(fresh, "T"), fresh)).rejects.toMatchObject({ code: "stream-vanished" });
    await rename(join(root, "elsewhere"), events);
    await log.append(tag(old, "second"), old);
    await log.append(tag(fresh, "first"), fresh);
    await rename(join(root, ".semiont"), join(root, "elsewhere"));
    await expect(log.append(tag(old, "T"), old)).rejects.toMatchObject({
      code: expect.stringMatching(/vanished|unavailable/),
    });
    await rename(join(root, "elsewhere"), join(root, ".semiont"));
    await log.append(tag(old, "third"), old);
    const stream = (await readToTheLetter(root)).get(old);
    expect(stream).toMatchObject({ violations: [], records: { length: 3 } });
  });

  test("a file that was put in the place of another is continued, and the old one is let go", async () => {
    const log = await open();
    await log.append(tag(old, "first"), old);
    const [stream] = (await readToTheLetter(root)).values();
    const path = join(root, ".semiont", "events", stream?.files[0] ?? "");
    const content = await readFile(path);
    await rm(path);
    await disk.writeFile(path, content);
    await log.append(tag(old, "second"), old);
    expect((await readToTheLetter(root)).get(old)).toMatchObject({ violations: [], records: { length: 2 } });
  });
});
