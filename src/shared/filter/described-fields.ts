import type { FilterFieldDescription } from "../ipc/model/filter-fields.ts";
import type { FilterField } from "./compile-filter.ts";

/** What a list can be filtered by, with what each field means in words. */
export type DescribedFields<Row> = Readonly<Record<string, FilterField<Row> & { readonly meaning: string }>>;

const EXAMPLES: Readonly<Record<FilterField<never>["kind"], readonly string[]>> = {
  text: [],
  flag: [],
  number: ["10", ">10", "10..20", "2k"],
  from: ["7d", "36h", "2026-04-01", "2026-04-01T10:15Z"],
  until: ["7d", "36h", "2026-04-01", "2026-04-01T10:15Z"],
  at: ["2026-04", "2026-04-01", ">2026-04-01"],
};

/** The fields as a person is told of them. */
export function describeFields<Row>(fields: DescribedFields<Row>): FilterFieldDescription[] {
  return Object.entries(fields).map(([key, field]) => ({
    key,
    meaning: field.meaning,
    examples: EXAMPLES[field.kind],
    values: field.kind === "flag" ? Object.keys(field.flags) : [],
  }));
}
