import { useMemo, useRef } from "react";
import type { Facet } from "../../../shared/ipc/model/resources.ts";
import type { SavedFilter } from "../../../shared/ipc/model/saved-filters.ts";
import { FilterField, type FilterFieldHandle, type FilterFieldProps } from "../../ui/filter-field.tsx";
import type { SuggestedField } from "../../ui/filter-suggestions.ts";
import { type Command, useCommands } from "../commands.ts";
import { useCall } from "../use-call.ts";

export interface ListFilterFieldProps extends Omit<FilterFieldProps, "fields" | "ref"> {
  readonly list: SavedFilter["list"];
  /** Whose values are suggested. */
  readonly facets?: readonly Facet[];
}

const NO_FACETS: readonly Facet[] = [];

/** The filter field of a list, which suggests what the list can be filtered by. */
export function ListFilterField({ list, facets = NO_FACETS, ...field }: ListFilterFieldProps) {
  const { data } = useCall("filters.fields", { list });
  const fields = useMemo(
    () =>
      (data ?? []).map(({ key, meaning, examples, values }): SuggestedField => {
        const facet = facets.find((one) => one.key === key);
        return { key, meaning, examples, values: facet?.values ?? values.map((value) => ({ value, label: value })) };
      }),
    [data, facets],
  );
  const handle = useRef<FilterFieldHandle>(null);
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: "place.filter",
          title: "Go to the filter",
          group: "Lists",
          keys: ["/"],
          run: () => handle.current?.focus(),
        },
        {
          id: "filter.fields",
          title: "What can be filtered by",
          group: "Lists",
          words: "filter fields help syntax",
          run: () => handle.current?.showFields(),
        },
      ],
      [],
    ),
  );
  return <FilterField ref={handle} {...field} fields={fields} />;
}
