import type { JsonValue } from "../ipc/json-value.ts";

type JsonObject = { [key: string]: JsonValue };

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const NAMES = ["id", "@id", "checksum", "uri"] as const;

/** Whether an item carries a name of its own. */
export function hasId(item: JsonObject): boolean {
  return NAMES.some((name) => Object.hasOwn(item, name) && typeof item[name] === "string");
}

/**
 * What makes an item of a list the same item in another version of the list: its id, else the type, purpose and value
 * or source of a body item, else its whole content.
 */
export function identityOf(item: JsonValue): string {
  if (!isJsonObject(item)) return JSON.stringify(item);
  for (const name of NAMES) {
    if (Object.hasOwn(item, name) && typeof item[name] === "string") return `${name}=${item[name]}`;
  }
  const { type, purpose, value, source } = item;
  if (typeof type === "string" && (value !== undefined || source !== undefined)) {
    return `part=${JSON.stringify([type, purpose ?? null, value ?? null, source ?? null])}`;
  }
  return JSON.stringify(item);
}
