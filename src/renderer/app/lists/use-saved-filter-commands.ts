import { useMemo } from "react";
import type { SavedFilter } from "../../../shared/ipc/model/saved-filters.ts";
import { useSteady } from "../../ui/use-steady.ts";
import { type Command, useCommands } from "../commands.ts";
import { absoluteLink, navigate } from "../location.ts";
import { copyText } from "../notice.tsx";
import type { Place, Screen } from "../places.ts";
import { placeOfFilter } from "./saved-filter-places.ts";
import { useSavedFilters } from "./use-saved-filters.ts";

const LIST_WORDS = { resources: "Resources", events: "Events", search: "Search" };

/** Where a list stands that filters are kept for. */
const LISTS: Partial<Record<Screen, SavedFilter["list"]>> = {
  resources: "resources",
  timeline: "events",
  "stream-timeline": "events",
  search: "search",
};

/**
 * Every saved filter as a command, so that the palette finds it by its name, and beside its list what else can be done with it.
 *
 * @param place inside a project, or null
 */
export function useSavedFilterCommands(place: Place | null): void {
  const saved = useSavedFilters();
  const { filters } = saved;
  const forget = useSteady(saved.forget);
  useCommands(useMemo(() => savedFilterCommands(filters, place, forget), [filters, place, forget]));
}

/** What applies a filter comes first: it is what somebody means who types its name. */
export function savedFilterCommands(
  filters: readonly SavedFilter[],
  place: Place | null,
  forget: (filter: SavedFilter) => void,
): readonly Command[] {
  if (place === null || place.screen === "welcome") return [];
  const { project } = place;
  const own = filters.filter(({ list }) => list === LISTS[place.screen]);
  const command = (id: string, title: string, words: string, run: () => void): Command => ({
    id: `filter.${id}`,
    title,
    group: "Lists",
    words: `saved filter ${words}`,
    run,
  });
  return [
    ...filters.map((filter) =>
      command(`saved.${filter.id}`, `${LIST_WORDS[filter.list]}: ${filter.name}`, filter.text, () =>
        navigate(placeOfFilter(filter, project, place)),
      ),
    ),
    ...own.map((filter) =>
      command(`link.${filter.id}`, `Copy link to the filter ${filter.name}`, `send share ${filter.text}`, () =>
        copyText(absoluteLink(placeOfFilter(filter, project, place)), "Link"),
      ),
    ),
    ...own.map((filter) =>
      command(`forget.${filter.id}`, `Forget the filter ${filter.name}`, `remove delete ${filter.text}`, () =>
        forget(filter),
      ),
    ),
  ];
}
