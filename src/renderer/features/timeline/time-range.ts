import { parseFilter } from "../../../shared/filter/parse-filter.ts";
import { readTimeSpan } from "../../../shared/filter/time-span.ts";
import { setValue } from "../../../shared/filter/write-filter.ts";

/** Milliseconds since 1970; null is open on that side. */
export interface TimeRange {
  readonly from: number | null;
  readonly to: number | null;
}

/** The range of time that a filter text lets through. */
export function readTimeRange(filter: string, now: number): TimeRange {
  const { terms } = parseFilter(filter, ["since", "until"]);
  const spans = (key: string) =>
    terms.flatMap((term) => (term.key === key && !term.negated ? (readTimeSpan(term.value, now) ?? []) : []));
  const since = spans("since").map(({ from }) => from);
  const until = spans("until").map(({ to }) => to);
  return {
    from: since.length === 0 ? null : Math.max(...since),
    to: until.length === 0 ? null : Math.min(...until),
  };
}

/** A filter text with its range of time replaced; times are written to the second, outwards. */
export function writeTimeRange(filter: string, { from, to }: TimeRange): string {
  const since = setValue(filter, "since", from === null ? null : writeSecond(Math.floor(from / 1000)));
  // The second that is named is let through as a whole.
  return setValue(since, "until", to === null ? null : writeSecond(Math.ceil(to / 1000) - 1));
}

function writeSecond(second: number): string {
  return `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
}
