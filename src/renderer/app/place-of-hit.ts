import type { SearchHit } from "../../shared/ipc/model/search.ts";
import { type Place, placeOf } from "./places.ts";

/** Where something that was found is shown. */
export function placeOfHit(
  { reference, stream, filter }: Pick<SearchHit, "reference" | "stream" | "filter">,
  project: string,
): Place {
  if (reference !== null) return placeOf("stream-timeline", { project, stream: reference.stream, event: reference });
  if (stream !== null) return placeOf("stream-timeline", { project, stream });
  return placeOf("timeline", { project, filter: filter ?? "" });
}
