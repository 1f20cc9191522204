import type { JsonPath } from "../../../shared/ipc/json-value.ts";
import { pathId } from "./json-path.ts";

/**
 * Which parts of a tree are open: a rule for all, and the paths where a person decided otherwise. Paths, not
 * places, so that the same parts stay open when the value is another one a moment later.
 */
export interface JsonFold {
  readonly rule: "automatic" | "open" | "closed";
  readonly exceptions: ReadonlySet<string>;
}

export const AUTOMATIC_FOLD: JsonFold = { rule: "automatic", exceptions: new Set() };
export const ALL_OPEN: JsonFold = { rule: "open", exceptions: new Set() };
export const ALL_CLOSED: JsonFold = { rule: "closed", exceptions: new Set() };

const AUTOMATIC_DEPTH = 3;
const AUTOMATIC_CHILDREN = 40;

/** Whether the object or array at a path shows its children. The outermost value always does under every rule. */
export function isOpen(fold: JsonFold, path: JsonPath, children: number): boolean {
  const byRule =
    path.length === 0 ||
    (fold.rule === "automatic"
      ? path.length < AUTOMATIC_DEPTH && children <= AUTOMATIC_CHILDREN
      : fold.rule === "open");
  return fold.exceptions.has(pathId(path)) ? !byRule : byRule;
}

/** Opens a closed part and closes an open one. */
export function toggleFold(fold: JsonFold, path: JsonPath): JsonFold {
  const id = pathId(path);
  const exceptions = new Set(fold.exceptions);
  if (!exceptions.delete(id)) exceptions.add(id);
  return { ...fold, exceptions };
}
