import { describe, expect, expectTypeOf, test } from "vitest";
import {
  EVENT_CATALOGUE,
  EVENT_TYPES,
  type EventInput,
  type EventOf,
  eventCategory,
  eventLabel,
  isEventOf,
  isEventType,
  type ResourceEvent,
} from "./catalogue.ts";
import { userId } from "./ids.ts";

describe("the catalogue", () => {
  test("holds the published types and the three that logs hold besides", () => {
    expect([...EVENT_TYPES].sort()).toEqual(
      [
        ...["yield:created", "yield:updated", "yield:moved", "yield:representation-added"],
        ...["mark:added", "mark:removed", "mark:body-updated", "mark:archived", "mark:unarchived"],
        ...["mark:entity-tag-added", "mark:entity-tag-removed", "mark:entity-type-added"],
        ...["job:started", "job:progress", "job:completed", "job:failed"],
        ...["embedding:computed", "embedding:deleted"],
        ...["yield:cloned", "yield:representation-removed", "frame:tag-schema-added"],
      ].sort(),
    );
  });

  test("files every type under the flow its name starts with", () => {
    for (const [type, { flow }] of Object.entries(EVENT_CATALOGUE)) expect(type.startsWith(`${flow}:`)).toBe(true);
  });

  test("gives every type a label of its own", () => {
    const labels = EVENT_TYPES.map(eventLabel);
    expect(new Set(labels).size).toBe(labels.length);
  });

  test("does not mistake inherited object properties for types", () => {
    expect(isEventType("constructor")).toBe(false);
    expect(eventLabel("toString")).toBe("toString");
    expect(eventCategory("__proto__")).toBe("unknown");
  });
});

describe("isEventOf", () => {
  const event: ResourceEvent = {
    type: "mark:archived",
    id: "e1",
    timestamp: "2026-04-11T00:00:00.000Z",
    resourceId: "r",
    userId: "u",
    version: 1,
    payload: { reason: "old" },
  };

  test("narrows the payload", () => {
    if (!isEventOf(event, "mark:archived")) throw new Error("The event should be recognised.");
    expectTypeOf(event.payload.reason).toEqualTypeOf<string | undefined>();
    expect(event.payload.reason).toBe("old");
  });

  test("refuses another type, and a payload of another shape", () => {
    expect(isEventOf(event, "mark:unarchived")).toBe(false);
    expect(isEventOf({ ...event, payload: { reason: 1 } }, "mark:archived")).toBe(false);
    expect(isEventOf({ ...event, payload: null }, "mark:archived")).toBe(false);
  });

  test("promises nothing about a payload from the type alone", () => {
    const read: ResourceEvent = event;
    if (read.type === "mark:archived") expectTypeOf(read.payload).toEqualTypeOf<unknown>();
  });
});

test("types follow from the definitions", () => {
  expectTypeOf<EventOf<"mark:removed">["payload"]["annotationId"]>().toEqualTypeOf<string>();
  const system: EventInput = {
    type: "mark:entity-type-added",
    userId: userId("u"),
    version: 1,
    payload: { entityType: "Person" },
  };
  expect(system).not.toHaveProperty("resourceId");
});
