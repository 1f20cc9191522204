import { expect, test } from "vitest";
import { pathOfTrail } from "../difference/json-trail.ts";
import type { ResourceEvent } from "../events/catalogue.ts";
import { type JsonPath, type JsonValue, jsonValueSchema } from "../ipc/json-value.ts";
import { viewTrailOfPayload } from "./payload-trail.ts";
import { ResourceProjection } from "./resource-projection.ts";
import { emptyView } from "./resource-view.ts";

const created: JsonValue = {
  name: "Aurora",
  format: "text/plain",
  contentChecksum: "c1",
  contentByteSize: 12,
  creationMethod: "api",
  entityTypes: ["Report"],
  storageUri: "file://a",
  generator: { name: "pen" },
};
const added: JsonValue = {
  annotation: { id: "a1", type: "Annotation", motivation: "linking", target: { source: "r1" }, body: [] },
};

function event(type: string, payload: JsonValue): ResourceEvent {
  return { type, resourceId: "r1", id: type, userId: "u", version: 1, timestamp: "2026-01-01T00:00:00Z", payload };
}

test.each([
  ["yield:created", created, ["name"], "Aurora"],
  ["yield:created", created, ["format"], "text/plain"],
  ["yield:created", created, ["contentByteSize"], 12],
  ["yield:created", created, ["entityTypes", 0], ["Report"]],
  ["yield:created", created, ["generator", "name"], "pen"],
  ["mark:added", added, ["annotation", "motivation"], "linking"],
  ["mark:added", added, ["annotation", "target", "source"], "r1"],
] as const)("a value of %s is found in the view", (type, payload, path, value) => {
  const projection = new ResourceProjection(emptyView("r1"));
  for (const one of [event("yield:created", created), event("mark:added", added)]) projection.apply(one);
  const view = jsonValueSchema.parse(projection.view());
  const trail = viewTrailOfPayload(type, payload, [...path]);
  const place = trail === null ? null : pathOfTrail(view, trail);
  expect(place?.reduce<JsonValue | undefined>(inside, view)).toEqual(value);
});

function inside(value: JsonValue | undefined, key: JsonPath[number]): JsonValue | undefined {
  return value === undefined || value === null || typeof value !== "object"
    ? undefined
    : (value as Record<string | number, JsonValue>)[key];
}

test("changes lead to what they change, and what no view holds leads nowhere", () => {
  const item = ["annotations", "annotations", { by: "id", is: "a1" }];
  const updated = { annotationId: "a1", operations: [{ op: "add", item: {} }] };
  expect(viewTrailOfPayload("mark:body-updated", updated, ["operations", 0, "item"])).toEqual([...item, "body"]);
  expect(viewTrailOfPayload("mark:removed", { annotationId: "a1" }, ["annotationId"])).toEqual(item);
  expect(viewTrailOfPayload("mark:entity-tag-added", { entityType: "X" }, ["entityType"])).toEqual([
    "resource",
    "entityTypes",
  ]);
  expect(viewTrailOfPayload("yield:updated", { contentChecksum: "c2" }, ["contentChecksum"])).toEqual([
    "resource",
    "currentChecksum",
  ]);
  expect(viewTrailOfPayload("job:started", { jobId: "j" }, ["jobId"])).toBeNull();
  expect(viewTrailOfPayload("yield:created", created, ["__proto__"])).toBeNull();
  expect(viewTrailOfPayload("mark:added", added, [])).toBeNull();
});
