import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EventInput } from "../../shared/events/catalogue.ts";
import { type ResourceId, resourceId, userId } from "../../shared/events/ids.ts";
import { type FaultyFileSystem, type FileOperation, faultyFileSystem } from "../../testing/faulty-file-system.ts";
import { LOG_ERAS, type LogEra, writeStream } from "../../testing/log-eras.ts";
import { readToTheLetter } from "../../testing/log-to-the-letter.ts";
import { asOrdinaryUser } from "../../testing/ordinary-user.ts";
import { createEventStore, EventBus, type EventStore, openProject, type StoredEvent } from "./index.ts";

const old = resourceId("old");
const fresh = resourceId("fresh");
const author = { userId: userId("did:web:x"), version: 1 } as const;

const tag = (id: ResourceId, entityType: string): EventInput => ({
  ...author,
  type: "mark:entity-tag-added",
  resourceId: id,
  payload: { entityType },
});
const creation: EventInput = {
  ...author,
  type: "yield:created",
  resourceId: fresh,
  payload: {
    name: "Fresh",
    format: "text/plain",
    contentChecksum: "c",
    creationMethod: "api",
    storageUri: "file://a.md",
  },
};
const move: EventInput = {
  ...author,
  type: "yield:moved",
  resourceId: fresh,
  payload: { fromUri: "file://a.md", toUri: "file://b.md" },
};
const entityType: EventInput = { ...author, type: "mark:entity-type-added", payload: { entityType: "Person" } };

/** What changes a disk. */
const CHANGES: ReadonlySet<FileOperation> = new Set<FileOperation>([
  ...(["openToAppend", "createToAppend", "append", "writeFile"] as const),
  ...(["rename", "unlink", "mkdir"] as const),
]);

/** How an append may fail where the disk does. */
const REFUSALS = ["append-failed", "sync-failed", "stream-suspended", "log-lock-unavailable"];

/** A store over a disk that fails, with everything it said. */
interface Scene {
  readonly store: EventStore;
  readonly acknowledged: StoredEvent[];
  /** Ids of what subscribers were told, in order. */
  readonly published: string[];
  /** Ids of events about which the store said that something derived from them is not up to date. */
  readonly doubtful: Set<string>;
  append(event: EventInput): Promise<void>;
}

