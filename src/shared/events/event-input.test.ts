import { describe, expect, test } from "vitest";
import { checkEventInput } from "./event-input.ts";

const created = {
  type: "yield:created",
  resourceId: "r",
  userId: "u",
  version: 1,
  payload: { name: "A", format: "text/plain", contentChecksum: "c", creationMethod: "api" },
};

function problemsOf(value: unknown): readonly string[] {
  const check = checkEventInput(value);
  return check.ok ? [] : check.problems;
}

describe("checkEventInput", () => {
  test("hands back the very value, so that the order of fields stays the author's", () => {
    const value = { note: "kept", ...created, payload: { extra: [1], ...created.payload } };
    const check = checkEventInput(value);
    expect(check).toEqual({ ok: true, event: value });
    if (check.ok) expect(check.event).toBe(value);
  });

  test("accepts system events without a resource", () => {
    const event = { type: "mark:entity-type-added", userId: "u", version: 1, payload: { entityType: "Person" } };
    expect(problemsOf(event)).toEqual([]);
    expect(problemsOf({ ...event, resourceId: "r" })).toEqual([expect.stringContaining("resourceId")]);
  });

  test.each<[string, unknown, string]>([
    ["no object", null, "event"],
    ["an unknown type", { ...created, type: "mark:future" }, "mark:future"],
    ["a name of an older era", { ...created, type: "resource.created" }, "resource.created"],
    ["an inherited name", { ...created, type: "constructor" }, "constructor"],
    ["no resource", { ...created, resourceId: undefined }, "resourceId"],
    ["an empty resource", { ...created, resourceId: "" }, "resourceId"],
    ["no user", { ...created, userId: undefined }, "userId"],
    ["no version", { ...created, version: undefined }, "version"],
    ["no payload", { ...created, payload: undefined }, "payload"],
    ["a missing field", { ...created, payload: { ...created.payload, name: undefined } }, "payload.name"],
    [
      "an unknown creation method",
      { ...created, payload: { ...created.payload, creationMethod: "x" } },
      "payload.creationMethod",
    ],
    ["an id of its own", { ...created, id: "mine" }, "id"],
    ["metadata of its own", { ...created, metadata: {} }, "metadata"],
    ["a field that would make it look nested", { ...created, event: {} }, "event"],
  ])("refuses %s, and names it", (_name, value, named) => {
    expect(problemsOf(value)).toEqual([expect.stringContaining(named)]);
  });

  test("looks into annotations and body operations", () => {
    const mark = { ...created, type: "mark:added", payload: { annotation: { id: "a" } } };
    expect(problemsOf(mark).join()).toContain("payload.annotation.target");
    const update = {
      ...created,
      type: "mark:body-updated",
      payload: { annotationId: "a", operations: [{ op: "add", item: { type: "Odd" } }] },
    };
    expect(problemsOf(update).join()).toContain("payload.operations.0.item");
  });
});
