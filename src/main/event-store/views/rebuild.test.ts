import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { resourceId } from "../../../shared/events/ids.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { emptyView } from "../../../shared/projection/resource-view.ts";
import { faultyFileSystem } from "../../../testing/faulty-file-system.ts";
import { fixturesDirectory } from "../../../testing/fixtures.ts";
import { logInMemory, readPlainLog } from "../../../testing/plain-log.ts";
import type { FileSystem } from "../file-system.ts";
import { getShardPath } from "../log/shard.ts";
import type { RebuildEventSource } from "./rebuild-source.ts";
import { openStorageUriFiles } from "./storage-uri-files.ts";
import { ViewManager } from "./view-manager.ts";
import { FilesystemViewStorage } from "./view-storage.ts";

const fixtures = fixturesDirectory();
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function stateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "semiont-state-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function open(stateDir: string, fileSystem: FileSystem = faultyFileSystem()) {
  const storage = new FilesystemViewStorage({ stateDir }, { fileSystem });
  const manager = new ViewManager(storage, { stateDir }, { fileSystem });
  cleanups.push(() => manager.close());
  return { storage, manager };
}

/** Every file of a folder with its text, by path below it. */
async function filesOf(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !/\.lock(?:-journal)?$/.test(entry.name))
      files.set(relative(folder, path), await readFile(path, "utf8"));
  }
  return files;
}

let clock = Date.UTC(2026, 3, 11);

/** A stream of events by type and payload, a second apart. */
function stream(
  resourceId: string | undefined,
  ...events: readonly (readonly [type: string, payload: object])[]
): StoredEvent[] {
  return events.map(([type, payload], index) => {
    clock += 1000;
    const timestamp = new Date(clock).toISOString();
    const resource = resourceId === undefined ? {} : { resourceId };
    return {
      event: { type, payload, timestamp, userId: "u", id: `${resourceId}-${index}`, ...resource },
      metadata: { sequenceNumber: index + 1 },
    };
  });
}

const created = (name: string, storageUri?: string) =>
  [
    "yield:created",
    {
      name,
      format: "text/plain",
      contentChecksum: "c",
      creationMethod: "api",
      ...(storageUri === undefined ? {} : { storageUri }),
    },
  ] as const;
const moved = (fromUri: string, toUri: string) => ["yield:moved", { fromUri, toUri }] as const;
const entityType = (name: string) => ["mark:entity-type-added", { entityType: name }] as const;

const smallLog = () =>
  new Map([
    ["one", stream("one", created("One", "file://one.md"))],
    ["two", stream("two", created("Two"))],
    ["__system__", stream(undefined, entityType("Person"))],
  ]);