describe("a store whose disk fails", () => {
  let root: string;
  let disk: FaultyFileSystem;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "semiont-store-faults-"));
    disk = faultyFileSystem();
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function open(folder: string, refused: string[] = []): Promise<Scene> {
    const bus = new EventBus();
    const published: string[] = [];
    const types = ["yield:created", "yield:moved", "mark:entity-tag-added", "mark:entity-type-added"] as const;
    for (const type of types) bus.get(type).subscribe(({ event }) => published.push(event.id));
    const doubtful = new Set<string>();
    const project = await openProject(folder, { stateDir: join(folder, "state") });
    const store = createEventStore(project, bus, undefined, {
      fileSystem: disk,
      onViewFailure: ({ event }) => doubtful.add(event.id ?? ""),
    });
    const acknowledged: StoredEvent[] = [];
    return {
      ...{ store, acknowledged, published, doubtful },
      async append(event) {
        try {
          acknowledged.push(await store.appendEvent(event));
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(`^(${REFUSALS.join("|")})$`) });
          if (error instanceof Error && "outcome" in error && error.outcome === "not-written") {
            refused.push(JSON.stringify(event.payload));
          }
        }
      },
    };
  }

  async function expectWhole(folder: string, acknowledged: readonly StoredEvent[], refused: readonly string[]) {
    const streams = [...(await readToTheLetter(folder)).values()];
    for (const { violations, malformed } of streams) expect([...violations, ...malformed]).toEqual([]);
    const events = streams.flatMap(({ records }) => records.map(({ event }) => event));
    // Ids of what was there before are the same in every stream.
    const ids = events.map(({ id }) => id).filter((id) => !id.startsWith("00000000-"));
    expect(new Set(ids).size).toBe(ids.length);
    expect(acknowledged.filter(({ event }) => !ids.includes(event.id ?? ""))).toEqual([]);
    const payloads = events.map(({ payload }) => JSON.stringify(payload));
    expect(refused.filter((payload) => payloads.includes(payload))).toEqual([]);
  }

  /** What a reader of the log sees is in the view, and every file of the state folder is what a rebuild makes. */
  async function expectHealed(folder: string) {
    const { store } = await open(folder);
    expect(await store.views.rebuildAll(store.log)).toMatchObject({ failed: [], stale: [] });
    await store.close();
    const state = await filesOf(join(folder, "state"));
    const project = await openProject(folder, { stateDir: join(folder, "anew") });
    const anew = createEventStore(project, new EventBus());
    await anew.views.rebuildAll(anew.log);
    await anew.close();
    expect(state).toEqual(await filesOf(join(folder, "anew")));
  }

  const eras = new Map<string, LogEra | undefined>([
    ["a new project", undefined],
    ["an old project, one file a stream", LOG_ERAS[0]],
    ["an old project, rotated", LOG_ERAS.find(({ recordsPerFile }) => recordsPerFile === 3)],
  ]);

  // Each kind of project and each failure, not each with each: that takes minutes.
  test.each([
    ["a new project", "EMFILE"],
    ["an old project, one file a stream", "ENOSPC"],
    ["an old project, rotated", "EIO"],
  ])(
    "%s, %s at any operation: nothing acknowledged is lost, nothing is half written, the views heal",
    { timeout: 240_000 },
    async (name, code) => {
      const era = eras.get(name);
      let strikes = 0;
      for (let at = 1; ; at += 1) {
        const folder = join(root, String(at));
        if (era !== undefined) for (const id of [old, "__system__"]) await writeStream(folder, era, id, 5);
        const refused: string[] = [];
        const scene = await open(folder, refused);
        const { store, acknowledged, published, doubtful, append } = scene;
        disk.setFault({ code, at });
        await Promise.all([append(tag(old, "a")), append(tag(old, "b")), append(creation), append(entityType)]);
        for (const text of ["c", "d"]) await append(tag(old, text));
        await append(move);
        await store.flush().catch((error: unknown) => expect(error).toBeInstanceOf(Error));
        await append(tag(old, "e"));
        const hasFailed = disk.hasFailed;
        if (hasFailed) strikes += 1;
        disk.setFault(undefined);
        await expectWhole(folder, acknowledged, refused);

        // The cause is gone: the same store goes on, after reopening what it had suspended.
        for (const id of [old, fresh]) {
          await store.log.reopen(id);
          await append(tag(id, "after"));
          expect(acknowledged.at(-1)?.event.payload).toEqual({ entityType: "after" });
          const view = await store.viewStorage.get(id);
          const replayed = await store.log.getEvents(id);
          expect(view?.annotations.version).toBe(replayed.length);
          expect(view?.resource.entityTypes).toContain("after");
        }
        expect(published).toEqual(acknowledged.map(({ event }) => event.id));
        await store.close();
        await expectWhole(folder, acknowledged, refused);
        const isSure = acknowledged.every(({ event }) => !doubtful.has(event.id ?? ""));
        if (isSure) expect(await temporaryFilesIn(join(folder, "state"))).toEqual([]);
        await expectHealed(folder);
        await rm(folder, { recursive: true });
        if (!hasFailed) break;
      }
      expect(strikes).toBeGreaterThan(60);
    },
  );

  test.each(["EROFS", "EACCES", "EDQUOT"])(
    "a project on a disk that refuses every change with %s: read, not written, and taken up when it allows it again",
    async (code) => {
      const first = await open(root);
      await first.append(creation);
      await first.store.close();
      const before = await filesOf(root);
      const refused: string[] = [];
      const { store, acknowledged, append } = await open(root, refused);
      disk.setFault({ code, at: 1, lasting: true, applies: (operation) => CHANGES.has(operation) });
      await append(tag(fresh, "a"));
      await append(tag(old, "a"));
      expect(acknowledged).toEqual([]);
      expect(await store.log.getEvents(fresh)).toHaveLength(1);
      expect((await store.viewStorage.get(fresh))?.resource.name).toBe("Fresh");
      expect(await filesOf(root)).toEqual(before);
      disk.setFault(undefined);
      await append(tag(fresh, "b"));
      await append(tag(old, "b"));
      await store.close();
      await expectWhole(root, [...first.acknowledged, ...acknowledged], refused);
      expect(acknowledged).toHaveLength(2);
      await expectHealed(root);
    },
  );

  test("a state folder that cannot be written: appends go on, views are read from memory, and heal", async () => {
    await mkdir(join(root, "state"), { mode: 0o500 });
    await asOrdinaryUser(root, async () => {
      const { store, acknowledged, append } = await open(root);
      await append(creation);
      await append(tag(fresh, "a"));
      expect(acknowledged).toHaveLength(2);
      expect((await store.viewStorage.get(fresh))?.resource.entityTypes).toEqual(["a"]);
      await expect(store.flush()).rejects.toBeInstanceOf(Error);
      await chmod(join(root, "state"), 0o700);
      await store.close();
    });
    await expectHealed(root);
  });

  test("a state folder that is removed while the store is open comes back with the next views", async () => {
    const { store, append } = await open(root);
    await append(creation);
    await store.flush();
    await rename(join(root, "state"), join(root, "elsewhere"));
    await append(tag(fresh, "a"));
    expect((await store.viewStorage.get(fresh))?.resource.entityTypes).toEqual(["a"]);
    await store.flush().catch((error: unknown) => expect(error).toBeInstanceOf(Error));
    await store.close().catch((error: unknown) => expect(error).toBeInstanceOf(Error));
    await expectHealed(root);
  });
});

async function filesOf(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && /\.jsonl?$/.test(entry.name)) files.set(relative(folder, path), await readFile(path, "utf8"));
  }
  return files;
}

async function temporaryFilesIn(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).filter((path) => path.endsWith(".tmp"));
}
