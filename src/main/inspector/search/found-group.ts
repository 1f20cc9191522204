import type { SearchResult } from "../../../shared/ipc/model/search.ts";

/** Hits of one kind. */
export interface FoundGroup {
  readonly group: SearchResult["groups"][number];
  /** One of them is called just what is looked for: the group comes first. */
  readonly isSaid: boolean;
}
