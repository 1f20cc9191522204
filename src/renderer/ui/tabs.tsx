import { type KeyboardEvent, type ReactNode, useId } from "react";
import "./tabs.css";

export interface TabsProps<Id extends string> {
  /** What the tabs are parts of, for screen readers. */
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly label: ReactNode }[];
  readonly selected: Id;
  onSelect(id: Id): void;
  /** What the selected tab shows. */
  readonly children: ReactNode;
}

/** Parts of which one is shown. The tabs are one tab stop; left, right, Home and End go from one to the next and show it. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, children }: TabsProps<Id>) {
  const prefix = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = tabs.findIndex(({ id }) => id === selected);
    const next = tabs.at(target(event.key, at, tabs.length) ?? tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(next.id);
    event.currentTarget.querySelector<HTMLElement>(`#${CSS.escape(`${prefix}${next.id}`)}`)?.focus();
  };
  return (
    <div className="tabs">
      <div role="tablist" aria-label={label} className="tab-list" onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${prefix}${tab.id}`}
            aria-selected={tab.id === selected}
            aria-controls={tab.id === selected ? `${prefix}panel` : undefined}
            tabIndex={tab.id === selected ? 0 : -1}
            className="tab"
            onClick={() => onSelect(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div
        key={selected}
        role="tabpanel"
        id={`${prefix}panel`}
        aria-labelledby={`${prefix}${selected}`}
        className="tab-panel"
      >
        {children}
      </div>
    </div>
  );
}

/** The place of the tab that a key leads to; −1 is the last one. */
function target(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % count;
    case "ArrowLeft":
      return at - 1;
    case "Home":
      return 0;
    case "End":
      return -1;
    default:
      return null;
  }
}
