import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { resourceId } from "../../../shared/events/ids.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { projectView } from "../../../shared/projection/project-view.ts";
import { faultyFileSystem } from "../../../testing/faulty-file-system.ts";
import { fixturesDirectory } from "../../../testing/fixtures.ts";
import { type History, histories, storedStreams } from "../../../testing/histories.ts";
import { logInMemory, readPlainLog } from "../../../testing/plain-log.ts";
import { type FileSystem, nodeFileSystem } from "../file-system.ts";
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

/** A store without a log of its own: events come from a history, and "the log" is what was appended so far. */
class Store {
  readonly log = new Map<string, StoredEvent[]>();
  readonly stateDir: string;
  readonly #fileSystem: FileSystem;
  storage: FilesystemViewStorage;
  manager: ViewManager;
  reads = 0;

  constructor(stateDir: string, fileSystem: FileSystem = nodeFileSystem) {
    this.stateDir = stateDir;
    this.#fileSystem = fileSystem;
    ({ storage: this.storage, manager: this.manager } = this.#open());
  }

  #open() {
    const storage = new FilesystemViewStorage({ stateDir: this.stateDir }, { fileSystem: this.#fileSystem });
    const manager = new ViewManager(storage, { stateDir: this.stateDir }, { fileSystem: this.#fileSystem });
    return { storage, manager };
  }

  /** Closes and opens again, as a new process would. */
  async restart(): Promise<void> {
    await this.manager.close();
    ({ storage: this.storage, manager: this.manager } = this.#open());
  }

  async append(streamId: string, stored: StoredEvent): Promise<void> {
    const events = this.log.get(streamId) ?? [];
    events.push(stored);
    this.log.set(streamId, events);
    await this.materialize(streamId, stored);
  }

  async materialize(streamId: string, stored: StoredEvent): Promise<void> {
    const getAllEvents = async () => {
      this.reads += 1;
      return this.log.get(streamId) ?? [];
    };
    if (streamId === "__system__") {
      await this.manager.materializeSystem(stored.event.type, stored.event.payload, getAllEvents);
    } else await this.manager.materializeResource(resourceId(streamId), stored, getAllEvents);
  }
}

async function openStore(fileSystem?: FileSystem): Promise<Store> {
  const store = new Store(await stateFolder(), fileSystem);
  cleanups.push(() => store.manager.close());
  return store;
}

function* inOrder(history: History): Generator<[string, StoredEvent]> {
  const streams = storedStreams(history);
  const positions = new Map<string, number>();
  for (const { event } of history) {
    const id = event.resourceId ?? "__system__";
    const position = positions.get(id) ?? 0;
    positions.set(id, position + 1);
    const stored = streams.get(id)?.[position];
    if (stored !== undefined) yield [id, stored];
  }
}

async function filesOf(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !/\.lock(?:-journal)?$/.test(entry.name))
      files.set(path.slice(folder.length), await readFile(path, "utf8"));
  }
  return files;
}

let sequence = 0;
function tagged(entityType: string, sequenceNumber: number, resource = "one"): StoredEvent {
  sequence += 1;
  return {
    event: {
      type: "mark:entity-tag-added",
      payload: { entityType },
      resourceId: resource,
      userId: "u",
      id: `e${sequence}`,
      timestamp: new Date(sequence * 1000).toISOString(),
    },
    metadata: { sequenceNumber },
  };
}

/** Of all event types, and of those few that meet most often across resources. */
const anyHistory = fc.oneof(
  histories(),
  histories({ types: ["yield:created", "yield:moved", "mark:entity-type-added"], maxLength: 15 }),
);

/** A process that starts anew never does so within the millisecond in which the one before it wrote. */
const slowHistory = anyHistory.map((history) => history.map((step) => ({ ...step, elapsed: step.elapsed + 1 })));

describe("for any history", () => {
  test("what was appended can be read at once, and the files equal a rebuild, restarts included", async () => {
    await fc.assert(
      fc.asyncProperty(slowHistory, fc.array(fc.nat({ max: 40 }), { maxLength: 3 }), async (history, restarts) => {
        const store = await openStore();
        let index = 0;
        for (const [id, stored] of inOrder(history)) {
          if (restarts.includes(index)) await store.restart();
          index += 1;
          await store.append(id, stored);
          if (id === "__system__") continue;
          expect(await store.storage.get(id)).toEqual(projectView(id, store.log.get(id) ?? []));
        }
        await store.manager.flush();
        const rebuilt = await openStore();
        await rebuilt.manager.rebuildAll(logInMemory(store.log));
        expect(await filesOf(store.stateDir)).toEqual(await filesOf(rebuilt.stateDir));
        expect(await store.manager.entityTypes()).toEqual(await rebuilt.manager.entityTypes());
        expect(await store.manager.tagSchemas()).toEqual(await rebuilt.manager.tagSchemas());
      }),
      { numRuns: 60 },
    );
  });

  test("a crash between log and view heals at the next rebuild", async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, fc.nat({ max: 20 }), async (history, lost) => {
        const store = await openStore();
        const events = [...inOrder(history)];
        for (const [index, [id, stored]] of events.entries()) {
          // The last events reach the log and nothing else.
          if (index < events.length - lost) await store.append(id, stored);
          else store.log.set(id, [...(store.log.get(id) ?? []), stored]);
        }
        await store.restart();
        await store.manager.rebuildAll(logInMemory(store.log));
        const rebuilt = await openStore();
        await rebuilt.manager.rebuildAll(logInMemory(store.log));
        expect(await filesOf(store.stateDir)).toEqual(await filesOf(rebuilt.stateDir));
      }),
      { numRuns: 40 },
    );
  });

  test("a rebuild may run while events are appended", async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, anyHistory, async (before, during) => {
        const store = await openStore();
        for (const [id, stored] of inOrder(before)) await store.append(id, stored);
        const all = [...inOrder([...before, ...during])].slice(before.length);
        const rebuild = store.manager.rebuildAll(logInMemory(store.log));
        for (const [id, stored] of all) {
          await store.append(id, stored);
          if (id !== "__system__")
            expect((await store.storage.get(id))?.annotations.version).toBe(store.log.get(id)?.length);
        }
        await rebuild;
        await store.manager.flush();
        const rebuilt = await openStore();
        await rebuilt.manager.rebuildAll(logInMemory(store.log));
        expect(await filesOf(store.stateDir)).toEqual(await filesOf(rebuilt.stateDir));
      }),
      { numRuns: 40 },
    );
  });
});

