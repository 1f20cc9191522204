import { holdsSought } from "../../../shared/filter/sought.ts";
import { type Closeness, closeness, NOT_HELD, type SoughtWords } from "./closeness.ts";
import { type Excerpt, textExcerpt } from "./search-excerpt.ts";

/** A text by its name that words are looked for in. */
export interface SearchedField {
  readonly field: string;
  readonly text: string;
  /** The text in lower case. */
  readonly lower: string;
}

export function searchedField(field: string, text: string): SearchedField {
  return { field, text, lower: text.toLowerCase() };
}

/** Whether everything that is sought is somewhere in a field. */
export function holdAll(fields: readonly SearchedField[], words: SoughtWords): boolean {
  return words.every((word) => fields.some(({ lower }) => holdsSought(lower, word)));
}

/** Where it is shown that fields match: in the closest of them, else in the first that has a word. */
export function fieldExcerpt(fields: readonly SearchedField[], words: SoughtWords): { field: string } & Excerpt {
  let [found] = fields.filter(({ lower }) => words.some((word) => holdsSought(lower, word)));
  let least: Closeness = NOT_HELD;
  for (const field of fields) {
    const close = closeness(field.lower, words);
    if (close < least) [found, least] = [field, close];
  }
  const { field = "", text = "" } = found ?? fields[0] ?? {};
  return { field, ...textExcerpt(text, words) };
}

/** How close the closest of some fields is. */
export function closest(fields: readonly SearchedField[], words: SoughtWords): Closeness {
  let least: Closeness = NOT_HELD;
  for (const { lower } of fields) {
    const close = closeness(lower, words);
    if (close < least) least = close;
  }
  return least;
}
