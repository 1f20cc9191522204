import { z } from "zod";
import { currentEventName } from "../../../shared/events/legacy-names.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { readTimeSpan } from "../../../shared/filter/time-span.ts";
import { fitsPattern } from "../../../shared/filter/wildcard.ts";
import { userName } from "../../../shared/projection/user-name.ts";
import { harmlessText } from "./harmless.ts";
import { UsageError } from "./usage-error.ts";

/** Which events a person wants to see; all conditions hold together, of several types any will do. */
export const eventChoice = z.object({
  /** Names of today or of an earlier era, with `*` for any run of characters. */
  type: z.array(z.string()).optional(),
  /** Ids or names of users, with `*`. */
  user: z.array(z.string()).optional(),
  /** The first time that counts: a date, a time, or `7d` before now. */
  since: z.string().optional(),
  /** The last one; a date counts to its end. */
  until: z.string().optional(),
});
export type EventChoice = z.infer<typeof eventChoice>;

/** @throws UsageError for what is no time */
export function eventFilter(choice: EventChoice, now: number): (stored: StoredEvent) => boolean {
  const types = choice.type?.map(currentEventName);
  const users = choice.user?.map((user) => user.toLowerCase());
  const from = choice.since === undefined ? undefined : readTime("--since", choice.since, now).from;
  const to = choice.until === undefined ? undefined : readTime("--until", choice.until, now).to;
  return ({ event }) => {
    if (types !== undefined && !types.some((type) => fitsPattern(event.type, type))) return false;
    if (users !== undefined) {
      const id = event.userId ?? "";
      const known = [id.toLowerCase(), userName(id).toLowerCase()];
      if (!users.some((user) => known.some((name) => fitsPattern(name, user)))) return false;
    }
    if (from === undefined && to === undefined) return true;
    const time = Date.parse(event.timestamp ?? "");
    return time >= (from ?? Number.NEGATIVE_INFINITY) && time < (to ?? Number.POSITIVE_INFINITY);
  };
}

function readTime(option: string, text: string, now: number) {
  const span = readTimeSpan(text, now);
  if (span !== undefined) return span;
  throw new UsageError(
    `${option} ${harmlessText(text)} is no time. Give a date (2026-04-01), a time (2026-04-01T10:15Z) or how long ago (36h, 7d, 2w).`,
  );
}