test.skipIf(!fixtures)(
  "the events of a real log, one by one, give upstream's live state (skipped without the fixtures)",
  async () => {
    const folder = join(fixtures ?? "", "semiont-0.4.15-complete");
    const store = await openStore();
    await cp(
      join(folder, "live-state", "projections", "storage-uri"),
      join(store.stateDir, "projections", "storage-uri"),
      {
        recursive: true,
      },
    );
    const log = await readPlainLog(join(folder, "project"));
    for (const [id, events] of log) for (const stored of events) await store.append(id, stored);
    await store.manager.flush();
    const byName = (files: Map<string, string>) => new Map([...files].map(([path, text]) => [basename(path), text]));
    expect(byName(await filesOf(store.stateDir))).toEqual(byName(await filesOf(join(folder, "live-state"))));
  },
);

describe("materializeResource", () => {
  test("of a stream that is new to it reads the log once, and not again while events follow one another", async () => {
    const store = await openStore();
    store.log.set("one", [tagged("A", 1), tagged("B", 2)]);
    await store.append("one", tagged("C", 3));
    expect(store.reads).toBe(0);
    expect((await store.storage.get("one"))?.resource.entityTypes).toEqual(["A", "B", "C"]);
    for (const [index, name] of ["D", "E", "F"].entries()) await store.append("one", tagged(name, index + 4));
    expect((await store.storage.get("one"))?.annotations.version).toBe(6);
    expect(store.reads).toBe(1);
  });

  test("of a new stream never reads the log", async () => {
    const store = await openStore();
    for (let index = 1; index <= 5; index++) await store.append("one", tagged(`T${index}`, index));
    await store.manager.flush();
    expect(store.reads).toBe(0);
  });

  test.each([
    ["a stale view", (view: string) => view.replace('"B"', '"X"').replace('"version": 2', '"version": 1')],
    ["a view that is ahead of the log", (view: string) => view.replace('"version": 2', '"version": 99')],
    ["an empty object", () => "{}"],
    ["an empty file", () => ""],
    ["half a view", (view: string) => view.slice(0, 100)],
    ["the view of another resource", (view: string) => view.replaceAll('"one"', '"other"')],
  ])("does not build on %s", async (_name, damage) => {
    const store = await openStore();
    await store.append("one", tagged("A", 1));
    await store.append("one", tagged("B", 2));
    await store.restart();
    const file = await store.storage.pathOf("one");
    await writeFile(file, damage(await readFile(file, "utf8")));
    await store.append("one", tagged("C", 3));
    const expected = projectView("one", store.log.get("one") ?? []);
    expect(await store.storage.get("one")).toEqual(expected);
    await store.manager.flush();
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual(expected);
  });

  test("does not let go of events of another process", async () => {
    const [ours, theirs] = [await openStore(), await openStore()];
    for (const store of [ours, theirs]) store.log.set("one", []);
    await ours.append("one", tagged("A", 1));
    // The other process appends 2 and 3; our own next event is 4.
    ours.log.get("one")?.push(tagged("B", 2), tagged("C", 3));
    await ours.append("one", tagged("D", 4));
    expect((await ours.storage.get("one"))?.resource.entityTypes).toEqual(["A", "B", "C", "D"]);
  });

  test("does not overwrite the later view of another process", async () => {
    const ours = await openStore();
    const theirs = new Store(ours.stateDir);
    const events = [tagged("A", 1), tagged("B", 2), tagged("C", 3)];
    for (const stored of events.slice(0, 2)) await ours.append("one", stored);
    theirs.log.set("one", [...events]);
    if (events[2]) await theirs.materialize("one", events[2]);
    await theirs.manager.close();
    // Our log is the same log, and our process has not looked at it since.
    ours.log.set("one", [...events]);
    await ours.manager.flush();
    const view = JSON.parse(await readFile(await ours.storage.pathOf("one"), "utf8"));
    expect(view.resource.entityTypes).toEqual(["A", "B", "C"]);
  });

  test("lets no other store write between a look at the file and the write", async () => {
    const looked = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    let isSlow = false;
    const slow: FileSystem = {
      ...nodeFileSystem,
      async rename(from, to) {
        if (isSlow) {
          looked.resolve();
          await gate.promise;
        }
        await nodeFileSystem.rename(from, to);
      },
    };
    const ours = await openStore(slow);
    const theirs = new Store(ours.stateDir);
    const [first, second] = [tagged("A", 1), tagged("B", 2)];
    await ours.append("one", first);
    isSlow = true;
    const oursFlushed = ours.manager.flush();
    await looked.promise;
    theirs.log.set("one", [first, second]);
    await theirs.materialize("one", second);
    const order: string[] = [];
    const theirsFlushed = theirs.manager.close().then(() => order.push("theirs"));
    gate.resolve();
    await oursFlushed.then(() => order.push("ours"));
    await theirsFlushed;
    expect(order).toEqual(["ours", "theirs"]);
    const view = JSON.parse(await readFile(await ours.storage.pathOf("one"), "utf8"));
    expect(view.resource.entityTypes).toEqual(["A", "B"]);
  });

  test("is not touched by what the author does to the event later", async () => {
    const store = await openStore();
    const annotation = { id: "a", body: [{ type: "TextualBody", value: "mine", purpose: "tagging" }] };
    const stored = tagged("A", 1);
    await store.append("one", { ...stored, event: { ...stored.event, type: "mark:added", payload: { annotation } } });
    annotation.body[0] = { type: "TextualBody", value: "changed", purpose: "tagging" };
    const view = await store.storage.get("one");
    expect(JSON.stringify(view)).toContain("mine");
  });

  test("takes the log's word over a failing read later on", async () => {
    const store = await openStore();
    let fails = true;
    await store.manager.materializeResource(resourceId("one"), tagged("B", 2), async () => {
      if (fails) throw new Error("EIO");
      return [tagged("A", 1), tagged("B", 2)];
    });
    await expect(store.storage.get("one")).rejects.toThrow("EIO");
    fails = false;
    expect((await store.storage.get("one"))?.resource.entityTypes).toEqual(["A", "B"]);
  });

  test("keeps events it could not replay yet, though the log it is given lacks them", async () => {
    const store = await openStore();
    await store.manager.materializeResource(resourceId("one"), tagged("B", 2), async () => [tagged("A", 1)]);
    expect((await store.storage.get("one"))?.resource.entityTypes).toEqual(["A", "B"]);
  });
});

