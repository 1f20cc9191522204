import type { FilterFields } from "../../../shared/filter/compile-filter.ts";
import type { Filter, FilterTerm } from "../../../shared/filter/filter.ts";
import { hasExcluded, hasValue, namesValue, writeValue } from "../../../shared/filter/write-filter.ts";
import type { Facet } from "../../../shared/ipc/model/resources.ts";

/** One way to narrow a list by a click: which values a row counts for. */
export interface FacetDefinition<Row> {
  readonly key: keyof FilterFields<Row> & string;
  readonly label: string;
  values(row: Row): string | readonly string[];
  /** How a value is shown. */
  valueLabel?(value: string): string;
}

const MOST_VALUES = 30;

/** Whether a condition stays when another value of a key is chosen, and when, where one is given, a value is let in again. */
export function staysWhenChosen(term: FilterTerm, key: string, letIn: string | null): boolean {
  if (term.key !== key) return true;
  return term.negated && (letIn === null || !namesValue(term, key, letIn));
}

/** Counts the values of a facet. */
export class FacetCounter<Row> {
  readonly #definition: FacetDefinition<Row>;
  readonly counts = new Map<string, number>();

  constructor(definition: FacetDefinition<Row>) {
    this.#definition = definition;
  }

  /** @param times how many rows are like this one; with 0 its values are known, and nothing has them */
  count(row: Row, times = 1): void {
    const values = this.#definition.values(row);
    if (typeof values === "string") this.#add(values, times);
    else for (const value of values) this.#add(value, times);
  }

  #add(value: string, times: number): void {
    this.counts.set(value, (this.counts.get(value) ?? 0) + times);
  }
}

export interface FacetCounts<Row> {
  readonly definition: FacetDefinition<Row>;
  readonly text: string;
  readonly filter: Filter;
  /** Of rows that fit the filter without what it chooses of the key; every value of the list is known. */
  readonly counter: FacetCounter<Row>;
  /** The same with a value let in that the filter excludes. */
  countWith(letIn: string): FacetCounter<Row>;
}

/**
 * A facet: each value with how many rows choosing it alone would show. First those that the filter names, then those
 * that most rows have; what nothing has stays in sight, so that the facet does not come and go while one types.
 */
export function facetOf<Row>({ definition, text, filter, counter, countWith }: FacetCounts<Row>): Facet {
  const { key, label, valueLabel } = definition;
  const labelOf = (value: string) => valueLabel?.(value) ?? value;
  const terms = filter.terms.filter((term) => term.key === key);
  const counts = new Map(counter.counts);
  const known = new Set([...counts.keys()].map((value) => value.toLowerCase()));
  for (const { value, form } of terms) if (form === "quoted" && !known.has(value.toLowerCase())) counts.set(value, 0);
  const values = [...counts].map(([value, count]) => {
    const excluded = hasExcluded(text, key, value);
    const selected = hasValue(text, key, value);
    const shown = excluded ? (countWith(value).counts.get(value) ?? 0) : count;
    return { value, label: labelOf(value), count: shown, selected, excluded };
  });
  const isNamed = ({ selected, excluded }: Facet["values"][number]) => Number(selected || excluded);
  values.sort((left, right) => isNamed(right) - isNamed(left) || right.count - left.count);
  return {
    key,
    label,
    values: values.slice(0, MOST_VALUES),
    terms: terms.map(({ value, operator, form, negated }) => ({
      label:
        form === "expression"
          ? writeValue(value, form)
          : operator === "matches"
            ? labelOf(value)
            : `${operator}${value}`,
      negated,
    })),
  };
}
