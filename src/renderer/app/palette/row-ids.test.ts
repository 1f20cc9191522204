import { expect, test } from "vitest";
import { rowIds } from "./row-ids.ts";

test("rows are told apart by their place, and the first is the first whatever comes above it", () => {
  expect(rowIds(["a", "b"], null)).toEqual(["row-0", "row-1"]);
  expect(rowIds(["new", "a", "b"], null)).toEqual(["row-0", "row-1", "row-2"]);
});

test("the row that was gone to keeps its id wherever it stands, and no id is there twice", () => {
  const goneTo = { what: "b", at: 1 };
  expect(rowIds(["a", "b"], goneTo)).toEqual(["row-0", "row-1"]);
  expect(rowIds(["new", "newer", "a", "b"], goneTo)).toEqual(["row-0", "row-3", "row-2", "row-1"]);
  expect(rowIds(["b"], goneTo)).toEqual(["row-1"]);
});

test("where it is gone, its place stays", () => {
  expect(rowIds(["x", "y", "z"], { what: "b", at: 1 })).toEqual(["row-0", "row-1", "row-2"]);
});
