import type { Facet } from "../../../shared/ipc/model/resources.ts";
import { formatCount } from "../../ui/numbers.ts";

/** What a filter says of a facet, for its button: “Job progress”, “3”, “not Job progress”; null when it says nothing. */
export function facetText({ terms }: Pick<Facet, "terms">): string | null {
  const chosen = terms.filter(({ negated }) => !negated);
  const excluded = terms.filter(({ negated }) => negated);
  const parts = [counted(chosen), counted(excluded, "not ")].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}

function counted(terms: Facet["terms"], before = ""): string | null {
  const [first] = terms;
  if (first === undefined) return null;
  return `${before}${terms.length === 1 ? first.label : formatCount(terms.length)}`;
}

/** The values in the order in which they stood before; what is new comes last. */
export function inOrder(values: Facet["values"], order: readonly string[]): Facet["values"] {
  const place = new Map(order.map((value, index) => [value, index]));
  const placeOf = (value: string) => place.get(value) ?? order.length;
  return values.toSorted((left, right) => placeOf(left.value) - placeOf(right.value));
}
