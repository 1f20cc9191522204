import { parseFilter } from "../../../shared/filter/parse-filter.ts";
import { readTimeSpan } from "../../../shared/filter/time-span.ts";
import { setValue } from "../../../shared/filter/write-filter.ts";

/** Milliseconds since 1970; null is open on that side. */
export interface TimeRange {
  readonly from: number | null;
  readonly to: number | null;
}

/** The range of time that a filter text lets through. What is left out, as in `-since:2026`, limits the other side. */
export function readTimeRange(filter: string, now: number): TimeRange {
  const { terms } = parseFilter(filter, ["since", "until"]);
  const since: number[] = [];
  const until: number[] = [];
  for (const { key, negated, operator, value } of terms) {
    const span = key === null || operator !== "matches" ? undefined : readTimeSpan(value, now);
    if (span === undefined) continue;
    if (key === "since") (negated ? until : since).push(span.from);
    else (negated ? since : until).push(span.to);
  }
  return {
    from: since.length === 0 ? null : Math.max(...since),
    to: until.length === 0 ? null : Math.min(...until),
  };
}

/** A filter text with its range of time replaced. Times are UTC, as exact as it takes to be read back as the same. */
export function writeTimeRange(filter: string, { from, to }: TimeRange): string {
  const since = setValue(filter, "since", from === null ? null : writeMoment(from, 0));
  // What is named last, a second or a millisecond, is let through as a whole.
  return setValue(since, "until", to === null ? null : writeMoment(to, 1));
}

/** To the second where that is exact. @param less how many of the smallest named units the moment is put back */
function writeMoment(time: number, less: 0 | 1): string {
  return time % 1000 === 0
    ? `${new Date(time - less * 1000).toISOString().slice(0, 19)}Z`
    : new Date(time - less).toISOString();
}
