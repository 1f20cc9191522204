import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVENT_TYPES } from "./catalogue.ts";
import { describeEvent } from "./describe-event.ts";

const onTroy = { selector: { exact: "Troy" } };
const linkToAthens = [{ op: "add", item: { type: "SpecificResource", source: "r1" } }];

describe("describeEvent", () => {
  test.each<[string, unknown, string]>([
    ["yield:created", { name: "Athens", format: "text/markdown" }, "Created “Athens” (text/markdown)"],
    ["yield:created", { name: "", format: "text/plain" }, "Created an untitled resource (text/plain)"],
    ["yield:cloned", { name: "Copy", parentResourceId: "r1" }, "Cloned “Athens” as “Copy”"],
    ["yield:updated", { contentChecksum: "c", contentByteSize: 1 }, "Updated the content (1 byte)"],
    ["yield:moved", { fromUri: "file://a", toUri: "file://b" }, "Moved from file://a to file://b"],
    [
      "yield:representation-added",
      { representation: { mediaType: "image/png", rel: "thumbnail", byteSize: 9 } },
      "Added a representation (image/png, thumbnail, 9 bytes)",
    ],
    ["yield:representation-removed", { checksum: "abc" }, "Removed the representation abc"],
    [
      "mark:added",
      { annotation: { motivation: "assessing", target: { selector: [{}, { exact: "Troy" }] } } },
      "Assessed “Troy”",
    ],
    [
      "mark:added",
      { annotation: { motivation: ["commenting"], target: { source: "r1" }, body: { value: "See the map." } } },
      "Commented on the resource: “See the map.”",
    ],
    [
      "mark:added",
      { annotation: { motivation: "linking", target: onTroy, body: [{ value: "Location" }] } },
      "Marked “Troy” as a reference (Location)",
    ],
    [
      "mark:added",
      { annotation: { motivation: "linking", target: onTroy, body: [{ value: "Location" }, { source: "r1" }] } },
      "Linked “Troy” to “Athens” (Location)",
    ],
    [
      "mark:added",
      { annotation: { motivation: "tagging", target: { selector: {} }, body: [{ value: "City" }, { value: "Ruin" }] } },
      "Tagged a part of the resource as “City”, “Ruin”",
    ],
    ["mark:added", { annotation: { motivation: "editing", target: onTroy } }, "Added an editing annotation on “Troy”"],
    ["mark:added", { annotation: {} }, "Added an annotation"],
    ["mark:removed", { annotationId: "a1" }, "Removed the annotation “Troy”"],
    [
      "mark:body-updated",
      {
        annotationId: "a2",
        operations: [
          { op: "add", item: { type: "SpecificResource", source: "r1" } },
          { op: "remove", item: { type: "TextualBody", value: "Person" } },
        ],
      },
      "Updated an annotation: added a link to “Athens”, removed “Person” (a2)",
    ],
    ["mark:body-updated", { annotationId: "a2", operations: [] }, "Updated an annotation: no change (a2)"],
    [
      "mark:body-updated",
      { annotationId: "a1", operations: [{ op: "remove", item: { value: "Person" } }] },
      "Updated “Troy”: removed “Person”",
    ],
    ["mark:body-updated", { annotationId: "a1", operations: linkToAthens }, "Linked “Troy” to “Athens”"],
    ["mark:body-updated", { annotationId: "a2", operations: linkToAthens }, "Linked an annotation to “Athens” (a2)"],
    ["mark:archived", { reason: "superseded" }, "Archived: superseded"],
    ["mark:archived", {}, "Archived"],
    ["mark:unarchived", {}, "Unarchived"],
    ["mark:entity-tag-added", { entityType: "Person" }, "Tagged as “Person”"],
    ["mark:entity-type-added", { entityType: "Person" }, "Added the entity type “Person”"],
    ["frame:tag-schema-added", { schema: { id: "irac", name: "IRAC" } }, "Added the tag schema “IRAC”"],
    ["job:started", { jobId: "j", jobType: "highlight-annotation" }, "Started the job highlight-annotation"],
    [
      "job:progress",
      { jobType: "highlight-annotation", percentage: 33.333, progress: { message: "Reading" } },
      "At 33.3 % of the job highlight-annotation (Reading)",
    ],
    ["job:progress", { jobType: "x" }, "Progress of the job x"],
    ["job:completed", { jobType: "x", result: { result: { totalFound: 6 } } }, "Completed the job x (found 6)"],
    ["job:completed", { jobType: "x", result: { resultResourceId: "r1" } }, "Completed the job x (made “Athens”)"],
    ["job:failed", { jobType: "x", error: "model overloaded" }, "Failed at the job x: model overloaded"],
    [
      "embedding:computed",
      { chunkIndex: 0, model: "voyage-3", dimensions: 16 },
      "Computed the embedding of chunk 0 (voyage-3, 16 dimensions)",
    ],
    ["embedding:deleted", {}, "Deleted the embeddings of the resource"],
    ["mark:future-type", { any: 1 }, "Event of the unknown type “mark:future-type”"],
    ["constructor", {}, "Event of the unknown type “constructor”"],
  ])("%s %j", (type, payload, sentence) => {
    const names = {
      resource: (id: string) => (id === "r1" ? "Athens" : undefined),
      annotation: (id: string) => (id === "a1" ? "Troy" : undefined),
    };
    expect(describeEvent({ type, payload }, names)).toBe(sentence);
  });

  test("has a sentence for every type of the catalogue, whatever its payload", () => {
    fc.assert(
      fc.property(fc.constantFrom(...EVENT_TYPES), fc.jsonValue(), (type, payload) => {
        const sentence = describeEvent({ type, payload });
        expect(sentence).not.toContain("unknown type");
        expect(sentence.length).toBeGreaterThan(5);
      }),
    );
  });

  test("keeps long and hostile text on one short line", () => {
    const name = `evil\u001b[2J\n\u202egnp.exe ${"😀".repeat(500)}`;
    const sentence = describeEvent({ type: "yield:created", payload: { name } });
    expect(sentence).toMatch(/^Created “evil \[2J gnp\.exe 😀+…”$/u);
    expect(sentence.length).toBeLessThan(200);
    expect(sentence.isWellFormed()).toBe(true);
  });
});
