import { z } from "zod";
import { currentEventName } from "../../../shared/events/legacy-names.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { parseFilter } from "../../../shared/filter/parse-filter.ts";
import { readTimeSpan } from "../../../shared/filter/time-span.ts";
import { fitsPattern } from "../../../shared/filter/wildcard.ts";
import { userName } from "../../../shared/projection/user-name.ts";
import { harmlessText } from "./harmless.ts";
import { UsageError } from "./usage-error.ts";

/** Which events a person wants to see; all conditions hold together, of several types any will do. */
export const eventChoice = z.object({
  /** Names of today or of an earlier era, with `*` for any run of characters, or expressions between slashes. */
  type: z.array(z.string()).optional(),
  /** Ids or names of users, with `*`, or expressions. */
  user: z.array(z.string()).optional(),
  /** The first time that counts: a date, a time, or `7d` before now. */
  since: z.string().optional(),
  /** The last one; a date counts to its end. */
  until: z.string().optional(),
});
export type EventChoice = z.infer<typeof eventChoice>;

/** @throws UsageError for what is no time, or an expression that cannot be read */
export async function eventFilter(choice: EventChoice, now: number): Promise<(stored: StoredEvent) => boolean> {
  const types = await testsOf("--type", choice.type, currentEventName);
  const users = await testsOf("--user", choice.user, (user) => user.toLowerCase());
  const from = choice.since === undefined ? undefined : readTime("--since", choice.since, now).from;
  const to = choice.until === undefined ? undefined : readTime("--until", choice.until, now).to;
  return ({ event }) => {
    if (types !== undefined && !types.some((fits) => fits(event.type))) return false;
    if (users !== undefined) {
      const id = event.userId ?? "";
      const known = [id.toLowerCase(), userName(id).toLowerCase()];
      if (!users.some((fits) => known.some(fits))) return false;
    }
    if (from === undefined && to === undefined) return true;
    const time = Date.parse(event.timestamp ?? "");
    return time >= (from ?? Number.NEGATIVE_INFINITY) && time < (to ?? Number.POSITIVE_INFINITY);
  };
}

async function testsOf(
  option: string,
  values: readonly string[] | undefined,
  patternOf: (value: string) => string,
): Promise<readonly ((text: string) => boolean)[] | undefined> {
  if (values === undefined) return undefined;
  return Promise.all(
    values.map(async (value) => {
      const [term, ...others] = parseFilter(value, []).terms;
      if (term?.form === "expression" && !term.negated && others.length === 0)
        return expressionTest(option, value, term.value);
      const pattern = patternOf(value);
      return (text: string) => fitsPattern(text, pattern);
    }),
  );
}

async function expressionTest(option: string, value: string, source: string): Promise<(text: string) => boolean> {
  // The engine is large, and hardly anybody needs it here.
  const { readExpression } = await import("../../../shared/filter/expression.ts");
  const expression = readExpression(source, { patience: Number.POSITIVE_INFINITY, now: Date.now });
  if (typeof expression === "string") throw new UsageError(`${option} ${harmlessText(value)}: ${expression}`);
  return (text) => expression.holds(text);
}

function readTime(option: string, text: string, now: number) {
  const span = readTimeSpan(text, now);
  if (span !== undefined) return span;
  throw new UsageError(
    `${option} ${harmlessText(text)} is no time. Give a date (2026-04-01), a time (2026-04-01T10:15Z) or how long ago (36h, 7d, 2w).`,
  );
}
