import type { MethodInput } from "../../../shared/ipc/contract.ts";
import type { PlaceOf } from "../../app/places.ts";

/** What the table of resources asks for, without the window. */
export function resourcesQuestion({
  filter,
  sort,
  direction,
}: Pick<PlaceOf<"resources">, "filter" | "sort" | "direction">): Omit<
  MethodInput<"resources.query">,
  "offset" | "limit"
> {
  return { filter, sort: { column: sort, direction } };
}
