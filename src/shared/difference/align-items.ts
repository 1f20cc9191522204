import type { JsonValue } from "../ipc/json-value.ts";
import { alignLists, type ListAlignment } from "./align-lists.ts";
import { hasId, identityOf, isJsonObject } from "./identity.ts";

/**
 * Matches two versions of a list by what its items are. An item without an id that is the only one of its kind in both
 * versions is the same item, whatever changed in it: the quotation of an annotation, say.
 */
export function alignItems(left: readonly JsonValue[], right: readonly JsonValue[]): ListAlignment {
  const leftKinds = onlyOnes(left);
  const rightKinds = onlyOnes(right);
  const identities = (items: readonly JsonValue[]) =>
    items.map((item) => {
      const kind = kindOf(item);
      return kind !== null && leftKinds.has(kind) && rightKinds.has(kind) ? kind : identityOf(item);
    });
  return alignLists(identities(left), identities(right));
}

/** Kinds of which a list has one item. */
function onlyOnes(items: readonly JsonValue[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const kind = kindOf(item);
    if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([kind, count]) => (count === 1 ? [kind] : [])));
}

function kindOf(item: JsonValue): string | null {
  if (!isJsonObject(item) || hasId(item)) return null;
  const { type, purpose } = item;
  return typeof type === "string" ? `kind=${JSON.stringify([type, purpose ?? null])}` : null;
}
