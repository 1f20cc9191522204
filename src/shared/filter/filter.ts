/** How a value is compared: as it is written (see {@link FilterForm}), or by an order. */
export type FilterOperator = "matches" | ">" | ">=" | "<" | "<=";

/**
 * How a value is written: `plain`, where it needs to be contained only and `*` stands for any run of characters; `quoted`, where the
 * whole value is meant and `*` means itself; or as an `expression` between slashes, with those inside of it escaped as they were typed.
 */
export type FilterForm = "plain" | "quoted" | "expression";

/** One condition of a filter. All conditions must hold, but those of one key add up: any of their values will do. */
export interface FilterTerm {
  /** Lower case; null for a free word. */
  readonly key: string | null;
  readonly negated: boolean;
  readonly operator: FilterOperator;
  readonly value: string;
  readonly form: FilterForm;
  /** Place in the text, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/** What is wrong with a filter text, and where. */
export interface FilterProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

export interface Filter {
  readonly terms: readonly FilterTerm[];
  /** The first thing that could not be understood; the terms are all the others. */
  readonly problem: FilterProblem | null;
}

/** The parts of a word between its `*`, in lower case. A quoted `*` means itself. */
export function wordParts({ value, form }: Pick<FilterTerm, "value" | "form">): readonly string[] {
  const text = value.toLowerCase();
  return form === "quoted" ? [text] : text.split("*").filter((part) => part !== "");
}

/** Whether a text in lower case contains the parts of a word one after the other. */
export function containsParts(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const place = text.indexOf(part, from);
    if (place === -1) return false;
    from = place + part.length;
  }
  return true;
}
