import { Expression } from "../../../shared/filter/expression.ts";
import { holdsSought, type Sought } from "../../../shared/filter/sought.ts";

/** What is looked for: words and expressions. */
export type SoughtWords = readonly Sought[];

/**
 * How well a text says what is looked for: 0 when it is just that, 1 when it begins with it, 2 when each word begins one of its
 * words, 3 when it holds them all, else {@link NOT_HELD}.
 */
export type Closeness = 0 | 1 | 2 | 3 | typeof NOT_HELD;
/** Of a text that does not hold all words. */
export const NOT_HELD = 4;

/** @param text in lower case */
export function closeness(text: string, words: SoughtWords): Closeness {
  const wanted = phraseOf(words);
  if (text === wanted) return 0;
  if (wanted !== null && text.startsWith(wanted)) return 1;
  if (!words.every((word) => holdsSought(text, word))) return NOT_HELD;
  return words.every((word) => !(word instanceof Expression) && beginsWord(text, word[0] ?? "")) ? 2 : 3;
}

/** The words as they are typed one after the other; null where one of them is an expression. */
export function phraseOf(words: SoughtWords): string | null {
  const typed: string[] = [];
  for (const word of words) {
    if (word instanceof Expression) return null;
    typed.push(word.join(""));
  }
  return typed.join(" ");
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
