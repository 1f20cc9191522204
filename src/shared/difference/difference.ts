import type { JsonPath, JsonValue } from "../ipc/json-value.ts";
import { alignItems } from "./align-items.ts";
import { isJsonObject } from "./identity.ts";

export const CHANGE_KINDS = ["added", "removed", "changed", "moved"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One place where two JSON values differ. */
export interface Change {
  readonly kind: ChangeKind;
  /** In the right value; of something removed, in the left one. */
  readonly path: JsonPath;
  /** In the left value; null for what was added. */
  readonly pathBefore: JsonPath | null;
  /** Absent for what was added. */
  readonly before?: JsonValue;
  /** Absent for what was removed. */
  readonly after?: JsonValue;
}

export interface Difference {
  /** In the order of the right value, removals of a list or object first. */
  readonly changes: readonly Change[];
  readonly counts: Readonly<Record<ChangeKind, number>>;
}

/**
 * What differs between two JSON values. Items of lists are matched by identity and not by place, so that one annotation
 * more is one change. Time grows with the size of the values, memory with the number of changes.
 */
export function difference(left: JsonValue, right: JsonValue): Difference {
  const changes: Change[] = [];
  compare(left, right, [], [], changes);
  const counts = { added: 0, removed: 0, changed: 0, moved: 0 };
  for (const { kind } of changes) counts[kind] += 1;
  return { changes, counts };
}

/** Whether two JSON values are the same; the order of an object's fields does not matter. */
export function isSameValue(left: JsonValue, right: JsonValue): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => isSameValue(item, right[index] ?? null));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && isSameValue(left[key] ?? null, right[key] ?? null));
}

function compare(left: JsonValue, right: JsonValue, pathBefore: JsonPath, path: JsonPath, changes: Change[]): void {
  if (left === right) return;
  if (Array.isArray(left) && Array.isArray(right)) compareLists(left, right, pathBefore, path, changes);
  else if (isJsonObject(left) && isJsonObject(right)) compareObjects(left, right, pathBefore, path, changes);
  else changes.push({ kind: "changed", path, pathBefore, before: left, after: right });
}

function compareObjects(
  left: { readonly [key: string]: JsonValue },
  right: { readonly [key: string]: JsonValue },
  pathBefore: JsonPath,
  path: JsonPath,
  changes: Change[],
): void {
  for (const [key, before] of Object.entries(left)) {
    if (Object.hasOwn(right, key)) continue;
    const place = [...pathBefore, key];
    changes.push({ kind: "removed", path: place, pathBefore: place, before });
  }
  for (const [key, after] of Object.entries(right)) {
    if (!Object.hasOwn(left, key)) changes.push({ kind: "added", path: [...path, key], pathBefore: null, after });
    else compare(left[key] ?? null, after, [...pathBefore, key], [...path, key], changes);
  }
}

function compareLists(
  left: readonly JsonValue[],
  right: readonly JsonValue[],
  pathBefore: JsonPath,
  path: JsonPath,
  changes: Change[],
): void {
  const alignment = alignItems(left, right);
  for (const index of alignment.removed) {
    const place = [...pathBefore, index];
    changes.push({ kind: "removed", path: place, pathBefore: place, before: left[index] ?? null });
  }
  const added = new Set(alignment.added);
  const kept = new Map(alignment.kept.map((pair) => [pair.right, pair]));
  for (const [index, after] of right.entries()) {
    const here = [...path, index];
    if (added.has(index)) changes.push({ kind: "added", path: here, pathBefore: null, after });
    const pair = kept.get(index);
    if (pair === undefined) continue;
    const place = [...pathBefore, pair.left];
    const before = left[pair.left] ?? null;
    if (pair.moved) changes.push({ kind: "moved", path: here, pathBefore: place, before, after });
    compare(before, after, place, here, changes);
  }
}
