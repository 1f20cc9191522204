import { ChevronDown } from "lucide-react";
import {
  Button as AriaButton,
  Dialog,
  DialogTrigger,
  Group,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components";
import { setValue, toggleExcluded, toggleValue } from "../../../shared/filter/write-filter.ts";
import type { Facet } from "../../../shared/ipc/model/resources.ts";
import { formatCount } from "../../ui/numbers.ts";
import "../../ui/menu.css";
import "./facet-bar.css";

export interface FacetBarProps {
  readonly facets: readonly Facet[];
  readonly filter: string;
  onFilter(filter: string): void;
}

/** What the rows have in common, with counts. A click adds a value to the filter or takes it out. */
export function FacetBar({ facets, filter, onFilter }: FacetBarProps) {
  return (
    <Group className="facet-bar" aria-label="Facets">
      {facets
        .filter(({ values }) => values.length > 0)
        .map((facet) => (
          <FacetButton key={facet.key} facet={facet} filter={filter} onFilter={onFilter} />
        ))}
    </Group>
  );
}

function FacetButton({ facet, filter, onFilter }: { readonly facet: Facet } & Omit<FacetBarProps, "facets">) {
  const selected = facet.values.filter((value) => value.selected);
  const said = selected.length === 1 ? selected[0]?.label : selected.length > 1 ? formatCount(selected.length) : null;
  return (
    <DialogTrigger>
      <AriaButton className="facet-button" data-used={said !== null || undefined}>
        <span className="cut">{said === null ? facet.label : `${facet.label}: ${said}`}</span>
        <ChevronDown size={12} aria-hidden />
      </AriaButton>
      <Popover className="popover facet-popover" placement="bottom start" offset={4}>
        <Dialog aria-label={facet.label} className="facet-dialog">
          <ListBox
            aria-label={facet.label}
            className="menu"
            selectionMode="multiple"
            // Escape closes the list, and takes nothing out of the filter.
            escapeKeyBehavior="none"
            selectedKeys={selected.map(({ value }) => value)}
            onSelectionChange={(keys) => {
              if (keys === "all") return;
              const changed = facet.values.find(({ value, selected: was }) => keys.has(value) !== was);
              if (changed !== undefined) onFilter(toggleValue(filter, facet.key, changed.value));
            }}
          >
            {facet.values.map(({ value, label, count }) => (
              <ListBoxItem key={value} id={value} className="menu-item menu-choice facet-value" textValue={label}>
                <span className="cut">{label}</span>
                <span className="facet-count">{formatCount(count)}</span>
              </ListBoxItem>
            ))}
          </ListBox>
          <div className="facet-actions">
            {selected.length === 0 ? null : (
              <AriaButton className="facet-action" onPress={() => onFilter(setValue(filter, facet.key, null))}>
                Any
              </AriaButton>
            )}
            {selected.map(({ value, label }) => (
              <AriaButton
                key={value}
                className="facet-action cut"
                onPress={() => onFilter(toggleExcluded(setValue(filter, facet.key, null), facet.key, value))}
              >
                All but {label}
              </AriaButton>
            ))}
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
