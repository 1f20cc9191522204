import { expect, test } from "vitest";
import { plural } from "./plural.ts";

test("one is one, and everything else is many", () => {
  expect([0, 1, 2, 12_345].map((count) => plural(count, "event"))).toEqual([
    "0 events",
    "1 event",
    "2 events",
    "12,345 events",
  ]);
  expect([1, 3].map((count) => plural(count, "entry", "entries"))).toEqual(["1 entry", "3 entries"]);
});
