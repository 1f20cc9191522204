import { ITEM_NAMES, type JsonValue } from "../ipc/json-value.ts";

type JsonObject = { [key: string]: JsonValue };

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The name that an item carries of its own; undefined where it has none. */
export function itemName(item: JsonValue | undefined) {
  if (!isJsonObject(item)) return undefined;
  for (const by of ITEM_NAMES) {
    const is = Object.hasOwn(item, by) ? item[by] : undefined;
    if (typeof is === "string") return { by, is };
  }
  return undefined;
}

/** Whether an item carries a name of its own. */
export function hasId(item: JsonObject): boolean {
  return itemName(item) !== undefined;
}

/** The identity of the item that carries a name. */
export function identityOfName({ by, is }: { readonly by: string; readonly is: string }): string {
  return `${by}=${is}`;
}

/**
 * What makes an item of a list the same item in another version of the list: its id, else the type, purpose and value
 * or source of a body item, else its whole content.
 */
export function identityOf(item: JsonValue): string {
  if (!isJsonObject(item)) return JSON.stringify(item);
  const name = itemName(item);
  if (name !== undefined) return identityOfName(name);
  const { type, purpose, value, source } = item;
  if (typeof type === "string" && (value !== undefined || source !== undefined)) {
    return `part=${JSON.stringify([type, purpose ?? null, value ?? null, source ?? null])}`;
  }
  return JSON.stringify(item);
}
