import { describe, expect, test } from "vitest";
import { EVENT_TYPES, isEventType } from "./catalogue.ts";
import { currentEventName, legacyEventNames } from "./legacy-names.ts";

describe("names of older eras", () => {
  test.each([
    ["resource.created", "yield:created"],
    ["resource.cloned", "yield:cloned"],
    ["resource.archived", "mark:archived"],
    ["resource.unarchived", "mark:unarchived"],
    ["representation.added", "yield:representation-added"],
    ["representation.removed", "yield:representation-removed"],
    ["annotation.added", "mark:added"],
    ["annotation.removed", "mark:removed"],
    ["annotation.deleted", "mark:removed"],
    ["annotation.body.updated", "mark:body-updated"],
    ["entitytag.added", "mark:entity-tag-added"],
    ["entitytag.removed", "mark:entity-tag-removed"],
    ["entitytype.added", "mark:entity-type-added"],
    ["job.started", "job:started"],
    ["job.failed", "job:failed"],
    ["frame:entity-type-added", "mark:entity-type-added"],
  ])("%s is %s today", (legacy, current) => {
    expect(currentEventName(legacy)).toBe(current);
    expect(legacyEventNames(current)).toContain(legacy);
  });

  test("every older name leads to a type of the catalogue, and no current name is taken for an older one", () => {
    for (const type of EVENT_TYPES) {
      expect(currentEventName(type)).toBe(type);
      for (const legacy of legacyEventNames(type)) expect(isEventType(currentEventName(legacy))).toBe(true);
    }
  });

  test("a name nobody knows stays as it is", () => {
    expect(currentEventName("mark:future-type")).toBe("mark:future-type");
    expect(legacyEventNames("mark:future-type")).toEqual([]);
  });
});
