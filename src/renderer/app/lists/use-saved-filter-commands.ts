import { useMemo } from "react";
import { useCommands } from "../commands.ts";
import { navigate } from "../location.ts";
import type { Place } from "../places.ts";
import { placeOfFilter } from "./saved-filter-places.ts";
import { useSavedFilters } from "./use-saved-filters.ts";

const LIST_WORDS = { resources: "Resources", events: "Events", search: "Search" };

/** Every saved filter as a command, so that the palette finds it by its name. @param place inside a project, or null */
export function useSavedFilterCommands(place: Place | null): void {
  const { filters } = useSavedFilters();
  useCommands(
    useMemo(() => {
      if (place === null || place.screen === "welcome") return [];
      const { project } = place;
      return filters.map((filter) => ({
        id: `filter.saved.${filter.id}`,
        title: `${LIST_WORDS[filter.list]}: ${filter.name}`,
        group: "Lists" as const,
        words: `saved filter ${filter.text}`,
        run: () => navigate(placeOfFilter(filter, project, place)),
      }));
    }, [filters, place]),
  );
}