describe.skipIf(!fixtures).each([
  ["semiont-0.4.15-complete", "expected-state"],
  ["semiont-0.4.15-complete", "live-state"],
  ["real/gutenberg-flat-chained", "expected-state"],
  ["real/gutenberg-unchained", "expected-state"],
])("a rebuild of %s against upstream's %s (skipped without the fixtures)", (name, stateName) => {
  const folder = join(fixtures ?? "", name);

  test("into an empty state folder gives the same files, the storage URIs by content", async () => {
    const log = logInMemory(await readPlainLog(join(folder, "project")));
    const stateDir = await stateFolder();
    const result = await open(stateDir).manager.rebuildAll(log);
    expect(result).toMatchObject({ changed: [], unchanged: 0, failed: [], stale: [], removed: [] });
    expect(result.added).toHaveLength(result.resources);

    const expected = await filesOf(join(folder, stateName));
    const actual = await filesOf(stateDir);
    const isUri = (path: string) => path.includes("storage-uri");
    // A new state folder is sharded as published; the contents are compared by resource.
    const byName = (files: Map<string, string>) =>
      new Map([...files].filter(([path]) => !isUri(path)).map(([path, text]) => [basename(path), text]));
    expect(byName(actual)).toEqual(byName(expected));

    const entries = [...expected].filter(([path]) => isUri(path)).map(([, text]) => JSON.parse(text));
    const index = JSON.parse(actual.get(join("projections", "storage-uri-index.json")) ?? "");
    expect(index).toEqual(Object.fromEntries(entries.map(({ uri, resourceId }) => [uri, resourceId])));
  });

  test("over a complete state folder writes nothing", async () => {
    const log = logInMemory(await readPlainLog(join(folder, "project")));
    const stateDir = await stateFolder();
    await cp(join(folder, stateName), stateDir, { recursive: true });
    const fileSystem = faultyFileSystem();
    const result = await open(stateDir, fileSystem).manager.rebuildAll(log);
    expect(result).toMatchObject({ added: [], changed: [], failed: [], stale: [], removed: [] });
    expect(result.unchanged).toBe(result.resources);
    expect(writesOf(fileSystem)).toEqual([]);
  });

  test("over a damaged state folder gives the same files again, in their places and forms", async () => {
    const log = logInMemory(await readPlainLog(join(folder, "project")));
    const stateDir = await stateFolder();
    await cp(join(folder, stateName), stateDir, { recursive: true });
    const files = [...(await filesOf(stateDir)).keys()].sort();
    const damages = ["", "{}", "[]", "nonsense", '{"resource":', '{"entityTypes":["Other"]}'];
    for (const [index, file] of files.entries()) {
      if (index % 3 === 0) await rm(join(stateDir, file));
      if (index % 3 === 1) await writeFile(join(stateDir, file), damages[index % damages.length] ?? "");
    }
    await open(stateDir).manager.rebuildAll(log);
    const expected = await filesOf(join(folder, stateName));
    const actual = await filesOf(stateDir);
    expect([...actual.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [path, text] of expected) expect(JSON.parse(actual.get(path) ?? "")).toEqual(JSON.parse(text));
  });
});

test.skipIf(!fixtures).each(["real/gutenberg-nested-chained", "real/family-mixed-eras"])(
  "a rebuild of %s, which upstream cannot read, is complete (skipped without the fixtures)",
  async (name) => {
    const log = await readPlainLog(join(fixtures ?? "", name, "project"));
    const { storage, manager } = open(await stateFolder());
    const result = await manager.rebuildAll(logInMemory(log));
    expect(result.failed).toEqual([]);
    expect(await manager.entityTypes()).toHaveLength(log.get("__system__")?.length ?? 0);
    for (const [id, events] of log) {
      if (id === "__system__") continue;
      const view = await storage.get(id);
      expect(view?.annotations.version).toBe(events.length);
      expect(view?.resource.name).not.toBe("");
    }
  },
);

function writesOf(fileSystem: ReturnType<typeof faultyFileSystem>) {
  const kinds = ["writeFile", "rename", "unlink", "mkdir", "createToAppend", "openToAppend"];
  return fileSystem.operations.filter(
    ({ operation, path }) => kinds.includes(operation) && !basename(path).startsWith("rebuild."),
  );
}

describe("rebuildAll", () => {
  test("writes only what differs, and says what it was", async () => {
    const stateDir = await stateFolder();
    const log = smallLog();
    await open(stateDir).manager.rebuildAll(logInMemory(log));
    log.set("two", [...(log.get("two") ?? []), ...stream("two", moved("file://x", "file://two.md"))]);
    log.set("three", stream("three", created("Three")));
    log.set("__system__", stream(undefined, entityType("Event")));
    const before = await stat(join(stateDir, "resources", getShardPath("one"), "one.json"));
    const result = await open(stateDir).manager.rebuildAll(logInMemory(log));
    expect(result).toMatchObject({
      ...{ resources: 3, events: 5, added: ["three"], changed: ["two"], unchanged: 1, stale: [], failed: [] },
      entityTypes: { added: ["Event"], changed: [], removed: ["Person"] },
      storageUris: { added: ["file://two.md"], changed: [], removed: [] },
      removed: [{ kind: "entity-type", name: "Person" }],
    });
    const after = await stat(join(stateDir, "resources", getShardPath("one"), "one.json"));
    expect({ ino: after.ino, mtimeMs: after.mtimeMs }).toEqual({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  test("a dry run says the same and writes nothing", async () => {
    const stateDir = await stateFolder();
    const log = logInMemory(smallLog());
    const fileSystem = faultyFileSystem();
    const preview = await open(stateDir, fileSystem).manager.rebuildAll(log, { dryRun: true });
    expect(await readdir(stateDir)).toEqual([]);
    expect(writesOf(fileSystem)).toEqual([]);
    const result = await open(stateDir).manager.rebuildAll(log);
    expect({ ...preview, dryRun: false, durationMs: 0 }).toEqual({ ...result, durationMs: 0 });
  });

  test("takes the same JSON in another order or dress for the same view", async () => {
    const stateDir = await stateFolder();
    const log = logInMemory(smallLog());
    await open(stateDir).manager.rebuildAll(log);
    const file = join(stateDir, "resources", getShardPath("one"), "one.json");
    const { resource, annotations } = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, `${JSON.stringify({ annotations, resource })}\n`);
    expect(await open(stateDir).manager.rebuildAll(log)).toMatchObject({ changed: [], unchanged: 2 });
  });

  test("reports views that nothing follows from any more, and removes them only when told", async () => {
    const stateDir = await stateFolder();
    const log = smallLog();
    const { manager, storage } = open(stateDir);
    await manager.rebuildAll(logInMemory(log));
    log.delete("two");
    const second = join(stateDir, "resources", "zz", "one.json");
    await mkdir(join(stateDir, "resources", "zz"));
    await writeFile(second, "{}");
    const { stale } = await manager.rebuildAll(logInMemory(log));
    const file = join(stateDir, "resources", getShardPath("two"), "two.json");
    expect(stale).toEqual(
      [
        { resourceId: "two", file },
        { resourceId: "one", file: second },
      ].sort((left, right) => (left.file < right.file ? -1 : 1)),
    );
    expect(await storage.get("two")).not.toBeNull();
    await manager.removeStale(stale);
    expect(await storage.list()).toEqual(["one"]);
  });

  test("a resource without a readable event gets no view", async () => {
    const { manager, storage } = open(await stateFolder());
    const result = await manager.rebuildAll(logInMemory(new Map([["empty", []]])));
    expect(result).toMatchObject({ resources: 0, added: [], failed: [] });
    expect(await storage.get("empty")).toBeNull();
  });

  test("survives streams that cannot be read, names them, and leaves what is theirs", async () => {
    const stateDir = await stateFolder();
    const log = smallLog();
    await open(stateDir).manager.rebuildAll(logInMemory(log));
    const broken: RebuildEventSource = {
      ...logInMemory(log),
      getEvents: async (id) => {
        if (id === "two") return log.get(id) ?? [];
        throw new Error(`EIO: ${id}`);
      },
    };
    const before = await filesOf(stateDir);
    const result = await open(stateDir).manager.rebuildAll(broken);
    expect(result.failed).toEqual([
      { name: "__system__", reason: "EIO: __system__" },
      { name: "one", reason: "EIO: one" },
    ]);
    expect(result).toMatchObject({ unchanged: 1, stale: [], removed: [] });
    expect(await filesOf(stateDir)).toEqual(before);
  });

  test("survives payloads deeper than can be written, and names the resource", async () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 200_000; depth++) deep = [deep];
    const log = smallLog();
    log.set("deep", stream("deep", ["mark:added", { annotation: { id: "a", body: deep } }]));
    const { manager, storage } = open(await stateFolder());
    const result = await manager.rebuildAll(logInMemory(log));
    expect(result.failed).toEqual([{ name: "deep", reason: expect.stringContaining("call stack") }]);
    expect(await storage.list()).toEqual(["one", "two"]);
  });

  test("ends with the signal's reason, every file whole, and can be run again", async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `resource-${index}`);
    const log = new Map(ids.map((id) => [id, stream(id, created(id, `file://${id}`))]));
    const stateDir = await stateFolder();
    const { manager } = open(stateDir);
    const controller = new AbortController();
    const rebuilt = manager.rebuildAll(logInMemory(log), {
      signal: controller.signal,
      onProgress: ({ phase, done }) => {
        if (phase === "rebuilding-views" && done === 20) controller.abort(new Error("enough"));
      },
    });
    await expect(rebuilt).rejects.toThrow("enough");
    const files = await filesOf(stateDir);
    expect(files.size).toBeGreaterThanOrEqual(20);
    expect(files.size).toBeLessThan(50);
    for (const [path, text] of files) expect(JSON.parse(text).resource["@id"]).toBe(basename(path, ".json"));
    expect((await manager.rebuildAll(logInMemory(log))).unchanged).toBe(files.size);
  });

  test("is refused while one runs", async () => {
    const { manager } = open(await stateFolder());
    const log = logInMemory(smallLog());
    const first = manager.rebuildAll(log);
    await expect(manager.rebuildAll(log)).rejects.toMatchObject({ code: "rebuild-running" });
    expect((await first).added).toEqual(["one", "two"]);
  });

  test("tells how far it is", async () => {
    const { manager } = open(await stateFolder());
    const steps: string[] = [];
    await manager.rebuildAll(logInMemory(smallLog()), {
      onProgress: ({ phase, done, total }) => steps.push(`${phase} ${done}/${total}`),
    });
    expect(steps).toEqual([
      ...["finding-streams 0/1", "finding-streams 1/1"],
      ...["rebuilding-views 0/2", "rebuilding-views 1/2", "rebuilding-views 2/2"],
      ...["rebuilding-indexes 0/1", "rebuilding-indexes 1/1"],
    ]);
  });

  test("can be restricted to some resources, and then takes nothing from others", async () => {
    const stateDir = await stateFolder();
    const log = smallLog();
    await open(stateDir).manager.rebuildAll(logInMemory(log));
    log.set("two", stream("two", created("Two", "file://one.md"), moved("file://one.md", "file://two.md")));
    log.set("three", stream("three", created("Three", "file://three.md")));
    const result = await open(stateDir).manager.rebuildAll(logInMemory(log), { resources: ["two"] });
    expect(result).toMatchObject({ resources: 1, changed: ["two"], stale: [], removed: [] });
    const { entries } = await (await openStorageUriFiles(faultyFileSystem(), stateDir)).readAll();
    expect([...entries]).toEqual([
      ["file://one.md", "one"],
      ["file://two.md", "two"],
    ]);
  });

  test("a URI that went to another resource belongs to that one, in whatever order resources are read", async () => {
    for (const order of [
      ["aaa", "zzz"],
      ["zzz", "aaa"],
    ] as const) {
      const [leaver, taker] = order;
      const log = new Map([
        [leaver, stream(leaver, created("L", "file://u"), moved("file://u", "file://v"))],
        [taker, stream(taker, created("T", "file://u"))],
      ]);
      const stateDir = await stateFolder();
      await open(stateDir).manager.rebuildAll(logInMemory(log));
      const { entries } = await (await openStorageUriFiles(faultyFileSystem(), stateDir)).readAll();
      expect(entries).toEqual(
        new Map([
          ["file://u", taker],
          ["file://v", leaver],
        ]),
      );
    }
  });

  test("replays events that stand out of order in the log by their sequence numbers", async () => {
    const events = stream(
      "one",
      created("first", "file://a"),
      created("last", "file://b"),
      moved("file://b", "file://c"),
    );
    const log = new Map([["one", events.toReversed()]]);
    const stateDir = await stateFolder();
    const { manager, storage } = open(stateDir);
    await manager.rebuildAll(logInMemory(log));
    expect((await storage.get("one"))?.resource).toMatchObject({ name: "last", storageUri: "file://c" });
    const { entries } = await (await openStorageUriFiles(faultyFileSystem(), stateDir)).readAll();
    expect(entries).toEqual(
      new Map([
        ["file://a", "one"],
        ["file://c", "one"],
      ]),
    );
  });

  test("reads a stream event by event where the log can give it so", async () => {
    const log = smallLog();
    const source = {
      ...logInMemory(log),
      async *streamEvents(id: string) {
        yield* log.get(id) ?? [];
      },
      getEvents: async (id: string) => {
        expect(id).toBe("__system__");
        return log.get(id) ?? [];
      },
    };
    const { manager } = open(await stateFolder());
    expect(await manager.rebuildAll(source)).toMatchObject({ added: ["one", "two"], failed: [] });
  });

  test("does not replace the later view of a store that appends meanwhile", async () => {
    const stateDir = await stateFolder();
    const log = smallLog();
    const store = open(stateDir);
    await store.manager.rebuildAll(logInMemory(log));
    const before = log.get("two") ?? [];
    const [appended] = stream("two", moved("file://x", "file://two.md")).map((stored) => ({
      ...stored,
      metadata: { sequenceNumber: 2 },
    }));
    if (appended === undefined) throw new Error("There should be an event.");
    // The view on disk is stale, so that the rebuild has something to write.
    await writeFile(await store.storage.pathOf("two"), JSON.stringify(emptyView("two")));
    let hasAppended = false;
    const result = await open(stateDir).manager.rebuildAll({
      ...logInMemory(log),
      getEvents: async (id) => {
        const events = log.get(id) ?? [];
        if (id !== "two" || hasAppended) return events;
        // Between the reading of the stream and the writing of the view, the other process appends.
        hasAppended = true;
        log.set("two", [...before, appended]);
        await store.manager.materializeResource(resourceId("two"), appended, async () => log.get("two") ?? []);
        await store.manager.flush();
        return events;
      },
    });
    expect(result.failed).toEqual([]);
    expect((await store.storage.get("two"))?.annotations.version).toBe(2);
  });

  test("bad timestamps and user ids hinder nothing", async () => {
    const log = new Map([["one", stream("one", created("One"), moved("a", "b"))]]);
    const events = (log.get("one") ?? []).map((stored) => ({
      ...stored,
      event: { ...stored.event, timestamp: "yesterday", userId: "did:web:x:users:100%" },
    }));
    const { manager, storage } = open(await stateFolder());
    const result = await manager.rebuildAll(logInMemory(new Map([["one", events]])));
    expect(result.failed).toEqual([]);
    const view = await storage.get("one");
    expect(view?.resource.wasAttributedTo?.name).toBe("100%");
    expect(view?.resource.dateModified).toBe("yesterday");
  });

  test("removes what a killed writer left behind, once it is old, and says so", async () => {
    const stateDir = await stateFolder();
    const { manager } = open(stateDir);
    const log = logInMemory(smallLog());
    await manager.rebuildAll(log);
    const folder = join(stateDir, "resources", getShardPath("one"));
    const [old, fresh] = [join(folder, ".view-1-1.tmp"), join(folder, ".view-1-2.tmp")];
    for (const file of [old, fresh]) await writeFile(file, "half a vi");
    await utimes(old, new Date(0), new Date(0));
    const result = await manager.rebuildAll(log);
    expect(result.removed).toEqual([{ kind: "leftover-file", name: old }]);
    expect((await readdir(folder)).sort()).toEqual([".view-1-2.tmp", "one.json"]);
  });

  test("any file operation may fail: what is on disk is whole, the failure is named, and the next rebuild heals", async () => {
    const log = logInMemory(smallLog());
    for (let at = 1; ; at++) {
      const stateDir = await stateFolder();
      const fileSystem = faultyFileSystem();
      const { manager } = open(stateDir, fileSystem);
      // Who rebuilds is only said to others; that it could not be, nobody needs to know.
      fileSystem.setFault({ code: "EIO", at, applies: (_operation, path) => !path.endsWith("rebuild.holder") });
      const outcome = await manager.rebuildAll(log).then(
        ({ failed, lockProblem }) => failed.length + Number(lockProblem !== null),
        () => 1,
      );
      const struck = fileSystem.hasFailed;
      fileSystem.setFault(undefined);
      if (struck) expect(outcome).toBeGreaterThan(0);
      for (const [path, text] of await filesOf(stateDir)) {
        if (!path.endsWith(".tmp")) expect(() => JSON.parse(text)).not.toThrow();
      }
      expect(await manager.rebuildAll(log)).toMatchObject({ failed: [], resources: 2 });
      expect((await manager.rebuildAll(log)).unchanged).toBe(2);
      if (!struck) break;
    }
  });
});
