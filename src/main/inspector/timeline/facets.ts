import type { FilterFields } from "../../../shared/filter/compile-filter.ts";
import type { Filter } from "../../../shared/filter/filter.ts";
import { hasValue } from "../../../shared/filter/write-filter.ts";
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

/** The filter without the positive values of a key: a facet also counts what choosing another of its values would show. */
export function withoutKey(filter: Filter, key: string): Filter {
  return { ...filter, terms: filter.terms.filter((term) => term.key !== key || term.negated) };
}

/** Counts the values of a facet, most first; values that the filter names are listed also when nothing has them. */
export class FacetCounter<Row> {
  readonly #definition: FacetDefinition<Row>;
  readonly #counts = new Map<string, number>();

  constructor(definition: FacetDefinition<Row>) {
    this.#definition = definition;
  }

  /** @param times how many rows are like this one */
  count(row: Row, times = 1): void {
    const values = this.#definition.values(row);
    if (typeof values === "string") this.#add(values, times);
    else for (const value of values) this.#add(value, times);
  }

  facet(filterText: string, filter: Filter): Facet {
    const { key, label, valueLabel } = this.#definition;
    for (const term of filter.terms) {
      if (term.key === key && !term.negated && term.quoted && !this.#has(term.value)) this.#counts.set(term.value, 0);
    }
    const values = [...this.#counts]
      .map(([value, count]) => ({
        value,
        label: valueLabel?.(value) ?? value,
        count,
        selected: hasValue(filterText, key, value),
      }))
      .sort((left, right) => Number(right.selected) - Number(left.selected) || right.count - left.count);
    return { key, label, values: values.slice(0, MOST_VALUES) };
  }

  #add(value: string, times: number): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + times);
  }

  #has(value: string): boolean {
    const wanted = value.toLowerCase();
    return [...this.#counts.keys()].some((known) => known.toLowerCase() === wanted);
  }
}
