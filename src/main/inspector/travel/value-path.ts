import { identityOf, identityOfName, isJsonObject } from "../../../shared/difference/identity.ts";
import type { JsonTrail, JsonValue } from "../../../shared/ipc/json-value.ts";

/** A path whose steps into lists also know which item they mean, so that it can be followed in other versions. */
export type AnchoredPath = readonly (string | { readonly index: number; readonly identity: string | null })[];

/** What is counted stays where it is counted, in every version. */
export function anchorTrail(trail: JsonTrail): AnchoredPath {
  return trail.map((step) => {
    if (typeof step === "string") return step;
    if (typeof step === "number") return { index: step, identity: null };
    return { index: -1, identity: identityOfName(step) };
  });
}

/** What is counted is the item that stands there in one version, wherever it is in others. @param value that version */
export function anchorPath(value: JsonValue, trail: JsonTrail): AnchoredPath {
  let held: JsonValue | undefined = value;
  return anchorTrail(trail).map((step) => {
    const inside = held;
    held = held === undefined ? undefined : valueAt(held, [step]);
    if (typeof step === "string" || step.identity !== null) return step;
    if (!Array.isArray(inside)) return String(step.index);
    return { index: step.index, identity: held === undefined ? null : identityOf(held) };
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

function stepInto(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
