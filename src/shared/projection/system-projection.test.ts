import { expect, test } from "vitest";
import { SystemProjection } from "./system-projection.ts";

const entityType = (name: unknown) => ({ type: "mark:entity-type-added", payload: { entityType: name } });
const tagSchema = (schema: unknown) => ({ type: "frame:tag-schema-added", payload: { schema } });

test("entity types come without doubles, sorted by code unit", () => {
  const projection = new SystemProjection(["Zebra"]);
  for (const name of ["a", "Ä", "10", "9", "a", "😀", "ﬁ", 5, undefined]) projection.apply(entityType(name));
  expect(projection.entityTypes()).toEqual(["10", "9", "Zebra", "a", "Ä", "😀", "ﬁ"]);
});

test("of tag schemas with one id the latest counts", () => {
  const projection = new SystemProjection([], [{ id: "b", name: "old" }]);
  for (const schema of [{ id: "b", name: "new" }, { id: "a" }, { name: "no id" }, null]) {
    projection.apply(tagSchema(schema));
  }
  expect(projection.tagSchemas()).toEqual([{ id: "a" }, { id: "b", name: "new" }]);
});

test("other events say nothing about the knowledge base", () => {
  const projection = new SystemProjection();
  projection.apply({ type: "mark:entity-tag-added", payload: { entityType: "Person" } });
  expect(projection.entityTypes()).toEqual([]);
});
