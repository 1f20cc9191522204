import type { MethodInput } from "../../../shared/ipc/contract.ts";
import { PAGE_ROWS } from "../../app/lists/use-pages.ts";
import type { PlaceOf } from "../../app/places.ts";

/** What a timeline asks for, without the window. */
export function timelineQuestion(
  { filter, order, density }: Pick<PlaceOf<"stream-timeline">, "filter" | "order" | "density">,
  scope: string | null,
  expanded: readonly string[],
): Omit<MethodInput<"timeline.query">, "offset" | "limit"> {
  return { scope, filter, order, density, expanded: [...expanded] };
}

/** Rows that are asked for together: whole records are tall and large, and few of them are in sight at once. */
export function timelinePageRows({ density }: Pick<PlaceOf<"stream-timeline">, "density">): number {
  return density === "records" ? 16 : PAGE_ROWS;
}

/** What its minimap asks for. */
export function minimapQuestion(scope: string | null, filter: string): MethodInput<"timeline.minimap"> {
  return { scope, filter, buckets: 240 };
}
