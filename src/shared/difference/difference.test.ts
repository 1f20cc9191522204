import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonPath, JsonValue } from "../ipc/json-value.ts";
import { difference, isSameValue } from "./difference.ts";
import { jsonPatch, type PatchOperation } from "./json-patch.ts";
import { textDifference, wordDifference } from "./text-difference.ts";

/** JSON with lists whose items have ids, which is where a difference is hard. */
const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>(null, true, 0, 1, "a", "b", ""),
    fc.array(fc.record({ id: fc.constantFrom("x", "y", "z", "w"), value: tie("value") }), { maxLength: 6 }),
    fc.array(fc.record({ type: fc.constantFrom("s", "t", "u"), value: tie("value") }), { maxLength: 4 }),
    fc.array(fc.constantFrom("p", "q", "r"), { maxLength: 6 }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("k", "l", "a/b", "m~n", "__proto__"), tie("value")),
  ),
})).value;

/** Applies a patch in the plainest way there is. */
function apply(value: JsonValue, operations: readonly PatchOperation[]): JsonValue {
  let root: JsonValue = structuredClone(value);
  const at = (pointer: string) =>
    pointer
      .split("/")
      .slice(1)
      .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const parentOf = (steps: readonly string[]) =>
    steps
      .slice(0, -1)
      .reduce<JsonValue>(
        (parent, step) => Object.entries(parent ?? {}).find(([key]) => key === step)?.[1] ?? null,
        root,
      );
  const remove = (pointer: string): JsonValue => {
    const steps = at(pointer);
    const parent = parentOf(steps);
    const key = steps.at(-1) ?? "";
    if (Array.isArray(parent)) return parent.splice(Number(key), 1)[0] ?? null;
    if (typeof parent !== "object" || parent === null) throw new Error(pointer);
    const held = Object.getOwnPropertyDescriptor(parent, key)?.value;
    delete parent[key];
    return held;
  };
  const put = (pointer: string, held: JsonValue, replace: boolean) => {
    const steps = at(pointer);
    const parent = parentOf(steps);
    const key = steps.at(-1);
    if (key === undefined) root = held;
    else if (Array.isArray(parent)) parent.splice(Number(key), replace ? 1 : 0, held);
    else if (typeof parent === "object" && parent !== null)
      Object.defineProperty(parent, key, { value: held, enumerable: true, configurable: true, writable: true });
    else throw new Error(pointer);
  };
  for (const operation of operations) {
    if (operation.op === "remove") remove(operation.path);
    else if (operation.op === "move") put(operation.path, remove(operation.from), false);
    else put(operation.path, structuredClone(operation.value), operation.op === "replace");
  }
  return root;
}

function valueAt(value: JsonValue, path: JsonPath): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (held, step) =>
      typeof held === "object" && held !== null ? Object.getOwnPropertyDescriptor(held, step)?.value : undefined,
    value,
  );
}

test("a patch turns one value into the other, and back", () => {
  fc.assert(
    fc.property(json, json, (left, right) => {
      expect(isSameValue(apply(left, jsonPatch(left, right)), right)).toBe(true);
      expect(isSameValue(apply(right, jsonPatch(right, left)), left)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("changes name what is there, and there are none exactly when the values are the same", () => {
  fc.assert(
    fc.property(json, json, (left, right) => {
      const { changes, counts } = difference(left, right);
      expect(changes.length === 0).toBe(isSameValue(left, right));
      expect(counts.added + counts.removed + counts.changed + counts.moved).toBe(changes.length);
      for (const { kind, path, pathBefore, before, after } of changes) {
        if (kind !== "removed") expect(valueAt(right, path)).toEqual(after);
        if (pathBefore !== null) expect(valueAt(left, pathBefore)).toEqual(before);
      }
    }),
    { numRuns: 500 },
  );
});

describe("lists", () => {
  const item = (id: string, value = 0) => ({ id, value });

  test("an item more in front is one change", () => {
    const { changes } = difference([item("b"), item("c")], [item("a"), item("b"), item("c")]);
    expect(changes).toEqual([{ kind: "added", path: [0], pathBefore: null, after: item("a") }]);
  });

  test("a moved item that also changed is both, with both places", () => {
    const { changes } = difference([item("a"), item("b"), item("c")], [item("c", 1), item("a"), item("b")]);
    expect(changes).toEqual([
      { kind: "moved", path: [0], pathBefore: [2], before: item("c"), after: item("c", 1) },
      { kind: "changed", path: [0, "value"], pathBefore: [2, "value"], before: 0, after: 1 },
    ]);
  });

  test("body items without ids are matched by what they say", () => {
    const tag = (value: string) => ({ type: "TextualBody", purpose: "tagging", value });
    expect(difference({ body: [tag("x"), tag("y")] }, { body: [tag("y")] }).changes).toEqual([
      { kind: "removed", path: ["body", 0], pathBefore: ["body", 0], before: tag("x") },
    ]);
  });

  test("the only item of its kind is the same item, whatever changed in it", () => {
    const position = { type: "TextPositionSelector", start: 3, end: 9 };
    const quote = (exact: string) => ({ type: "TextQuoteSelector", exact });
    expect(difference([position, quote("1783")], [position, quote("1815")]).changes).toEqual([
      { kind: "changed", path: [1, "exact"], pathBefore: [1, "exact"], before: "1783", after: "1815" },
    ]);
    expect(difference([quote("1783")], [quote("1815"), quote("1816")]).counts).toMatchObject({ added: 2, removed: 1 });
  });

  test("20,000 items against another 20,000 take no more than their own size", () => {
    const left = Array.from({ length: 20_000 }, (_, index) => item(`l${index}`));
    const right = Array.from({ length: 20_000 }, (_, index) => item(`r${index}`));
    expect(difference(left, right).counts).toEqual({ added: 20_000, removed: 20_000, changed: 0, moved: 0 });
    expect(difference(left, left.toReversed()).counts.moved).toBe(19_999);
  });
});

test("the order of fields is no difference", () => {
  expect(difference({ a: 1, b: [2] }, { b: [2], a: 1 }).changes).toEqual([]);
});

test.each([textDifference, wordDifference])("the runs of a text difference give both texts back", (compare) => {
  const lines = fc.array(fc.constantFrom("one\n", "two\n", "three", "\r\n", " ", "é")).map((parts) => parts.join(""));
  fc.assert(
    fc.property(lines, lines, (left, right) => {
      const runs = compare(left, right);
      const side = (other: string) =>
        runs
          .filter(({ kind }) => kind !== other)
          .map(({ text }) => text)
          .join("");
      expect(side("added")).toBe(left);
      expect(side("removed")).toBe(right);
    }),
  );
});
