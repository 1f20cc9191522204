import { exactTerm } from "../../../shared/filter/write-filter.ts";
import type { SearchResult } from "../../../shared/ipc/model/search.ts";
import { type Place, placeOf } from "../../app/places.ts";

/** The types whose events the search calls annotations. */
const ANNOTATING = ["mark:added", "mark:body-updated", "mark:removed"];

/** The list that holds all hits of a group; null where the search shows them all itself. */
export function placeOfGroup(
  group: SearchResult["groups"][number]["group"],
  text: string,
  project: string,
): Place | null {
  switch (group) {
    case "resources":
      return placeOf("resources", { project, filter: text });
    case "annotations":
      return placeOf("timeline", { project, filter: withTypes(text, false) });
    case "events":
      return placeOf("timeline", { project, filter: withTypes(text, true) });
    default:
      return null;
  }
}

function withTypes(text: string, negated: boolean): string {
  return [text, ...ANNOTATING.map((type) => exactTerm("type", type, negated))].join(" ");
}
