import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createEventStore,
  EventBus,
  type EventInput,
  EventValidator,
  type Logger,
  resourceId,
  SemiontProject,
  type StoredEvent,
  userId,
} from "./index.ts";

const id = resourceId("doc-123");
const author = userId("did:web:example.com:users:alice");

function tag(entityType: string): EventInput {
  return { type: "mark:entity-tag-added", resourceId: id, userId: author, version: 1, payload: { entityType } };
}

describe("an event store", () => {
  let root: string;
  let eventBus: EventBus;
  let errors: string[];
  let logger: Logger;
  const open = () => createEventStore(new SemiontProject(root, { stateDir: join(root, "state") }), eventBus, logger);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "semiont-store-"));
    eventBus = new EventBus();
    errors = [];
    const ignore = () => undefined;
    logger = { debug: ignore, info: ignore, warn: ignore, error: (message) => errors.push(message) };
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  test("does what the published quick start shows", async () => {
    const store = open();
    const stored = await store.appendEvent(
      {
        type: "yield:created",
        resourceId: id,
        userId: author,
        version: 1,
        payload: { name: "My Document", format: "text/markdown", contentChecksum: "sha256:abc", creationMethod: "api" },
      },
      { correlationId: "command-1" },
    );
    expect(stored.event).toMatchObject({ type: "yield:created", payload: { name: "My Document" } });
    expect(stored.metadata).toMatchObject({ sequenceNumber: 1, prevEventHash: null, correlationId: "command-1" });
    expect(await store.log.getEvents(id)).toEqual([stored]);
    expect(await store.log.getAllResourceIds()).toEqual([id]);
    expect((await store.viewStorage.get(id))?.resource.name).toBe("My Document");
    await store.close();
  });

  test("persists, materializes and publishes, in that order, once to everyone and once to the resource's own", async () => {
    const store = open();
    const seen: string[] = [];
    const delivered: StoredEvent[] = [];
    const looks: Promise<void>[] = [];
    const look = (channel: string) => (stored: StoredEvent) => {
      seen.push(`${channel} ${stored.metadata.sequenceNumber}`);
      delivered.push(stored);
      const number = stored.metadata.sequenceNumber;
      looks.push(
        Promise.all([store.log.getEvents(id), store.viewStorage.get(id)]).then(([events, view]) => {
          expect(events.length).toBeGreaterThanOrEqual(number);
          expect(view?.annotations.version).toBeGreaterThanOrEqual(number);
        }),
      );
    };
    eventBus.get("mark:entity-tag-added").subscribe(look("all"));
    eventBus.scope(id).get("mark:entity-tag-added").subscribe(look("own"));
    eventBus.scope(resourceId("other")).get("mark:entity-tag-added").subscribe(look("other"));
    eventBus.get("mark:added").subscribe(look("another type"));

    const appended = await Promise.all(Array.from({ length: 50 }, (_, index) => store.appendEvent(tag(`T${index}`))));
    await Promise.all(looks);
    const numbers = Array.from({ length: 50 }, (_, index) => index + 1);
    expect(seen).toEqual(numbers.flatMap((number) => [`all ${number}`, `own ${number}`]));
    expect(delivered.filter((_, index) => index % 2 === 0)).toEqual(appended);
    await store.close();
  });

  test("a subscriber that throws harms nobody", async () => {
    const store = open();
    const seen: number[] = [];
    eventBus.get("mark:entity-tag-added").subscribe(() => {
      throw new Error("careless subscriber");
    });
    eventBus.get("mark:entity-tag-added").subscribe(({ metadata }) => seen.push(metadata.sequenceNumber));
    await store.appendEvent(tag("A"));
    await store.appendEvent(tag("B"));
    expect(seen).toEqual([1, 2]);
    expect(errors).toHaveLength(2);
    expect((await store.viewStorage.get(id))?.resource.entityTypes).toEqual(["A", "B"]);
    await store.close();
  });

  test("an event of the system goes to the system stream and to nobody's own channel", async () => {
    const store = open();
    const seen: (string | undefined)[] = [];
    eventBus.get("mark:entity-type-added").subscribe(({ event }) => seen.push(event.resourceId));
    await store.appendEvent({
      type: "mark:entity-type-added",
      userId: author,
      version: 1,
      payload: { entityType: "Person" },
    });
    expect(seen).toEqual([undefined]);
    expect(await store.log.getEvents("__system__")).toHaveLength(1);
    expect(await store.log.getAllResourceIds()).toEqual([]);
    expect(await store.views.entityTypes()).toEqual(["Person"]);
    await store.close();
  });

  test("opening a project and its store writes nothing", async () => {
    const store = open();
    expect(await store.log.getAllResourceIds()).toEqual([]);
    expect(await store.log.getEvents(id)).toEqual([]);
    expect(await store.viewStorage.get(id)).toBeNull();
    await store.close();
    expect(await readdir(root)).toEqual([]);
  });

  test("what the author does to the event after handing it over changes nothing", async () => {
    const store = open();
    const event = {
      type: "mark:entity-tag-added" as const,
      resourceId: id,
      userId: author,
      version: 1,
      payload: { entityType: "A" },
    };
    const appending = store.appendEvent(event);
    event.payload.entityType = "B";
    const stored = await appending;
    event.payload.entityType = "C";
    expect(stored.event.payload).toEqual({ entityType: "A" });
    expect(new EventValidator().validateChain(await store.log.getEvents(id))).toEqual({ valid: true, errors: [] });
    expect((await store.viewStorage.get(id))?.resource.entityTypes).toEqual(["A"]);
    await store.close();
  });

  test("an append succeeds when what is derived from it fails, and says so", async () => {
    const failures: [StoredEvent, unknown][] = [];
    const project = new SemiontProject(root, { stateDir: join(root, "state") });
    const store = createEventStore(project, eventBus, logger, {
      onViewFailure: (stored, error) => failures.push([stored, error]),
    });
    const broken = new Error("the index is broken");
    store.views.materializeResource = () => Promise.reject(broken);
    const seen: number[] = [];
    eventBus.get("mark:entity-tag-added").subscribe(({ metadata }) => seen.push(metadata.sequenceNumber));
    const stored = await store.appendEvent(tag("A"));
    expect(failures).toEqual([[stored, broken]]);
    expect(errors).toHaveLength(1);
    expect(seen).toEqual([1]);
    await store.close();
  });

  test("a view ahead of its log is what the log says after a rebuild", async () => {
    const store = open();
    for (const text of ["one", "two", "three"]) await store.appendEvent(tag(text));
    await store.close();
    const [file = ""] = (await readdir(root, { recursive: true })).filter((path) => path.endsWith(".jsonl"));
    const [first] = (await readFile(join(root, file), "utf8")).split("\n");
    await writeFile(join(root, file), `${first}\n`);
    const again = open();
    expect(await again.views.rebuildAll(again.log)).toMatchObject({ changed: [id], failed: [] });
    expect((await again.viewStorage.get(id))?.annotations.version).toBe(1);
    await again.close();
  });

  test("after closing nothing is accepted, and what was accepted before is on disk", async () => {
    const store = open();
    const appending = [store.appendEvent(tag("A")), store.appendEvent(tag("B"))];
    await store.close();
    await Promise.all(appending);
    await expect(store.appendEvent(tag("C"))).rejects.toMatchObject({ code: "store-closed" });
    const next = open();
    expect((await next.viewStorage.get(id))?.resource.entityTypes).toEqual(["A", "B"]);
    await next.close();
  });
});
