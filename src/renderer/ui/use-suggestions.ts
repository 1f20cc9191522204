import { type KeyboardEvent, useState } from "react";
import {
  allKeys,
  type SuggestedField,
  type Suggestion,
  type Suggestions,
  suggestionsAt,
} from "./filter-suggestions.ts";

export interface SuggestionState {
  readonly suggestions: Suggestions | null;
  /** -1 while the keys belong to the field. */
  readonly active: number;
  /** Told what was typed, with the caret behind it. */
  onType(text: string, caret: number): void;
  /** Shows every key. */
  showAll(caret: number): void;
  close(): void;
  /** @returns whether the key was for the suggestions */
  onKey(event: KeyboardEvent<HTMLInputElement>): boolean;
}

/**
 * Suggestions for what is typed in a filter. None is active until a person goes to it with the arrow keys, so that Enter does what it
 * did; Escape closes them.
 */
export function useSuggestions(
  fields: readonly SuggestedField[],
  onAccept: (suggestion: Suggestion, suggestions: Suggestions) => void,
): SuggestionState {
  const [shown, setShown] = useState<Suggestions | null>(null);
  const [active, setActive] = useState(-1);
  /** What was typed before the fields were known. */
  const [early, setEarly] = useState<{ readonly text: string; readonly caret: number } | null>(null);

  function show(next: Suggestions | null): void {
    setShown(next);
    setActive(-1);
    setEarly(null);
  }

  if (early !== null && fields.length > 0) show(suggestionsAt(early.text, early.caret, fields));

  function onKey(event: KeyboardEvent<HTMLInputElement>): boolean {
    const { key, currentTarget } = event;
    if (key === "ArrowDown" && event.altKey && fields.length > 0) {
      show(allKeys(currentTarget.selectionStart ?? currentTarget.value.length, fields));
      return true;
    }
    if (shown === null) return false;
    const last = shown.options.length - 1;
    if (key === "Escape") show(null);
    else if (key === "ArrowDown" && last >= 0) setActive(Math.min(active + 1, last));
    else if (key === "ArrowUp" && active >= 0) setActive(active - 1);
    else if (key === "Enter" && active >= 0) accept();
    else {
      // The caret leaves what the suggestions are for, or the field is left.
      if (["ArrowLeft", "ArrowRight", "Home", "End", "Enter"].includes(key)) show(null);
      return false;
    }
    return true;
  }

  function accept(): void {
    const option = shown?.options[active];
    if (shown !== null && option !== undefined) onAccept(option, shown);
  }

  return {
    suggestions: shown,
    active,
    onType(text, caret) {
      show(suggestionsAt(text, caret, fields));
      if (fields.length === 0) setEarly({ text, caret });
    },
    showAll: (caret) => show(allKeys(caret, fields)),
    close: () => show(null),
    onKey,
  };
}
