import { formatCount } from "../../ui/numbers.ts";

export interface ListCountProps {
  /** Undefined before the first answer. */
  readonly of: { readonly matching: number; readonly total: number } | undefined;
  readonly filter: string;
  readonly busy: boolean;
}

/**
 * How many rows a list shows, of how many. Taken from one answer, so that it never says something about a question that is still
 * open; as wide as it can get, so that what stands beside it does not move while one types.
 */
export function ListCount({ of, filter, busy }: ListCountProps) {
  const total = of === undefined ? "" : formatCount(of.total);
  return (
    <span
      className="muted figure list-count"
      role="status"
      aria-busy={busy}
      data-filter={filter}
      style={{ minWidth: `${2 * total.length + 3}ch` }}
    >
      {of === undefined ? "" : filter !== "" ? `${formatCount(of.matching)} of ${total}` : total}
    </span>
  );
}
