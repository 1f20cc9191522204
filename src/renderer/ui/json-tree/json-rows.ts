import type { JsonPath, JsonValue } from "../../../shared/ipc/json-value.ts";
import { isOpen, type JsonFold } from "./json-fold.ts";
import { pathId } from "./json-path.ts";

/** One line of a drawn tree. */
export interface JsonRow {
  readonly id: string;
  readonly path: JsonPath;
  /** The key or index below its parent; null for the outermost value. */
  readonly key: string | number | null;
  readonly value: JsonValue;
  /** From 0. */
  readonly depth: number;
  /** Number of children of an object or array; null for other values. */
  readonly children: number | null;
  readonly open: boolean;
  /** Place among its siblings from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  /** The searched text stands in the key or in the value itself. */
  readonly matches: boolean;
}

export interface JsonRows {
  readonly rows: readonly JsonRow[];
  /** Indexes of the rows that match the search. */
  readonly matches: readonly number[];
}

/**
 * The lines of a tree in order. While something is searched for, the way to every match is open.
 *
 * @param search any text; upper and lower case are the same
 * @param totals how many items lists have that are not here in full, by their paths
 */
export function listJsonRows(
  value: JsonValue,
  fold: JsonFold,
  search: string,
  totals: ReadonlyMap<string, number> = new Map(),
): JsonRows {
  const wanted = search.trim().toLowerCase();
  const leading = wanted === "" ? new Set<string>() : leadingToMatches(value, wanted);
  const rows: JsonRow[] = [];
  const matches: number[] = [];

  function visit(current: JsonValue, path: JsonPath, position: number, siblings: number): void {
    const key = path.at(-1) ?? null;
    const id = pathId(path);
    const children = totals.get(id) ?? countChildren(current);
    const open = children !== null && (leading.has(id) || isOpen(fold, path, children));
    const isMatch = wanted !== "" && matchesItself(key, current, wanted);
    if (isMatch) matches.push(rows.length);
    rows.push({
      id,
      path,
      key,
      value: current,
      depth: path.length,
      children,
      open,
      position,
      siblings,
      matches: isMatch,
    });
    const entries = open ? (childrenOf(current) ?? []) : [];
    for (const [index, [childKey, child]] of entries.entries()) {
      visit(child, [...path, childKey], index + 1, children ?? entries.length);
    }
  }

  visit(value, [], 1, 1);
  return { rows, matches };
}

function childrenOf(value: JsonValue): readonly (readonly [string | number, JsonValue])[] | null {
  if (Array.isArray(value)) return value.map((child, index) => [index, child]);
  return value !== null && typeof value === "object" ? Object.entries(value) : null;
}

function countChildren(value: JsonValue): number | null {
  if (Array.isArray(value)) return value.length;
  return value !== null && typeof value === "object" ? Object.keys(value).length : null;
}

function matchesItself(key: string | number | null, value: JsonValue, wanted: string): boolean {
  if (typeof key === "string" && key.toLowerCase().includes(wanted)) return true;
  return (value === null || typeof value !== "object") && String(value).toLowerCase().includes(wanted);
}

/** Ids of all objects and arrays that hold a match somewhere below them. */
function leadingToMatches(root: JsonValue, wanted: string): Set<string> {
  const leading = new Set<string>();
  function visit(value: JsonValue, path: JsonPath): boolean {
    let found = false;
    for (const [key, child] of childrenOf(value) ?? []) {
      const inside = visit(child, [...path, key]);
      found = inside || matchesItself(key, child, wanted) || found;
    }
    if (found) leading.add(pathId(path));
    return found;
  }
  visit(root, []);
  return leading;
}
