import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { histories, storedStreams } from "../../testing/histories.ts";
import { EVENT_TYPES } from "../events/catalogue.ts";
import type { StoredEvent } from "../events/stored-event.ts";
import { projectView } from "./project-view.ts";
import { applyEvent, ResourceProjection } from "./resource-projection.ts";
import { emptyView } from "./resource-view.ts";

const at = "2026-04-11T09:00:00.000Z";

function viewOf(...steps: readonly (readonly [type: string, payload: unknown, timestamp?: string])[]) {
  const events = steps.map(
    ([type, payload, timestamp = at], index): StoredEvent => ({
      event: { type, payload, timestamp, userId: "did:web:x:users:zo%C3%AB", resourceId: "r" },
      metadata: { sequenceNumber: index + 1 },
    }),
  );
  return projectView("r", events);
}

const created = [
  "yield:created",
  { name: "A", format: "text/plain", contentChecksum: "c", creationMethod: "ui" },
] as const;
const tag = (value: string) => ({ type: "TextualBody", value, purpose: "tagging" });

describe("the descriptor", () => {
  test("of a resource to which nothing has happened", () => {
    expect(viewOf().resource).toEqual(emptyView("r").resource);
    expect(viewOf().annotations).toEqual({ resourceId: "r", annotations: [], version: 0, updatedAt: "" });
  });

  test("of a created resource", () => {
    expect(viewOf(created).resource).toEqual({
      "@context": "https://schema.org/",
      "@id": "r",
      name: "A",
      representations: [{ mediaType: "text/plain", checksum: "c", rel: "original" }],
      archived: false,
      entityTypes: [],
      creationMethod: "ui",
      dateCreated: at,
      wasAttributedTo: { type: "Person", id: "did:web:x:users:zo%C3%AB", name: "zoë" },
      currentChecksum: "c",
    });
  });

  test("a later creation replaces the provenance and keeps the place", () => {
    const first = { ...created[1], storageUri: "file://a", isDraft: true, generatedFrom: { resourceId: "p" } };
    const { resource } = viewOf(["yield:created", first], created);
    expect(resource).toMatchObject({ storageUri: "file://a" });
    expect(resource).not.toHaveProperty("isDraft");
    expect(resource).not.toHaveProperty("wasDerivedFrom");
    expect(resource.representations).toHaveLength(2);
  });

  test("a generatedFrom that is an annotation id names no source", () => {
    const payload = { ...created[1], generatedFrom: "annotation" };
    expect(viewOf(["yield:created", payload]).resource).not.toHaveProperty("wasDerivedFrom");
  });

  test("a clone has neither a storage URI nor a checksum of its own", () => {
    const { resource } = viewOf(["yield:cloned", { ...created[1], parentResourceId: "p", storageUri: "file://a" }]);
    expect(resource).toMatchObject({ creationMethod: "clone", sourceResourceId: "p" });
    expect(resource).not.toHaveProperty("storageUri");
    expect(resource).not.toHaveProperty("currentChecksum");
  });

  test("representations without a checksum count as one", () => {
    const add = (representation: object) => ["yield:representation-added", { representation }] as const;
    const { resource } = viewOf(
      add({ mediaType: "a" }),
      add({ mediaType: "b" }),
      add({ mediaType: "c", checksum: "1" }),
    );
    expect(resource.representations.map(({ mediaType }) => mediaType)).toEqual(["a", "c"]);
  });
});

