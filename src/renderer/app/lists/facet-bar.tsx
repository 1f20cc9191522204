import { ChevronDown } from "lucide-react";
import { memo } from "react";
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
import { useSteady } from "../../ui/use-steady.ts";
import "../../ui/menu.css";
import "./facet-bar.css";

export interface FacetBarProps {
  readonly facets: readonly Facet[];
  readonly filter: string;
  onFilter(filter: string): void;
}

/** What the rows have in common, with counts. A click adds a value to the filter or takes it out. */
export function FacetBar({ facets, filter, onFilter }: FacetBarProps) {
  const onChange = useSteady((change: (filter: string) => string) => onFilter(change(filter)));
  return <Facets facets={facets} onChange={onChange} />;
}

interface FacetsProps {
  readonly facets: readonly Facet[];
  /** Changes the filter as it is then. */
  onChange(change: (filter: string) => string): void;
}

/** Drawn for new counts only, not for every letter of a filter. */
const Facets = memo(function Facets({ facets, onChange }: FacetsProps) {
  return (
    <Group className="facet-bar" aria-label="Facets">
      {facets
        .filter(({ values }) => values.length > 0)
        .map((facet) => (
          <FacetButton key={facet.key} facet={facet} onChange={onChange} />
        ))}
    </Group>
  );
});

function FacetButton({ facet, onChange }: { readonly facet: Facet } & Pick<FacetsProps, "onChange">) {
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
              if (changed !== undefined) onChange((filter) => toggleValue(filter, facet.key, changed.value));
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
              <AriaButton
                className="facet-action"
                onPress={() => onChange((filter) => setValue(filter, facet.key, null))}
              >
                Any
              </AriaButton>
            )}
            {selected.map(({ value, label }) => (
              <AriaButton
                key={value}
                className="facet-action cut"
                onPress={() =>
                  onChange((filter) => toggleExcluded(setValue(filter, facet.key, null), facet.key, value))
                }
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
