import type { JsonPath, JsonTrail, JsonValue } from "../ipc/json-value.ts";
import { isJsonObject, itemName } from "./identity.ts";

/** Makes a path into a value one that leads to the same value in other versions. */
export function trailOf(value: JsonValue | null, path: JsonPath): JsonTrail {
  let held: JsonValue | undefined = value ?? undefined;
  return path.map((step) => {
    const inside = held;
    held = stepInto(held, step);
    const name = Array.isArray(inside) ? itemName(held) : undefined;
    // A list may hold two items of one name; then only their places tell them apart.
    return name !== undefined && Array.isArray(inside) && hasOnly(inside, name) ? name : step;
  });
}

/** Where a trail leads in a version of the value; null where it leads nowhere. */
export function pathOfTrail(value: JsonValue | null, trail: JsonTrail): JsonPath | null {
  let held: JsonValue | undefined = value ?? undefined;
  const path: JsonPath = [];
  for (const step of trail) {
    const place: string | number = typeof step === "object" ? placeOf(held, step) : step;
    held = place === -1 ? undefined : stepInto(held, place);
    if (held === undefined) return null;
    path.push(place);
  }
  return path;
}

function stepInto(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (Array.isArray(value)) return typeof step === "number" ? value[step] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, String(step)) ? value[String(step)] : undefined;
}

function placeOf(list: JsonValue | undefined, name: { readonly by: string; readonly is: string }): number {
  return Array.isArray(list) ? list.findIndex((item) => isNamed(item, name)) : -1;
}

function hasOnly(list: readonly JsonValue[], name: { readonly by: string; readonly is: string }): boolean {
  return list.findIndex((item) => isNamed(item, name)) === list.findLastIndex((item) => isNamed(item, name));
}

function isNamed(item: JsonValue, { by, is }: { readonly by: string; readonly is: string }): boolean {
  const own = itemName(item);
  return own?.by === by && own.is === is;
}
