import type { MethodInput } from "../../../shared/ipc/contract.ts";
import type { PlaceOf } from "../../app/places.ts";

/** What a timeline asks for, without the window. */
export function timelineQuestion(
  { filter, order, density }: Pick<PlaceOf<"stream-timeline">, "filter" | "order" | "density">,
  scope: string | null,
  expanded: readonly string[],
): Omit<MethodInput<"timeline.query">, "offset" | "limit"> {
  return { scope, filter, order, density, expanded: [...expanded] };
}

/** What its minimap asks for. */
export function minimapQuestion(scope: string | null, filter: string): MethodInput<"timeline.minimap"> {
  return { scope, filter, buckets: 240 };
}