describe("the files", () => {
  test("are up to date soon after the last event, without a call", async () => {
    const renamed = Promise.withResolvers<void>();
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      async rename(from, to) {
        await nodeFileSystem.rename(from, to);
        renamed.resolve();
      },
    };
    const store = await openStore(fileSystem);
    await store.append("one", tagged("A", 1));
    await renamed.promise;
    expect(JSON.parse(await readFile(await store.storage.pathOf("one"), "utf8")).resource.entityTypes).toEqual(["A"]);
  });

  test("are written far fewer times than there are events, and as a whole", async () => {
    const fileSystem = faultyFileSystem();
    const store = await openStore(fileSystem);
    for (let index = 1; index <= 2000; index++) await store.append("one", tagged(`T${index}`, index));
    await store.manager.flush();
    const writes = fileSystem.operations.filter(({ operation }) => operation === "writeFile").length;
    expect(writes).toBeLessThan(200);
    expect((await readdir(dirname(await store.storage.pathOf("one")))).sort()).toEqual(["one.json"]);
  });

  test("any write may fail: events are not lost from the view, and the file follows when it can", async () => {
    for (const operation of ["writeFile", "rename", "mkdir", "stat", "readFile"] as const) {
      const fileSystem = faultyFileSystem();
      const store = await openStore(fileSystem);
      await store.append("one", tagged("A", 1));
      await store.manager.flush();
      const file = await store.storage.pathOf("one");
      const before = await readFile(file, "utf8");
      fileSystem.setFault({ code: "ENOSPC", at: 1, lasting: true, applies: (asked) => asked === operation });
      await store.append("one", tagged("B", 2));
      const flushed = await store.manager.flush().then(
        () => true,
        () => false,
      );
      expect(flushed).toBe(!fileSystem.hasFailed);
      // What could not be written must not be looked for on the disk; what was written may.
      if (flushed) fileSystem.setFault(undefined);
      expect((await store.storage.get("one"))?.resource.entityTypes).toEqual(["A", "B"]);
      if (!flushed) expect(await readFile(file, "utf8")).toBe(before);
      fileSystem.setFault(undefined);
      await store.manager.flush();
      const after = JSON.parse(await readFile(file, "utf8"));
      expect(after.resource.entityTypes).toEqual(["A", "B"]);
      expect(await readdir(dirname(file))).toEqual(["one.json"]);
    }
  });
});

