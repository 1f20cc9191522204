import { alignItems } from "../../../shared/difference/align-items.ts";
import type { ChangeKind } from "../../../shared/difference/difference.ts";
import { isJsonObject } from "../../../shared/difference/identity.ts";
import type { JsonPath, JsonValue } from "../../../shared/ipc/json-value.ts";

/** A value of either side, with what became of it and of what it holds. */
export interface DifferenceNode {
  /** In the right value; of something removed, in the left one. */
  readonly path: JsonPath;
  readonly key: string | number | null;
  readonly kind: ChangeKind | "same";
  /** Part of something that was added or removed as a whole; not a change of its own. */
  readonly inherited: boolean;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
  /** The place in the list before, when it is another one. */
  readonly movedFrom: number | null;
  /** Null for values that hold nothing. */
  readonly children: readonly DifferenceNode[] | null;
  /** Changes at this place and below. */
  readonly changes: number;
}

/** Both values as one tree; items of lists are matched as `difference` in `shared/difference` matches them. */
export function differenceTree(left: JsonValue, right: JsonValue): DifferenceNode {
  return compare(left, right, [], null);
}

function compare(before: JsonValue, after: JsonValue, path: JsonPath, movedFrom: number | null): DifferenceNode {
  const children =
    Array.isArray(before) && Array.isArray(after)
      ? compareLists(before, after, path)
      : isJsonObject(before) && isJsonObject(after)
        ? compareObjects(before, after, path)
        : null;
  const replaced = children === null && before !== after;
  const kind = replaced ? "changed" : movedFrom === null ? "same" : "moved";
  const own = (replaced ? 1 : 0) + (movedFrom === null ? 0 : 1);
  const below = children?.reduce((sum, { changes }) => sum + changes, 0) ?? 0;
  return {
    path,
    key: path.at(-1) ?? null,
    kind,
    inherited: false,
    before,
    after,
    movedFrom,
    children,
    changes: own + below,
  };
}

function compareObjects(
  before: { readonly [key: string]: JsonValue },
  after: { readonly [key: string]: JsonValue },
  path: JsonPath,
): readonly DifferenceNode[] {
  const removed = Object.keys(before)
    .filter((key) => !Object.hasOwn(after, key))
    .map((key) => oneSided("removed", before[key] ?? null, [...path, key], false));
  const rest = Object.entries(after).map(([key, value]) =>
    Object.hasOwn(before, key)
      ? compare(before[key] ?? null, value, [...path, key], null)
      : oneSided("added", value, [...path, key], false),
  );
  return [...removed, ...rest];
}

/** Removed items stand before those that took their place: between two items that both lists have, the old ones come first. */
function compareLists(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  path: JsonPath,
): readonly DifferenceNode[] {
  const alignment = alignItems(before, after);
  const kept = new Map(alignment.kept.map((pair) => [pair.right, pair]));
  const removed = [...alignment.removed];
  const nodes: DifferenceNode[] = [];
  const removeUpTo = (place: number) => {
    while (removed.length > 0 && (removed[0] ?? 0) < place) {
      const index = removed.shift() ?? 0;
      nodes.push(oneSided("removed", before[index] ?? null, [...path, index], false));
    }
  };
  // For each item, where the next one that stayed in its order stood before.
  const nextKept = new Float64Array(after.length + 1).fill(Number.POSITIVE_INFINITY);
  for (let index = after.length - 1; index >= 0; index -= 1) {
    const pair = kept.get(index);
    nextKept[index] = pair === undefined || pair.moved ? (nextKept[index + 1] ?? 0) : pair.left;
  }
  for (const [index, value] of after.entries()) {
    const pair = kept.get(index);
    if (pair === undefined) {
      removeUpTo(nextKept[index] ?? 0);
      nodes.push(oneSided("added", value, [...path, index], false));
      continue;
    }
    if (!pair.moved) removeUpTo(pair.left);
    nodes.push(compare(before[pair.left] ?? null, value, [...path, index], pair.moved ? pair.left : null));
  }
  removeUpTo(Number.POSITIVE_INFINITY);
  return nodes;
}

function oneSided(kind: "added" | "removed", value: JsonValue, path: JsonPath, inherited: boolean): DifferenceNode {
  const entries: readonly (readonly [string | number, JsonValue])[] | null = Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : isJsonObject(value)
      ? Object.entries(value)
      : null;
  return {
    path,
    key: path.at(-1) ?? null,
    kind,
    inherited,
    before: kind === "removed" ? value : undefined,
    after: kind === "added" ? value : undefined,
    movedFrom: null,
    children: entries?.map(([key, child]) => oneSided(kind, child, [...path, key], true)) ?? null,
    changes: inherited ? 0 : 1,
  };
}
