import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonValue } from "../ipc/json-value.ts";
import { listAt, partOfView, pieceOfList, withCommonItems, withList } from "./view-parts.ts";

const item = fc.record({ id: fc.nat(500).map(String), text: fc.constantFrom("x", "a word", "y".repeat(3000)) });
const list = fc.array(item, { maxLength: 260, size: "max" });
const name = fc.constantFrom("annotations", "__proto__", "resource");

function viewWith(key: string, items: readonly JsonValue[]): JsonValue {
  return Object.fromEntries([
    ["resource", { name: "Aurora", entityTypes: ["Person"] }],
    [key, Object.fromEntries([["annotations", [...items]]])],
  ]);
}

/** Asks for what is missing, as a page does. */
function completed(view: JsonValue | null, parts: ReturnType<typeof withCommonItems>["parts"], whole: JsonValue) {
  return parts.reduce((made, { path, total }) => {
    const items = [...listAt(made, path)];
    while (items.length < total) items.push(...pieceOfList(listAt(whole, path), items.length));
    return withList(made, path, items);
  }, view);
}

test("a view that was sent in part is whole again with its base, or with what is asked for", () => {
  const edit = fc.record({ at: fc.nat(260), removed: fc.nat(4), put: fc.array(item, { maxLength: 4 }) });
  fc.assert(
    fc.property(name, list, fc.array(edit, { maxLength: 3 }), fc.boolean(), (key, before, edits, hasBase) => {
      const after: JsonValue[] = [...before];
      for (const { at, removed, put } of edits) after.splice(at, removed, ...put);
      const base = hasBase ? viewWith(key, before) : null;
      const view = viewWith(key, after);
      const sent = partOfView(view, base ?? undefined);
      expect(JSON.stringify(sent.view).length).toBeLessThan(160_000 + JSON.stringify(after.slice(0, 101)).length);
      const common = withCommonItems(sent.view, sent.parts, base);
      expect(completed(common.view, common.parts, view)).toEqual(view);
    }),
    { numRuns: 60 },
  );
});

test("of a long list with one item more only that item is sent", () => {
  const items = Array.from({ length: 5000 }, (_, id): JsonValue => ({ id: String(id) }));
  const sent = partOfView(viewWith("annotations", [...items, { id: "new" }]), viewWith("annotations", items));
  expect(listAt(sent.view, ["annotations", "annotations"])).toEqual([{ id: "new" }]);
  expect(sent.parts).toEqual([{ path: ["annotations", "annotations"], total: 5001, before: 5000, after: 0 }]);
});
