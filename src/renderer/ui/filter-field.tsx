import { CircleAlert, ListFilter, X } from "lucide-react";
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import "./filter-field.css";
import { classes } from "./classes.ts";

/**
 * Browsers take only so many addresses in a while: the list follows as many letters at once as people type, and waits
 * between further ones, as when a key is held down.
 */
const AT_ONCE = 60;
const WHILE_MS = 10_000;
const PAUSE_MS = 80;

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
  readonly ref?: Ref<FilterFieldHandle>;
  readonly autoFocus?: boolean;
}

export interface FilterFieldHandle {
  focus(): void;
}

/** A field for filter text. The list follows while one types; Escape first empties the field, then leaves it. */
export function FilterField({
  label,
  placeholder,
  value,
  onChange,
  problem,
  onUndo,
  onLeave,
  icon,
  ref,
  autoFocus,
}: FilterFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(value);
  const said = useRef(value);
  const saidAt = useRef<readonly number[]>([]);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const listener = useRef(onChange);
  useEffect(() => {
    listener.current = onChange;
  }, [onChange]);

  useImperativeHandle(ref, () => ({
    focus() {
      input.current?.focus();
      input.current?.select();
    },
  }));
  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);
  // The text also changes from outside: a facet was clicked, or a person went back. What was typed last gives way.
  useEffect(() => {
    if (value === said.current) return;
    clearTimeout(waiting.current);
    said.current = value;
    setDraft(value);
  }, [value]);
  useEffect(() => () => clearTimeout(waiting.current), []);

  const type = (next: string) => {
    setDraft(next);
    clearTimeout(waiting.current);
    const tell = () => {
      if (next === said.current) return;
      const now = performance.now();
      said.current = next;
      saidAt.current = [...saidAt.current.filter((time) => time > now - WHILE_MS), now];
      listener.current(next);
    };
    const wait = (saidAt.current.at(-1) ?? 0) + PAUSE_MS - performance.now();
    if (wait <= 0 || saidAt.current.length < AT_ONCE) tell();
    else waiting.current = setTimeout(tell, wait);
  };

  return (
    <div className={classes("filter-field", problem && "filter-field-wrong")}>
      <span className="filter-field-icon">{icon ?? <ListFilter size={14} aria-hidden />}</span>
      <input
        ref={input}
        className="filter-field-input"
        type="text"
        aria-label={label}
        aria-invalid={problem ? true : undefined}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={draft}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.preventDefault();
            if (draft === "") event.currentTarget.blur();
            else type("");
          } else if (event.key === "Enter" || event.key === "ArrowDown") {
            event.preventDefault();
            onLeave?.();
          }
        }}
      />
      {problem ? (
        <span className="filter-field-problem" role="status" title={problem.message}>
          <CircleAlert size={13} aria-hidden />
          <span className="cut">{problem.message}</span>
        </span>
      ) : null}
      {draft === "" ? (
        onUndo === undefined ? null : (
          <button type="button" className="filter-field-undo" onClick={onUndo}>
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
    </div>
  );
}
