import type { JsonPath, JsonValue } from "../ipc/json-value.ts";
import { alignItems } from "./align-items.ts";
import { isJsonObject } from "./identity.ts";

/** One operation of a JSON Patch (RFC 6902). */
export type PatchOperation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: JsonValue }
  | { readonly op: "remove"; readonly path: string }
  | { readonly op: "move"; readonly from: string; readonly path: string };

/** The operations that turn the left value into the right one, to be applied in order. */
export function jsonPatch(left: JsonValue, right: JsonValue): PatchOperation[] {
  const operations: PatchOperation[] = [];
  patch(left, right, [], operations);
  return operations;
}

/** A path as JSON Pointer (RFC 6901). */
function jsonPointer(path: JsonPath): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function patch(left: JsonValue, right: JsonValue, path: JsonPath, operations: PatchOperation[]): void {
  if (left === right) return;
  if (Array.isArray(left) && Array.isArray(right)) {
    patchList(left, right, path, operations);
  } else if (isJsonObject(left) && isJsonObject(right)) {
    for (const key of Object.keys(left)) {
      if (!Object.hasOwn(right, key)) operations.push({ op: "remove", path: jsonPointer([...path, key]) });
    }
    for (const [key, value] of Object.entries(right)) {
      if (Object.hasOwn(left, key)) patch(left[key] ?? null, value, [...path, key], operations);
      else operations.push({ op: "add", path: jsonPointer([...path, key]), value });
    }
  } else {
    operations.push({ op: "replace", path: jsonPointer(path), value: right });
  }
}

/** Removals from the end, so that the places before stay; then from the front each place gets what belongs there. */
function patchList(
  left: readonly JsonValue[],
  right: readonly JsonValue[],
  path: JsonPath,
  operations: PatchOperation[],
): void {
  const { removed, kept } = alignItems(left, right);
  for (const index of removed.toReversed()) operations.push({ op: "remove", path: jsonPointer([...path, index]) });
  const gone = new Set(removed);
  /** Places in the left list, in the order in which they stand while the patch is applied; -1 for what was added. */
  const standing = left.flatMap((_, index) => (gone.has(index) ? [] : [index]));
  const source = new Map(kept.map((pair) => [pair.right, pair]));
  for (const [index, value] of right.entries()) {
    const pair = source.get(index);
    if (pair === undefined) {
      operations.push({ op: "add", path: jsonPointer([...path, index]), value });
      standing.splice(index, 0, -1);
      continue;
    }
    const place = standing[index] === pair.left ? index : standing.indexOf(pair.left, index);
    if (place !== index) {
      operations.push({ op: "move", from: jsonPointer([...path, place]), path: jsonPointer([...path, index]) });
      standing.splice(index, 0, ...standing.splice(place, 1));
    }
    patch(left[pair.left] ?? null, value, [...path, index], operations);
  }
}
