import { expect, test } from "vitest";
import { markChanges } from "./json-marks.ts";
import { pathId } from "./json-path.ts";

test("a change is marked where it is, and counted by everything that holds it", () => {
  const marks = markChanges([
    { kind: "changed", path: ["a", "list", 3, "name"] },
    { kind: "added", path: ["a", "list", 4] },
    { kind: "removed", path: ["a", "list", 1] },
  ]);
  expect(marks.get(pathId(["a", "list", 3, "name"]))).toEqual({ own: "changed", removed: 0, inside: 0 });
  expect(marks.get(pathId(["a", "list", 3]))).toEqual({ own: null, removed: 0, inside: 1 });
  expect(marks.get(pathId(["a", "list", 4]))).toEqual({ own: "added", removed: 0, inside: 0 });
  expect(marks.get(pathId(["a", "list"]))).toEqual({ own: null, removed: 1, inside: 3 });
  expect(marks.get(pathId([]))).toMatchObject({ inside: 3 });
});
