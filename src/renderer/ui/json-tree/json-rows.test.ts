import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ITEM_NAMES, type JsonPath, type JsonValue, jsonPathSchema } from "../../../shared/ipc/json-value.ts";
import { ALL_CLOSED, ALL_OPEN, AUTOMATIC_FOLD, isOpen, toggleFold } from "./json-fold.ts";
import { pathId, readJsonPath, valueAt, writeJsonPath } from "./json-path.ts";
import { previewJson, writeScalar } from "./json-preview.ts";
import { listJsonRows } from "./json-rows.ts";

const view: JsonValue = {
  resource: { name: "Aurora", "@id": "a1", representations: [{ mediaType: "text/plain" }] },
  annotations: { annotations: [{ id: "n1", body: [{ value: "Star" }] }, { id: "n2" }] },
};

describe("rows of a JSON tree", () => {
  test("list every value once when all is open, each with the path that leads to it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (generated) => {
        const value = generated as JsonValue;
        const { rows } = listJsonRows(value, ALL_OPEN, "");
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        for (const row of rows) {
          expect(valueAt(value, row.path)).toBe(row.value);
        }
      }),
    );
  });

  test("keep the outermost value open when everything is closed", () => {
    expect(listJsonRows(view, ALL_CLOSED, "").rows.map(({ key }) => key)).toEqual([null, "resource", "annotations"]);
  });

  test("open the way to each match of a search and mark the matches", () => {
    const { rows, matches } = listJsonRows(view, ALL_CLOSED, "STAR");
    expect(matches.map((index) => writeJsonPath(rows[index]?.path ?? []))).toEqual([
      "$.annotations.annotations[0].body[0].value",
    ]);
    expect(rows.some(({ path }) => writeJsonPath(path) === "$.resource.name")).toBe(false);
  });

  test("keep what a person opened when the value changes", () => {
    const path: JsonPath = ["annotations", "annotations", 1];
    const fold = toggleFold(ALL_CLOSED, path);
    expect(isOpen(fold, path, 1)).toBe(true);
    expect(isOpen(toggleFold(fold, path), path, 1)).toBe(false);
  });

  test("fold long arrays by themselves", () => {
    const { rows } = listJsonRows({ embedding: Array.from({ length: 1536 }, () => 0.5) }, AUTOMATIC_FOLD, "");
    expect(rows).toHaveLength(2);
  });
});

describe("paths", () => {
  test("are written as JSONPath, with brackets for keys that are no names", () => {
    expect(writeJsonPath([])).toBe("$");
    expect(writeJsonPath(["resource", "@id"])).toBe('$.resource["@id"]');
    expect(writeJsonPath(["a", 0, "b c"])).toBe('$.a[0]["b c"]');
    expect(writeJsonPath(["a", { by: "id", is: "n1" }])).toBe('$.a[?@.id=="n1"]');
    expect(writeJsonPath([{ by: "@id", is: '"' }])).toBe('$[?@["@id"]=="\\""]');
  });

  test("have different ids when they are different", () => {
    const part = fc.oneof(fc.nat({ max: 3 }), fc.constantFrom("0", "#0", "~", "~1", "/", "a/b", "a", "b", "~2"));
    const path = fc.array(part, { maxLength: 3 }).map((parts) => jsonPathSchema.parse(parts));
    fc.assert(
      fc.property(path, path, (left, right) => {
        expect(pathId(left) === pathId(right)).toBe(JSON.stringify(left) === JSON.stringify(right));
      }),
    );
  });

  test("are read back as they were written", () => {
    const name = fc.record({ by: fc.constantFrom(...ITEM_NAMES), is: fc.string() });
    const anyPart = fc.oneof(fc.nat({ max: 999_999 }), fc.string(), name);
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 5 }), (path) => {
        expect(readJsonPath(writeJsonPath(path))).toEqual(path);
      }),
    );
    for (const wrong of ["", "a", "$a", "$.", "$[01]", "$['a']", '$["a]', "$.a.."])
      expect(readJsonPath(wrong)).toBeNull();
  });

  test("find nothing where the value has no such key", () => {
    expect(valueAt(view, ["resource", "nothing"])).toBeUndefined();
    expect(valueAt(view, ["resource", "toString"])).toBeUndefined();
    expect(valueAt(null, ["resource"])).toBeUndefined();
  });
});

describe("previews", () => {
  test("begin with what tells one object from another", () => {
    expect(previewJson({ created: "2026", body: [{}], id: "n1", type: "Annotation" })).toBe(
      '{ type: "Annotation", id: "n1", created: "2026", body: […] }',
    );
    expect(previewJson([])).toBe("[ ]");
    expect(previewJson([1, "two", null, {}])).toBe('[ 1, "two", null, { } ]');
  });

  test("cut long texts", () => {
    expect(writeScalar("x".repeat(50), 10)).toBe(`"${"x".repeat(10)}…"`);
    expect(previewJson(Array.from({ length: 2000 }, (_, index) => index))).toBe("[ 0, 1, 2, 3, 4, 5, 6, 7, … ]");
  });
});
