import { type Filter, type FilterProblem, type FilterTerm, wordParts } from "./filter.ts";

/**
 * Words that look like conditions on a field that the list does not have, as in `colour:red`. They are looked for as words, which is
 * right for `mark:added` and `file://a.md`; one that is found nowhere is a slip, and named.
 *
 * @param isFound whether any row holds a word, given as by {@link wordParts}
 */
export function findUnknownField(
  { terms }: Filter,
  keys: readonly string[],
  isFound: (parts: readonly string[]) => boolean,
): FilterProblem | null {
  for (const term of terms) {
    const key = fieldLike(term);
    if (key === null || isFound(wordParts(term))) continue;
    return { message: `There is no field “${key}”. Fields: ${keys.join(", ")}.`, from: term.from, to: term.to };
  }
  return null;
}

function fieldLike({ key, quoted, value }: FilterTerm): string | null {
  if (key !== null || quoted) return null;
  return /^([a-z][\w-]*):(?!\/\/)/iu.exec(value)?.[1] ?? null;
}

/** Of two problems, the one that stands first in the text. */
export function firstProblem(one: FilterProblem | null, other: FilterProblem | null): FilterProblem | null {
  if (one === null || other === null) return one ?? other;
  return other.from < one.from ? other : one;
}
