import { identityOf, isJsonObject } from "../../../shared/difference/identity.ts";
import type { JsonPath, JsonValue } from "../../../shared/ipc/json-value.ts";

/** A path whose steps into lists also know which item they mean, so that it can be followed in other versions. */
export type AnchoredPath = readonly (string | { readonly index: number; readonly identity: string | null })[];

/** @param value the version that the path was made for */
export function anchorPath(value: JsonValue, path: JsonPath): AnchoredPath {
  let held: JsonValue | undefined = value;
  return path.map((step) => {
    const inside = held;
    held = stepInto(held, step);
    if (!Array.isArray(inside) || typeof step !== "number") return String(step);
    return { index: step, identity: held === undefined ? null : identityOf(held) };
  });
}

/** @returns the value at a path in some version; undefined where there is none. */
export function valueAt(value: JsonValue, path: AnchoredPath): JsonValue | undefined {
  let held: JsonValue | undefined = value;
  for (const step of path) {
    if (typeof step === "string") held = stepInto(held, step);
    else if (Array.isArray(held)) held = itemOf(held, step);
    else return undefined;
  }
  return held;
}

function itemOf(
  list: readonly JsonValue[],
  { index, identity }: { readonly index: number; readonly identity: string | null },
): JsonValue | undefined {
  if (identity === null) return list[index];
  const there = list[index];
  if (there !== undefined && identityOf(there) === identity) return there;
  return list.find((item) => identityOf(item) === identity);
}

function stepInto(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (Array.isArray(value)) return value[Number(step)];
  return isJsonObject(value) && Object.hasOwn(value, String(step)) ? value[String(step)] : undefined;
}
