// biome-ignore-all lint/a11y/useSemanticElements: a field names the active one, which a select element cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: the field has the focus
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the field takes the keys
import { useEffect, useRef } from "react";
import { classes } from "./classes.ts";
import type { Suggestion, Suggestions } from "./filter-suggestions.ts";

export interface SuggestionListProps {
  readonly id: string;
  readonly suggestions: Suggestions;
  /** -1 for none. */
  readonly active: number;
  onChoose(suggestion: Suggestion): void;
}

/** What could be written in a filter, below its field; the field moves through it by keys. */
export function SuggestionList({ id, suggestions: { options, hint }, active, onChoose }: SuggestionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div className="suggestions">
      {hint === null ? null : <p className="suggestions-hint">{hint}</p>}
      {options.length === 0 ? null : (
        <div ref={list} id={id} role="listbox" aria-label="Suggestions" className="suggestions-list">
          {options.map((option, index) => (
            <div
              key={option.text}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={classes("suggestion", index === active && "suggestion-active")}
              // The field keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onChoose(option)}
            >
              <code>{option.label}</code>
              <span className="suggestion-note cut">{option.note}</span>
            </div>
          ))}
        </div>
      )}
      <p className="suggestions-syntax" aria-hidden="true">
        <code>-key:value</code> leaves out, <code>"…"</code> means the whole value, <code>*</code> any text,{" "}
        <code>/^a\d+$/</code> is an expression
      </p>
    </div>
  );
}
