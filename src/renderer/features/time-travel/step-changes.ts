import { difference } from "../../../shared/difference/difference.ts";
import type { JsonValue } from "../../../shared/ipc/json-value.ts";
import type { ViewState } from "../../../shared/ipc/model/views.ts";
import { isWhole } from "../../app/view-parts.ts";
import { type JsonMarks, markChanges, NO_MARKS } from "../../ui/json-tree/json-marks.ts";
import { valueAt } from "../../ui/json-tree/json-path.ts";

/** Beyond these a comparison with the step before takes longer than a step may. */
const MOST_COMPARED = 3000;

/** Whether two such views are compared. */
export function isSmall(state: ViewState | undefined): boolean {
  const annotations = valueAt(state?.view ?? null, ["annotations", "annotations"]);
  return state !== undefined && isWhole(state) && (!Array.isArray(annotations) || annotations.length <= MOST_COMPARED);
}

/** What the last event did to the view. */
export function changesOf(before: JsonValue | null, after: JsonValue | null): JsonMarks {
  return before === null || after === null ? NO_MARKS : markChanges(difference(before, after).changes);
}
