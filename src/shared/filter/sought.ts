import { Expression, readExpression } from "./expression.ts";
import { containsParts, type FilterTerm, wordParts } from "./filter.ts";

/** What a free term looks for: the parts of a word in lower case, which follow each other in a match, or an expression. */
export type Sought = readonly string[] | Expression;

/** @returns what is looked for, or a sentence that says why that is nothing */
export function soughtBy(
  term: FilterTerm,
  read: (source: string) => Expression | string = readExpression,
): Sought | string {
  return term.form === "expression" ? read(term.value) : wordParts(term);
}

/** @param text in lower case */
export function holdsSought(text: string, sought: Sought): boolean {
  return sought instanceof Expression ? sought.holds(text) : containsParts(text, sought);
}