describe("materializeSystem", () => {
  const added = (entityType: string, sequenceNumber: number): StoredEvent => ({
    event: { type: "mark:entity-type-added", payload: { entityType }, timestamp: "t" },
    metadata: { sequenceNumber },
  });

  test("takes the log's word over a corrupt file", async () => {
    const store = await openStore();
    await store.append("__system__", added("Person", 1));
    await store.restart();
    const file = join(store.stateDir, "projections", "__system__", "entitytypes.json");
    await writeFile(file, "nonsense");
    await store.append("__system__", added("Event", 2));
    await store.manager.flush();
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual({ entityTypes: ["Event", "Person"] });
  });

  test("keeps what another process has added", async () => {
    const store = await openStore();
    await store.append("__system__", added("Person", 1));
    store.log.get("__system__")?.push(added("Place", 2));
    await store.append("__system__", added("Event", 3));
    await store.manager.flush();
    const file = join(store.stateDir, "projections", "__system__", "entitytypes.json");
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual({ entityTypes: ["Event", "Person", "Place"] });
  });

  test("without the log, as published, goes on from the file", async () => {
    const store = await openStore();
    await store.manager.materializeSystem("mark:entity-type-added", { entityType: "Person" });
    await store.restart();
    await store.manager.materializeSystem("mark:entity-type-added", { entityType: "Event" });
    expect(await store.manager.entityTypes()).toEqual(["Event", "Person"]);
  });
});