describe("annotations", () => {
  const added = (id: string, body?: unknown) =>
    ["mark:added", { annotation: { id, ...(body === undefined ? {} : { body }) } }] as const;
  const updated = (annotationId: string, ...operations: unknown[]) =>
    ["mark:body-updated", { annotationId, operations }, "2026-05-01T00:00:00.000Z"] as const;

  test("of one id: the first is updated, all are removed", () => {
    const twice = [added("a", []), added("a", [])] as const;
    const { annotations } = viewOf(...twice, updated("a", { op: "add", item: tag("x") }));
    expect(annotations.annotations.map(({ body }) => body)).toEqual([[tag("x")], []]);
    expect(viewOf(...twice, added("b"), ["mark:removed", { annotationId: "a" }]).annotations.annotations).toEqual([
      { id: "b" },
    ]);
  });

  test("keep their order when others go, and one that comes back comes last", () => {
    const { annotations } = viewOf(
      added("a"),
      added("b"),
      added("c"),
      ["mark:removed", { annotationId: "a" }],
      added("a"),
    );
    expect(annotations.annotations.map(({ id }) => id)).toEqual(["b", "c", "a"]);
  });

  test("an update turns a single body into a list, and a missing one", () => {
    const bodies = (body?: unknown) => viewOf(added("a", body), updated("a")).annotations.annotations[0]?.body;
    expect(bodies(tag("x"))).toEqual([tag("x")]);
    expect(bodies()).toEqual([]);
  });

  test("an update without operations still marks the time", () => {
    const { annotations } = viewOf(added("a", []), updated("a"));
    expect(annotations.annotations).toEqual([{ id: "a", body: [], modified: "2026-05-01T00:00:00.000Z" }]);
  });

  test.each<[string, unknown[], unknown, unknown[]]>([
    ["adding what is there", [tag("x")], { op: "add", item: { ...tag("x"), language: "de" } }, [tag("x")]],
    [
      "removing takes the first",
      [tag("x"), { ...tag("x"), language: "de" }],
      { op: "remove", item: tag("x") },
      [{ ...tag("x"), language: "de" }],
    ],
    ["removing what is not there", [tag("x")], { op: "remove", item: tag("y") }, [tag("x")]],
    [
      "another purpose is another item",
      [tag("x")],
      { op: "remove", item: { ...tag("x"), purpose: "linking" } },
      [tag("x")],
    ],
    [
      "replacing stands in the same place",
      [tag("x"), tag("y")],
      { op: "replace", oldItem: tag("x"), newItem: tag("z") },
      [tag("z"), tag("y")],
    ],
    [
      "items without purpose never match",
      [{ type: "TextualBody", value: "x" }],
      { op: "add", item: { type: "TextualBody", value: "x" } },
      [
        { type: "TextualBody", value: "x" },
        { type: "TextualBody", value: "x" },
      ],
    ],
    [
      "links match by source",
      [{ type: "SpecificResource", source: "s", purpose: "p" }],
      { op: "remove", item: { type: "SpecificResource", source: "s", purpose: "p" } },
      [],
    ],
    ["an operation nobody knows", [tag("x")], { op: "invert", item: tag("x") }, [tag("x")]],
    ["an operation that is no object", [tag("x")], 5, [tag("x")]],
    ["an addition without an item", [tag("x")], { op: "add" }, [tag("x")]],
  ])("%s", (_name, body, operation, expected) => {
    expect(viewOf(added("a", body), updated("a", operation)).annotations.annotations[0]?.body).toEqual(expected);
  });

  test("an id like a property of objects is an id", () => {
    expect(
      viewOf(added("__proto__"), ["mark:removed", { annotationId: "constructor" }]).annotations.annotations,
    ).toHaveLength(1);
  });
});

describe("any history", () => {
  const streams = histories().map(storedStreams);

  test("counts every event, and tells the time of the last", () => {
    fc.assert(
      fc.property(streams, (all) => {
        for (const [id, events] of all) {
          const { version, updatedAt } = projectView(id, events).annotations;
          expect({ version, updatedAt }).toEqual({ version: events.length, updatedAt: events.at(-1)?.event.timestamp });
        }
      }),
    );
  });

  test("can be resumed from any view, read back from JSON or not, with the same bytes", () => {
    fc.assert(
      fc.property(streams, fc.nat({ max: 20 }), (all, cut) => {
        for (const [id, events] of all) {
          const whole = JSON.stringify(projectView(id, events));
          const checkpoint = projectView(id, events, { until: cut });
          for (const start of [checkpoint, JSON.parse(JSON.stringify(checkpoint))]) {
            const projection = new ResourceProjection(start);
            for (const { event } of events.slice(cut)) projection.apply(event);
            expect(JSON.stringify(projection.view())).toBe(whole);
          }
        }
      }),
    );
  });

  test("changes neither the events nor the views taken on the way", () => {
    fc.assert(
      fc.property(streams, (all) => {
        for (const [id, events] of all) {
          const eventsBefore = JSON.stringify(events);
          const projection = new ResourceProjection(emptyView(id));
          const views = events.map(({ event }) => {
            projection.apply(event);
            return projection.view();
          });
          for (const [index, view] of views.entries()) {
            expect(JSON.stringify(view)).toBe(JSON.stringify(projectView(id, events, { until: index + 1 })));
          }
          expect(JSON.stringify(events)).toBe(eventsBefore);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("whatever the payloads are, they only count", () => {
    const hostile = fc.record({ type: fc.constantFrom(...EVENT_TYPES, "mark:future"), payload: fc.jsonValue() });
    fc.assert(
      fc.property(fc.array(hostile), (events) => {
        const view = events.reduce((before, event) => applyEvent(before, event), emptyView("r"));
        expect(view.annotations.version).toBe(events.length);
      }),
    );
  });
});

test("replays in sequence order, keeping the order of the log where numbers are the same", () => {
  const named = (name: string, sequenceNumber: number): StoredEvent => ({
    event: { type: "yield:created", payload: { name }, timestamp: name },
    metadata: { sequenceNumber },
  });
  const events = [named("three", 3), named("two", 2), named("two again", 2), named("one", 1)];
  expect(projectView("r", events).resource.name).toBe("three");
  expect(projectView("r", events, { until: 2 }).resource.name).toBe("two again");
  expect(projectView("r", events).annotations.updatedAt).toBe("three");
});
