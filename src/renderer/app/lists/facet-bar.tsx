import { Check, ChevronDown, Minus } from "lucide-react";
import { type KeyboardEvent, memo, useMemo, useRef, useState } from "react";
import {
  Button as AriaButton,
  Dialog,
  DialogTrigger,
  GridList,
  GridListItem,
  Group,
  Popover,
  ToggleButton,
} from "react-aria-components";
import { setValue, toggleExcluded, toggleValue } from "../../../shared/filter/write-filter.ts";
import type { Facet } from "../../../shared/ipc/model/resources.ts";
import { classes } from "../../ui/classes.ts";
import { formatCount } from "../../ui/numbers.ts";
import { useSteady } from "../../ui/use-steady.ts";
import { type Command, useCommands } from "../commands.ts";
import "../../ui/menu.css";
import "./facet-bar.css";
import { facetText, inOrder } from "./facet-text.ts";

export interface FacetBarProps {
  readonly facets: readonly Facet[];
  readonly filter: string;
  onFilter(filter: string): void;
}

/** What the rows have in common, with counts. A click adds a value to the filter, leaves it out, or takes it out again. */
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
  const bar = useRef<HTMLDivElement>(null);
  const shown = facets.filter(({ values }) => values.length > 0);
  const names = shown.map(({ label }) => label).join("\n");
  useCommands(
    useMemo(
      () =>
        (names === "" ? [] : names.split("\n")).map((label, at): Command => {
          const press = () => bar.current?.querySelectorAll<HTMLElement>(".facet-button")[at]?.click();
          return {
            id: `facet.${label}`,
            title: `Filter by ${label.toLowerCase()}`,
            group: "Lists",
            words: "facet",
            run: press,
          };
        }),
      [names],
    ),
  );
  return (
    <Group ref={bar} className="facet-bar" aria-label="Facets">
      {shown.map((facet) => (
        <FacetButton key={facet.key} facet={facet} onChange={onChange} />
      ))}
    </Group>
  );
});

interface FacetButtonProps extends Pick<FacetsProps, "onChange"> {
  readonly facet: Facet;
}

/** While its menu is open, neither the button nor the values move: what was pointed at stays there. */
function FacetButton({ facet, onChange }: FacetButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<{ readonly width: number; readonly order: readonly string[] } | null>(null);
  const said = facetText(facet);
  return (
    <DialogTrigger
      isOpen={open !== null}
      onOpenChange={(isOpen) =>
        setOpen(
          isOpen
            ? {
                width: button.current?.getBoundingClientRect().width ?? 0,
                order: facet.values.map(({ value }) => value),
              }
            : null,
        )
      }
    >
      <AriaButton
        ref={button}
        className="facet-button"
        data-used={said !== null || undefined}
        {...(open === null ? {} : { style: { width: open.width } })}
      >
        <span className="cut">{said === null || open !== null ? facet.label : `${facet.label}: ${said}`}</span>
        <ChevronDown size={12} aria-hidden />
      </AriaButton>
      <Popover className="popover facet-popover" placement="bottom start" offset={4}>
        <Dialog aria-label={facet.label} className="facet-dialog">
          <FacetValues facet={facet} values={inOrder(facet.values, open?.order ?? [])} onChange={onChange} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface FacetValuesProps extends FacetButtonProps {
  readonly values: Facet["values"];
}

function FacetValues({ facet: { key, label: name, terms, values: all }, values, onChange }: FacetValuesProps) {
  const exclude = (value: string) => onChange((filter) => toggleExcluded(filter, key, value));
  const excludeByKey = (event: KeyboardEvent) => {
    if (event.key !== "-" || !(event.target instanceof Element)) return;
    const row = event.target.closest("[data-key]");
    const value = all.find((one) => one.value === row?.getAttribute("data-key"));
    if (value === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    exclude(value.value);
  };
  return (
    <div onKeyDownCapture={excludeByKey}>
      <GridList
        aria-label={name}
        className="menu"
        selectionMode="multiple"
        // Escape closes the list, and takes nothing out of the filter.
        escapeKeyBehavior="none"
        selectedKeys={all.filter(({ selected }) => selected).map(({ value }) => value)}
        onSelectionChange={(keys) => {
          if (keys === "all") return;
          const changed = all.find(({ value, selected: was }) => keys.has(value) !== was);
          if (changed !== undefined) onChange((filter) => toggleValue(filter, key, changed.value));
        }}
      >
        {values.map(({ value, label, count, selected, excluded }) => (
          <GridListItem
            key={value}
            id={value}
            textValue={`${label}, ${formatCount(count)}${excluded ? ", left out" : ""}`}
            className={classes(
              "menu-item",
              "facet-value",
              excluded && "facet-value-excluded",
              count === 0 && !selected && !excluded && "facet-value-none",
            )}
          >
            <span className="facet-sign">
              {selected ? <Check size={13} aria-hidden /> : null}
              {excluded ? <Minus size={13} aria-hidden /> : null}
            </span>
            <span className="cut facet-label">{label}</span>
            <span className="facet-count">{formatCount(count)}</span>
            <ToggleButton
              className="facet-exclude"
              aria-label={`Leave out ${label}`}
              isSelected={excluded}
              onChange={() => exclude(value)}
            >
              <Minus size={13} aria-hidden />
            </ToggleButton>
          </GridListItem>
        ))}
      </GridList>
      <div className="facet-actions">
        <AriaButton
          className={classes("facet-action", terms.length === 0 && "facet-action-idle")}
          onPress={() => onChange((filter) => setValue(filter, key, null))}
        >
          Any
        </AriaButton>
        <span className="facet-hint" aria-hidden="true">
          <kbd>−</kbd> leaves out
        </span>
      </div>
    </div>
  );
}
