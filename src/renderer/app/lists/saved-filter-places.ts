import type { SavedFilter } from "../../../shared/ipc/model/saved-filters.ts";
import { type Place, placeOf } from "../places.ts";

/** Where a saved filter shows what it is for: on the timeline that is looked at, else on that of the project. */
export function placeOfFilter({ list, text }: Pick<SavedFilter, "list" | "text">, project: string, here: Place): Place {
  if (list === "resources") return placeOf("resources", { project, filter: text });
  if (list === "search") return placeOf("search", { project, q: text });
  return here.screen === "stream-timeline"
    ? { ...here, filter: text, event: null }
    : placeOf("timeline", { project, filter: text });
}
