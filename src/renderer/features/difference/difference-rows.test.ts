import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { difference } from "../../../shared/difference/difference.ts";
import type { JsonValue } from "../../../shared/ipc/json-value.ts";
import { writeJsonPath } from "../../ui/json-tree/json-path.ts";
import { listDifferenceRows } from "./difference-rows.ts";
import { differenceTree } from "./difference-tree.ts";

const before: JsonValue = {
  name: "Aurora",
  language: "en",
  size: 3,
  items: [{ id: "a", n: 1 }, { id: "b" }, { id: "c" }],
};
const after: JsonValue = {
  name: "Aurora",
  language: "fr",
  size: 3,
  items: [{ id: "a", n: 2 }, { id: "c" }, { id: "d" }],
};

function drawn(left: JsonValue, right: JsonValue, all = false): readonly string[] {
  return listDifferenceRows(differenceTree(left, right), all, new Set()).rows.map((row) =>
    row.kind === "unchanged" ? `${row.count} unchanged` : `${row.node.kind} ${writeJsonPath(row.node.path)}`,
  );
}

describe("the rows of a difference", () => {
  test("show the changes and the way to them", () => {
    expect(drawn(before, after)).toEqual([
      "same $",
      "1 unchanged",
      "changed $.language",
      "1 unchanged",
      "same $.items",
      "same $.items[0]",
      "1 unchanged",
      "changed $.items[0].n",
      "removed $.items[1]",
      "removed $.items[1].id",
      "1 unchanged",
      "added $.items[2]",
      "added $.items[2].id",
    ]);
  });

  test("fold what was added where there is much of it, and name what it took the place of first", () => {
    const items = (from: number) => Array.from({ length: 6 }, (_, at): JsonValue => ({ id: `${from + at}` }));
    const folded = drawn({ items: [...items(0), { id: "kept" }] }, { items: [...items(10), { id: "kept" }] });
    expect(folded).toEqual([
      ...["same $", "same $.items"],
      ...Array.from({ length: 6 }, (_, at) => `removed $.items[${at}]`),
      ...Array.from({ length: 6 }, (_, at) => `added $.items[${at}]`),
      "1 unchanged",
    ]);
  });

  test("show all values when asked to", () => {
    expect(drawn(before, after, true)).toContain("same $.name");
    expect(drawn(before, after, true).some((row) => row.endsWith("unchanged"))).toBe(false);
  });

  test("count the changes that the difference has", () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(value, value, (left, right) => {
        const [one, other] = [left as JsonValue, right as JsonValue];
        const tree = differenceTree(one, other);
        expect(tree.changes).toBe(difference(one, other).changes.length);
        const { rows, changes } = listDifferenceRows(tree, false, new Set());
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        expect(changes.length <= tree.changes).toBe(true);
      }),
    );
  });
});
