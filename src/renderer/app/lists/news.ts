import { formatCount } from "../../ui/numbers.ts";

interface HeldPages<Answer> {
  readonly waiting: boolean;
  readonly any: Answer | undefined;
  readonly newest: Answer | undefined;
}

/** Says what waits behind the rows of a list that are held; null for nothing. @param count of all rows of an answer */
export function newsOf<Answer>(
  { waiting, any, newest }: HeldPages<Answer>,
  count: (answer: Answer) => number,
): string | null {
  if (!waiting) return null;
  return newsText((newest === undefined ? 0 : count(newest)) - (any === undefined ? 0 : count(any)));
}

/** @param more rows than are shown, or fewer */
export function newsText(more: number): string {
  return more > 0 ? `${formatCount(more)} new` : "Changed";
}
