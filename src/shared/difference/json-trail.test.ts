import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonPath, JsonValue } from "../ipc/json-value.ts";
import { pathOfTrail, trailOf } from "./json-trail.ts";

test("a trail leads back to the place that it was made for", () => {
  const item = fc.oneof(
    fc.record({ id: fc.constantFrom("a", "b", "c"), n: fc.nat(3) }),
    fc.constantFrom("tag", 3, null),
    fc.record({ "@id": fc.constantFrom("x", "y"), inner: fc.array(fc.record({ uri: fc.constantFrom("u", "v") })) }),
  );
  fc.assert(
    fc.property(fc.array(item, { maxLength: 6 }), fc.nat(6), (list, index) => {
      const value = { list } as JsonValue;
      const path: JsonPath = ["list", index];
      const there = index < list.length;
      expect(pathOfTrail(value, trailOf(value, path))).toEqual(there ? path : null);
    }),
  );
});

test("a trail follows an item that has a name to another place, and ends where the item is gone", () => {
  const before: JsonValue = {
    items: [
      { id: "a", n: 1 },
      { id: "b", n: 2 },
    ],
  };
  const trail = trailOf(before, ["items", 1, "n"]);
  expect(trail).toEqual(["items", { by: "id", is: "b" }, "n"]);
  expect(pathOfTrail({ items: [{ id: "b", n: 5 }] }, trail)).toEqual(["items", 0, "n"]);
  expect(pathOfTrail({ items: [{ id: "a", n: 5 }] }, trail)).toBeNull();
});
