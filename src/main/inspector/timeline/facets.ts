import type { FilterFields } from "../../../shared/filter/compile-filter.ts";
import type { Filter } from "../../../shared/filter/filter.ts";
import { hasExcluded, hasValue } from "../../../shared/filter/write-filter.ts";
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

/** The filter without what it says of a key, or without what it chooses of it. */
export function withoutKey(filter: Filter, key: string, which: "all" | "chosen"): Filter {
  return { ...filter, terms: filter.terms.filter((term) => term.key !== key || (which === "chosen" && term.negated)) };
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
  /** Of rows that fit the filter without what it says of the key at all; asked for where it excludes something. */
  countAll(): FacetCounter<Row>;
}

/**
 * A facet: each value with how many rows choosing it alone would show. First those that the filter names, then those
 * that most rows have; what nothing has stays in sight, so that the facet does not come and go while one types.
 */
export function facetOf<Row>({ definition, text, filter, counter, countAll }: FacetCounts<Row>): Facet {
  const { key, label, valueLabel } = definition;
  const labelOf = (value: string) => valueLabel?.(value) ?? value;
  const terms = filter.terms.filter((term) => term.key === key);
  const counts = new Map(counter.counts);
  const known = new Set([...counts.keys()].map((value) => value.toLowerCase()));
  for (const { value, quoted } of terms) if (quoted && !known.has(value.toLowerCase())) counts.set(value, 0);
  const all = terms.some(({ negated }) => negated) ? countAll().counts : counts;
  const values = [...counts].map(([value, count]) => {
    const excluded = hasExcluded(text, key, value);
    const selected = hasValue(text, key, value);
    return { value, label: labelOf(value), count: excluded ? (all.get(value) ?? 0) : count, selected, excluded };
  });
  const isNamed = ({ selected, excluded }: Facet["values"][number]) => Number(selected || excluded);
  values.sort((left, right) => isNamed(right) - isNamed(left) || right.count - left.count);
  return {
    key,
    label,
    values: values.slice(0, MOST_VALUES),
    terms: terms.map(({ value, operator, negated }) => ({
      label: operator === "matches" ? labelOf(value) : `${operator}${value}`,
      negated,
    })),
  };
}
