import type { JsonValue } from "../../../shared/ipc/json-value.ts";
import { valueAt } from "../../ui/json-tree/json-path.ts";

/** Beyond these a view is megabytes: what the last step changed is not marked, and fewer views are read ahead. */
const MOST_ANNOTATIONS = 3000;

export function isLargeView(view: JsonValue | null): boolean {
  const annotations = valueAt(view, ["annotations", "annotations"]);
  return Array.isArray(annotations) && annotations.length > MOST_ANNOTATIONS;
}
