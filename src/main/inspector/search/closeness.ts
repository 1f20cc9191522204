import { containsParts } from "../../../shared/filter/filter.ts";

/** What is looked for: each word as its parts in lower case, which follow each other in a match. */
export type SoughtWords = readonly (readonly string[])[];

/**
 * How well a text says what is looked for: 0 when it is just that, 1 when it begins with it, 2 when each word begins one of its
 * words, 3 when it holds them all, else {@link NOT_HELD}.
 */
export type Closeness = 0 | 1 | 2 | 3 | typeof NOT_HELD;
/** Of a text that does not hold all words. */
export const NOT_HELD = 4;

/** @param text in lower case */
export function closeness(text: string, words: SoughtWords): Closeness {
  const wanted = words.map((parts) => parts.join("")).join(" ");
  if (text === wanted) return 0;
  if (text.startsWith(wanted)) return 1;
  if (!words.every((parts) => containsParts(text, parts))) return NOT_HELD;
  return words.every(([first = ""]) => beginsWord(text, first)) ? 2 : 3;
}

const LETTER = /[\p{L}\p{N}]/u;

function beginsWord(text: string, part: string): boolean {
  for (let place = text.indexOf(part); place !== -1; place = text.indexOf(part, place + 1)) {
    if (place === 0 || !LETTER.test(text.charAt(place - 1))) return true;
  }
  return false;
}

/** The closest first; those that are as close keep their order. */
export function closestFirst<Item extends { readonly closeness: Closeness }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((left, right) => left.closeness - right.closeness);
}
