import { CircleAlert, CircleHelp, ListFilter, X } from "lucide-react";
import {
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import "./filter-field.css";
import { classes } from "./classes.ts";
import type { SuggestedField, Suggestion, Suggestions } from "./filter-suggestions.ts";
import { SuggestionList } from "./suggestion-list.tsx";
import { useSteady } from "./use-steady.ts";
import { useSuggestions } from "./use-suggestions.ts";

export interface FilterFieldProps {
  /** “Filter resources” */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  onChange(value: string): void;
  /** What could not be understood; the rest of the text still filters. */
  readonly problem?: { readonly message: string } | null;
  /** Brings back the text that was emptied last; absent when there is none. */
  readonly onUndo?: (() => void) | undefined;
  /** Enter, or arrow down: on to the list. */
  onLeave?(): void;
  readonly icon?: ReactNode;
  /** What the list can be filtered by, to be suggested while one types. */
  readonly fields?: readonly SuggestedField[];
  readonly ref?: Ref<FilterFieldHandle>;
  readonly autoFocus?: boolean;
}

export interface FilterFieldHandle {
  focus(): void;
  /** Goes to the field and lists what can be filtered by. */
  showFields(): void;
}

const NO_FIELDS: readonly SuggestedField[] = [];

/**
 * A field for filter text. The list follows while one types; Tab takes the active or first suggestion; Escape first closes
 * suggestions, then empties the field, then leaves it.
 */
export function FilterField({
  label,
  placeholder,
  value,
  onChange,
  problem,
  onUndo,
  onLeave,
  icon,
  fields = NO_FIELDS,
  ref,
  autoFocus,
}: FilterFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(value);
  const said = useRef(value);
  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);
  // The text also changes from outside: a facet was clicked, or a person went back. What was typed last gives way.
  useEffect(() => {
    if (value === said.current) return;
    said.current = value;
    setDraft(value);
  }, [value]);

  const type = (next: string) => {
    setDraft(next);
    if (next === said.current) return;
    said.current = next;
    onChange(next);
  };

  const listId = useId();
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current === null) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const suggesting = useSuggestions(fields, write);
  const { suggestions, active } = suggesting;
  useImperativeHandle(ref, () => ({
    focus() {
      input.current?.focus();
      input.current?.select();
    },
    showFields() {
      input.current?.focus();
      suggesting.showAll(draft.length);
    },
  }));
  const hasOptions = suggestions !== null && suggestions.options.length > 0;

  const takeTab = useSteady((event: globalThis.KeyboardEvent) => {
    if (event.target !== input.current || event.key !== "Tab" || event.shiftKey || suggestions === null) return;
    const option = suggestions.options[Math.max(active, 0)];
    if (option === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    write(option, suggestions);
  });
  useEffect(() => {
    if (!hasOptions) return;
    // A toolbar around the field moves the focus out of itself before the field hears of the key.
    window.addEventListener("keydown", takeTab, { capture: true });
    return () => window.removeEventListener("keydown", takeTab, { capture: true });
  }, [hasOptions, takeTab]);

  /** On to the list; where there are no rows to go to, to the screen, so that its keys work. */
  function leave(field: HTMLElement): void {
    onLeave?.();
    if (field.parentElement?.contains(document.activeElement)) field.closest<HTMLElement>("main")?.focus();
  }

  /** Puts a suggestion in its place; behind a key its values are suggested at once. */
  function write(suggestion: Suggestion, { from, to }: Suggestions): void {
    const before = draft.slice(0, from);
    const start = before === "" || /[\s-]$/u.test(before) ? before : `${before} `;
    const written = start + suggestion.text;
    caret.current = written.length;
    type(written + draft.slice(to));
    if (suggestion.isKey) suggesting.onType(written, written.length);
    else suggesting.close();
  }

  return (
    <div className={classes("filter-field", problem && "filter-field-wrong")}>
      <span className="filter-field-icon">{icon ?? <ListFilter size={14} aria-hidden />}</span>
      <input
        ref={input}
        className="filter-field-input"
        type="text"
        aria-label={label}
        aria-invalid={problem ? true : undefined}
        {...(fields.length === 0 ? {} : { "aria-autocomplete": "list", "aria-haspopup": "listbox" })}
        aria-controls={hasOptions ? listId : undefined}
        aria-activedescendant={hasOptions && active >= 0 ? `${listId}-${active}` : undefined}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={draft}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.parentElement?.contains(relatedTarget)) suggesting.close();
        }}
        onChange={(event) => {
          const { value: typed, selectionStart } = event.target;
          type(typed);
          suggesting.onType(typed, selectionStart ?? typed.length);
        }}
        onKeyDown={(event) => {
          if (suggesting.onKey(event)) {
            event.preventDefault();
          } else if (event.key === "Escape") {
            event.preventDefault();
            if (draft === "") leave(event.currentTarget);
            else type("");
          } else if (event.key === "Enter" || event.key === "ArrowDown") {
            event.preventDefault();
            onLeave?.();
          }
        }}
      />
      {problem && suggestions === null ? (
        <span className="filter-field-problem" role="status" title={problem.message}>
          <CircleAlert size={13} aria-hidden />
          <span className="cut">{problem.message}</span>
        </span>
      ) : null}
      {fields.length === 0 ? null : (
        <button
          type="button"
          className="filter-field-help"
          aria-label="What can be filtered by"
          title="What can be filtered by (Alt ↓)"
          onClick={() => {
            input.current?.focus();
            if (suggestions === null) suggesting.showAll(draft.length);
            else suggesting.close();
          }}
        >
          <CircleHelp size={13} aria-hidden />
        </button>
      )}
      {draft === "" ? (
        onUndo === undefined ? null : (
          <button
            type="button"
            className="filter-field-undo"
            onClick={() => {
              onUndo();
              if (input.current !== null) leave(input.current);
            }}
          >
            Undo
          </button>
        )
      ) : (
        <button
          type="button"
          className="filter-field-clear"
          aria-label="Empty the filter"
          onClick={() => {
            type("");
            input.current?.focus();
          }}
        >
          <X size={13} aria-hidden />
        </button>
      )}
      <span aria-live="polite" className="visually-hidden">
        {hasOptions ? `${suggestions.options.length} suggestions, arrow down goes to them` : ""}
      </span>
      {suggestions === null ? null : (
        <SuggestionList
          id={listId}
          suggestions={suggestions}
          active={active}
          onChoose={(option) => {
            write(option, suggestions);
            input.current?.focus();
          }}
        />
      )}
    </div>
  );
}
