import { valueTerm } from "../../shared/filter/write-filter.ts";

/** A field that a list can be filtered by. */
export interface SuggestedField {
  readonly key: string;
  readonly meaning: string;
  /** How its values are written, where that is not any text. */
  readonly examples: readonly string[];
  /** Values that are known; others may do as well. */
  readonly values: readonly SuggestedValue[];
}

export interface SuggestedValue {
  readonly value: string;
  readonly label: string;
  /** How many rows have it, where that is known. */
  readonly count?: number;
}

/** What could stand at the caret. */
export interface Suggestion {
  /** What is written in the place of what was typed of it. */
  readonly text: string;
  readonly label: string;
  readonly note: string;
  /** A key wants a value behind it. */
  readonly isKey: boolean;
}

export interface Suggestions {
  /** The part of the text that a suggestion takes the place of. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly Suggestion[];
  /** What can be written there otherwise. */
  readonly hint: string | null;
}

/** Shorter words are nearly always the beginning of something else. */
const LEAST_LETTERS = 2;
const MOST_OPTIONS = 8;

/** What the word at the caret may become: a key that begins like it, or values of the key before its colon. */
export function suggestionsAt(text: string, caret: number, fields: readonly SuggestedField[]): Suggestions | null {
  const from = wordBefore(text, caret);
  if (from === null || (caret < text.length && !/\s/u.test(text.charAt(caret)))) return null;
  const word = text.slice(from, caret).toLowerCase();
  const colon = word.indexOf(":");
  if (colon === -1) {
    if (word.length < LEAST_LETTERS) return null;
    const options = fields.filter(({ key }) => key.startsWith(word)).map(keySuggestion);
    return options.length === 0 ? null : { from, to: caret, options, hint: null };
  }
  const field = fields.find(({ key }) => key === word.slice(0, colon));
  return field === undefined ? null : valuesOf(field, word.slice(colon + 1), { from, to: caret });
}

/** Every key, to be written at the caret. */
export function allKeys(caret: number, fields: readonly SuggestedField[]): Suggestions {
  return { from: caret, to: caret, options: fields.map(keySuggestion), hint: null };
}

function valuesOf(field: SuggestedField, typed: string, place: { from: number; to: number }): Suggestions | null {
  const hint = typed === "" ? hintOf(field) : null;
  const isPattern = /["*<>]|^\//u.test(typed);
  if (isPattern || field.values.some(({ value }) => value.toLowerCase() === typed)) return null;
  const rank = ({ value, label }: SuggestedValue) =>
    value.toLowerCase().startsWith(typed) ? 0 : `${value}\n${label}`.toLowerCase().includes(typed) ? 1 : 2;
  const fitting = field.values.filter((value) => rank(value) < 2).sort((left, right) => rank(left) - rank(right));
  if (fitting.length === 0 && hint === null) return null;
  return { ...place, options: fitting.slice(0, MOST_OPTIONS).map((value) => valueSuggestion(field.key, value)), hint };
}

function keySuggestion({ key, meaning }: SuggestedField): Suggestion {
  return { text: `${key}:`, label: `${key}:`, note: meaning, isKey: true };
}

function valueSuggestion(key: string, { value, label, count }: SuggestedValue): Suggestion {
  const notes = [label.toLowerCase() === value.toLowerCase() ? "" : label, count === undefined ? "" : String(count)];
  return {
    text: valueTerm(key, value),
    label: value,
    note: notes.filter((note) => note !== "").join(" · "),
    isKey: false,
  };
}

function hintOf({ meaning, examples }: SuggestedField): string {
  return examples.length === 0 ? meaning : `${meaning}, as ${examples.join(", ")}`;
}

/** A slash at the start of a word or value that no other has followed yet. */
const OPEN_EXPRESSION = /(?:^|\s)-?(?:[\w-]+:)?\/(?!\s)(?:[^/\\]|\\.)*$/su;

/**
 * Where the word begins that ends at a place, without a minus before it; null inside of quotation marks or of an expression, or without
 * a word.
 */
function wordBefore(text: string, caret: number): number | null {
  if (OPEN_EXPRESSION.test(text.slice(0, caret))) return null;
  let from = 0;
  let isQuoted = false;
  for (let place = 0; place < caret; place += 1) {
    const character = text.charAt(place);
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /\s/u.test(character)) from = place + 1;
  }
  if (text.charAt(from) === "-") from += 1;
  return isQuoted || from >= caret ? null : from;
}
