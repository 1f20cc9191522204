import { type Filter, type FilterProblem, type FilterTerm, wordParts } from "./filter.ts";

/**
 * Words that look like conditions on a field that the list does not have, as in `colour:red`, or like expressions with a slash too many,
 * as in `/a/i`. They are looked for as words, which is right for `mark:added`, `file://a.md` and `/docs/a/`; one that is found nowhere
 * is a slip, and named.
 *
 * @param isFound whether any row holds a word, given as by {@link wordParts}
 */
export function findSlip(
  { terms }: Filter,
  keys: readonly string[],
  isFound: (parts: readonly string[]) => boolean,
): FilterProblem | null {
  for (const term of terms) {
    const message = slipIn(term, keys);
    if (message === null || isFound(wordParts(term))) continue;
    return { message, from: term.from, to: term.to };
  }
  return null;
}

function slipIn({ key, form, value }: FilterTerm, keys: readonly string[]): string | null {
  if (key !== null || form !== "plain") return null;
  const field = /^([a-z][\w-]*):(?!\/\/)/iu.exec(value)?.[1];
  if (field !== undefined) return `There is no field “${field}”. Fields: ${keys.join(", ")}.`;
  if (!/^\/.*[\\^$+()[\]{}|]|^\/.+\/[gimsuvy]*$/u.test(value)) return null;
  return "This is looked for as it is written. An expression ends with its second slash; write \\/ for one inside of it.";
}

/** Of two problems, the one that stands first in the text. */
export function firstProblem(one: FilterProblem | null, other: FilterProblem | null): FilterProblem | null {
  if (one === null || other === null) return one ?? other;
  return other.from < one.from ? other : one;
}
