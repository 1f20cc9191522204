import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { faultyFileSystem } from "../../testing/faulty-file-system.ts";
import { fileOfStream, LOG_ERAS, writeStream } from "../../testing/log-eras.ts";
import { readToTheLetter } from "../../testing/log-to-the-letter.ts";
import {
  createEventStore,
  EventBus,
  type EventInput,
  type EventStore,
  type EventStoreOptions,
  EventValidator,
  openProject,
  type ResourceId,
  resolveStorageUri,
  resourceId,
  userId,
} from "./index.ts";

const id = resourceId("doc-1");
const author = { userId: userId("did:web:x"), version: 1 } as const;

const tag = (entityType: string, resource: ResourceId = id): EventInput => ({
  ...{ ...author, type: "mark:entity-tag-added", resourceId: resource },
  payload: { entityType },
});
const creation = (resource: ResourceId, storageUri: string): EventInput<"yield:created"> => ({
  ...{ ...author, type: "yield:created", resourceId: resource },
  payload: { name: resource, format: "text/plain", contentChecksum: "c", creationMethod: "api", storageUri },
});

/** Each of these loses events or views in upstream 0.4.15, or ends in a crash; here through the store as its users have it. */
describe("what upstream loses", () => {
  let root: string;
  let stores: EventStore[];
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "semiont-losses-"));
    stores = [];
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await rm(root, { recursive: true, force: true });
  });

  const stateDir = () => join(root, "state");
  async function open(options: EventStoreOptions = {}): Promise<EventStore> {
    const store = createEventStore(
      await openProject(root, { stateDir: stateDir() }),
      new EventBus(),
      undefined,
      options,
    );
    stores.push(store);
    return store;
  }

  async function fileOf(stream: string): Promise<string> {
    const found = (await readToTheLetter(root)).get(stream);
    return join(root, ".semiont", "events", found?.files.at(-1) ?? "");
  }

  async function tagsOf(store: EventStore): Promise<readonly string[] | undefined> {
    return (await store.viewStorage.get(id))?.resource.entityTypes;
  }

  test("6: an event with U+2028 or U+2029 in it, and what it does to its view", async () => {
    const texts = ["\u2028", "a\u2029b", "\u2028\u2028"];
    const store = await open();
    for (const text of texts) await store.appendEvent(tag(text));
    await store.close();
    const again = await open();
    await again.views.rebuildAll(again.log);
    expect(await again.log.getEvents(id)).toHaveLength(3);
    expect(await tagsOf(again)).toEqual(texts);
  });

  test.each(['{"event":{"type":"mark:ent', '{"event":', "\0\0\0\0", ""])(
    "7: the event that follows a last line of %j, or one without its newline",
    async (torn) => {
      const store = await open();
      await store.appendEvent(tag("before"));
      const file = await fileOf(id);
      // Without its newline a whole record stands there; with more behind it a torn one.
      const whole = await readFile(file, "utf8");
      await writeFile(file, torn === "" ? whole.slice(0, -1) : whole + torn);
      await store.appendEvent(tag("after"));
      expect(await readFile(file, "utf8")).toContain(torn === "" ? whole : `${whole}${torn}\n`);
      const again = await open();
      expect((await again.log.getEvents(id)).map(({ event }) => event.payload)).toEqual([
        { entityType: "before" },
        { entityType: "after" },
      ]);
      expect((await readToTheLetter(root)).get(id)?.violations).toEqual([]);
      await again.views.rebuildAll(again.log);
      expect(await tagsOf(again)).toEqual(["before", "after"]);
    },
  );

  test("8: the number and the link of what follows an empty last rotation file", async () => {
    const era = LOG_ERAS.find(({ name }) => name === "shipped 0.4.15");
    if (era === undefined) throw new Error("There is such an era.");
    await writeStream(root, era, id, 3);
    await writeFile(join(root, ".semiont", "events", fileOfStream(era, id, 2)), "");
    const store = await open();
    const [, , third] = await store.log.getEvents(id);
    const fourth = await store.appendEvent(tag("T"));
    expect(fourth.metadata).toMatchObject({ sequenceNumber: 4, prevEventHash: third?.metadata.checksum });
    expect(new EventValidator().validateChain(await store.log.getEvents(id))).toEqual({ valid: true, errors: [] });
  });

  test("9: that the first record was changed, and that numbers were", async () => {
    const store = await open();
    for (const text of ["one", "two", "three"]) await store.appendEvent(tag(text));
    const file = await fileOf(id);
    const text = await readFile(file, "utf8");
    for (const changed of [text.replace('"one"', '"eno"'), text.replace('"sequenceNumber":3', '"sequenceNumber":7')]) {
      expect(changed).not.toBe(text);
      await writeFile(file, changed);
      expect(new EventValidator().validateChain(await store.log.getEvents(id))).toMatchObject({
        valid: false,
        errors: { length: 1 },
      });
    }
  });

  test("10: everything, over a line that is no record, a bad time, a bad user id or a corrupt projection", async () => {
    const store = await open();
    await store.appendEvent(tag("before"));
    await store.appendEvent({ ...author, type: "mark:entity-type-added", payload: { entityType: "Person" } });
    await store.flush();
    const odd = {
      type: "yield:created",
      resourceId: id,
      userId: "did:web:x:users:100%",
      timestamp: "yesterday",
      id: "x",
    };
    const record = { event: { ...odd, payload: { name: 7, format: null } }, metadata: { sequenceNumber: 2 } };
    const lines = [
      "{}",
      "[]",
      "null",
      '{"event":{}}',
      '{"type":"mark:archived"}',
      '{"event":null}',
      JSON.stringify(record),
    ];
    await appendFile(await fileOf(id), lines.map((line) => `${line}\n`).join(""));
    const projection = join(stateDir(), "projections", "__system__", "entitytypes.json");
    await writeFile(projection, "{ half of");
    await store.close();

    const again = await open();
    const appended = await again.appendEvent(tag("after"));
    expect(appended.metadata.sequenceNumber).toBe(3);
    const events = await again.log.getEvents(id);
    expect(events).toHaveLength(3);
    expect(new EventValidator().validateChain(events).valid).toBe(false);
    expect(await again.views.rebuildAll(again.log)).toMatchObject({ failed: [], resources: 1 });
    expect(await tagsOf(again)).toContain("after");
    expect(JSON.parse(await readFile(projection, "utf8"))).toEqual({ entityTypes: ["Person"] });
  });

  test("11: resources whose ids have one or two characters", async () => {
    const ids = ["a", "ab", "1"].map((one) => resourceId(one));
    const store = await open();
    for (const one of ids) await store.appendEvent(tag("T", one));
    expect((await (await open()).log.getAllResourceIds()).toSorted()).toEqual(ids.toSorted());
  });

  test("12: that something is stale, and a URI that went to another resource", async () => {
    const [first, second] = [resourceId("z-first"), resourceId("a-second")];
    const store = await open();
    await store.appendEvent(creation(first, "file://shared.md"));
    await store.appendEvent({
      ...{ ...author, type: "yield:moved", resourceId: first },
      payload: { fromUri: "file://shared.md", toUri: "file://elsewhere.md" },
    });
    await store.appendEvent(creation(second, "file://shared.md"));
    await store.close();
    const projections = join(stateDir(), "projections");
    await writeFile(
      join(projections, "storage-uri-index.json"),
      JSON.stringify({ "file://gone.md": "gone", "file://shared.md": "z-first" }),
    );
    const project = await openProject(root, { stateDir: stateDir() });
    const again = await open();
    const [view = ""] = (await readdir(join(stateDir(), "resources"), { recursive: true })).filter((path) =>
      path.endsWith(".json"),
    );
    const stale = join(dirname(join(stateDir(), "resources", view)), "gone.json");
    await writeFile(stale, await readFile(join(stateDir(), "resources", view)));
    const result = await again.views.rebuildAll(again.log);
    expect(result.removed).toContainEqual({ kind: "storage-uri", name: "file://gone.md" });
    expect(result.stale).toEqual([{ resourceId: "gone", file: stale }]);
    await expect(resolveStorageUri(project, "file://gone.md")).rejects.toMatchObject({ code: "resource-not-found" });
    expect(await resolveStorageUri(project, "file://shared.md")).toBe(second);
    expect(await resolveStorageUri(project, "file://elsewhere.md")).toBe(first);
    await again.views.removeStale(result.stale);
    await expect(stat(stale)).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("13: that a view is stale, a corrupt view, and an append over one", async () => {
    const store = await open();
    await store.appendEvent(tag("one"));
    await store.flush();
    const [view = ""] = (await readdir(stateDir(), { recursive: true })).filter((path) => path.endsWith("doc-1.json"));
    const file = join(stateDir(), view);
    const old = await readFile(file, "utf8");
    await store.appendEvent(tag("two"));
    await store.close();

    await writeFile(file, old);
    const again = await open();
    expect(await again.views.rebuildAll(again.log, { dryRun: true })).toMatchObject({ changed: [id], unchanged: 0 });
    for (const corrupt of ["{}", "{", ""]) {
      await writeFile(file, corrupt);
      await expect(again.viewStorage.get(id)).rejects.toMatchObject({ code: "corrupt-view" });
      expect(await readFile(file, "utf8")).toBe(corrupt);
    }
    await writeFile(file, "{}");
    await again.appendEvent(tag("three"));
    expect(await tagsOf(again)).toEqual(["one", "two", "three"]);
    await again.flush();
    expect(JSON.parse(await readFile(file, "utf8")).resource.entityTypes).toEqual(["one", "two", "three"]);
  });

  test("14: what was acknowledged before the power failed, and the order of two stores on one log", async () => {
    const disk = faultyFileSystem();
    const store = await open({ fileSystem: disk });
    for (const text of ["one", "two"]) await store.appendEvent(tag(text));
    await disk.losePower();
    expect(await (await open()).log.getEvents(id)).toHaveLength(2);

    const both = [await open(), await open()];
    await Promise.all(Array.from({ length: 40 }, (_, index) => both[index % 2]?.appendEvent(tag(`T${index}`))));
    const numbers = (await both[0]?.log.getEvents(id))?.map(({ metadata }) => metadata.sequenceNumber);
    expect(numbers).toEqual(Array.from({ length: 42 }, (_, index) => index + 1));
  });
});
