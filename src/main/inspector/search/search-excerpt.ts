import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { Expression, type MatchPlace } from "../../../shared/filter/expression.ts";
import { holdsSought } from "../../../shared/filter/sought.ts";
import { phraseOf, type SoughtWords } from "./closeness.ts";

/** The part of a text that matched, with some of what stands around it. */
export interface Excerpt {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

const AROUND = 60;
const DEEPEST = 32;

interface FieldExcerpt extends Excerpt {
  /** The path of the value. */
  readonly field: string;
}

/** Where words stand in an event: in the first value that holds all of them, else in the first that holds one. */
export function excerptOf(
  stored: StoredEvent,
  words: SoughtWords,
): { readonly all: FieldExcerpt | undefined; readonly some: FieldExcerpt | undefined } {
  const some = findIn(stored, words, (lower) => words.some((word) => holdsSought(lower, word)));
  if (words.length < 2 || some === undefined) return { all: some, some };
  return { all: findIn(stored, words, (lower) => words.every((word) => holdsSought(lower, word))), some };
}

function findIn(
  { event, metadata }: StoredEvent,
  words: SoughtWords,
  fits: (lower: string) => boolean,
): FieldExcerpt | undefined {
  const { payload, ...fields } = event;
  const find = (value: unknown, path: string, depth: number): FieldExcerpt | undefined => {
    if (typeof value === "string" || typeof value === "number") {
      const text = String(value);
      return fits(text.toLowerCase()) ? { field: path, ...textExcerpt(text, words) } : undefined;
    }
    if (typeof value !== "object" || value === null || depth > DEEPEST) return undefined;
    for (const [key, item] of Object.entries(value)) {
      const found = find(item, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return (
    find(payload, "payload", 0) ??
    find(fields.type, "type", 0) ??
    find(fields.userId, "user", 0) ??
    find(fields, "event", 0) ??
    find(metadata, "metadata", 0)
  );
}

/** Cuts a text around the words as they were typed, or around the first that it holds; from its start when it holds none. */
export function textExcerpt(text: string, words: SoughtWords): Excerpt {
  const place = placeOf(text, words);
  if (place === null) {
    return { before: text.slice(0, AROUND * 2), match: "", after: text.length > AROUND * 2 ? "…" : "" };
  }
  const { from, to } = place;
  const start = Math.max(0, from - AROUND);
  const end = Math.min(text.length, to + AROUND);
  return {
    before: `${start > 0 ? "…" : ""}${text.slice(start, from)}`,
    match: text.slice(from, to),
    after: `${text.slice(to, end)}${end < text.length ? "…" : ""}`,
  };
}

function placeOf(text: string, words: SoughtWords): MatchPlace | null {
  const lower = text.toLowerCase();
  const phrase = phraseOf(words);
  for (const word of phrase === null ? words : [[phrase], ...words]) {
    const place = word instanceof Expression ? word.find(text) : placeOfText(lower, word[0] ?? "");
    // Some letters change their length in lower case; places of words would be off then.
    if (place !== null && (word instanceof Expression || lower.length === text.length)) return place;
  }
  return null;
}

function placeOfText(text: string, wanted: string): MatchPlace | null {
  const from = wanted === "" ? -1 : text.indexOf(wanted);
  return from === -1 ? null : { from, to: from + wanted.length };
}
