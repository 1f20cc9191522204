import { expect, test } from "vitest";
import { readJsonPath, writeJsonPath } from "./json-path.ts";

test("a path shows what would reorder or hide text by its number, and reads as the same path", () => {
  const path = ["annotations", 3, "\u202egnp.exe", { by: "id", is: "a\u200b1" }] as const;
  const written = writeJsonPath([...path]);
  expect(written).toBe('$.annotations[3]["\\u202egnp.exe"][?@.id=="a\\u200b1"]');
  expect(readJsonPath(written)).toEqual(path);
});
