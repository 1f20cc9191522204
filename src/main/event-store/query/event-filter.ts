import { z } from "zod";
import { currentEventName } from "../../../shared/events/legacy-names.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { InvalidQueryError } from "../errors/invalid-query-error.ts";

/** Which events of a stream are wanted. Every condition that is given has to hold. */
export interface EventFilter {
  /** The stream: a resource, or `__system__`. */
  readonly resourceId: string;
  /** By any name the types have had. An empty list means every type. */
  readonly eventTypes?: readonly string[];
  readonly userId?: string;
  /** ISO 8601; the event's own time is at or after it. Events without a readable time are left out. */
  readonly fromTimestamp?: string;
  /** ISO 8601; the event's own time is at or before it. */
  readonly toTimestamp?: string;
  readonly fromSequence?: number;
  readonly toSequence?: number;
  /** How many at most, the first ones in the order of the log. 0 means all. */
  readonly limit?: number;
}

const timestampSchema = z.string().refine((text) => !Number.isNaN(Date.parse(text)), "is not a time in ISO 8601");
const wholeNumber = z.int().nonnegative();

const filterSchema = z.strictObject({
  resourceId: z.string({ error: "name the stream to query" }).min(1, "name the stream to query"),
  eventTypes: z.array(z.string()).optional(),
  userId: z.string().optional(),
  fromTimestamp: timestampSchema.optional(),
  toTimestamp: timestampSchema.optional(),
  fromSequence: wholeNumber.optional(),
  toSequence: wholeNumber.optional(),
  limit: wholeNumber.optional(),
});

/** A filter in the form in which it is applied. */
export interface CompiledFilter {
  readonly streamId: string;
  /** Today's names of the wanted types; `undefined` for every type. */
  readonly types: ReadonlySet<string> | undefined;
  /** The conditions besides the type. */
  readonly matches: (stored: StoredEvent) => boolean;
  /** Infinite where all are wanted. */
  readonly limit: number;
}

/** @throws InvalidQueryError */
export function compileFilter(filter: unknown): CompiledFilter {
  const checked = filterSchema.safeParse(filter);
  if (!checked.success) {
    const reasons = checked.error.issues.map(({ path, message }) => `${path.join(".") || "query"}: ${message}`);
    throw new InvalidQueryError(`${reasons.join("; ")}.`);
  }
  const { resourceId, eventTypes = [], userId, fromSequence, toSequence, limit = 0 } = checked.data;
  const from = timeOf(checked.data.fromTimestamp);
  const to = timeOf(checked.data.toTimestamp);
  const hasTimes = from !== undefined || to !== undefined;
  return {
    streamId: resourceId,
    types: eventTypes.length === 0 ? undefined : new Set(eventTypes.map(currentEventName)),
    limit: limit === 0 ? Number.POSITIVE_INFINITY : limit,
    matches({ event, metadata: { sequenceNumber } }) {
      if (userId !== undefined && event.userId !== userId) return false;
      if (fromSequence !== undefined && sequenceNumber < fromSequence) return false;
      if (toSequence !== undefined && sequenceNumber > toSequence) return false;
      if (!hasTimes) return true;
      const time = timeOf(event.timestamp) ?? Number.NaN;
      return time >= (from ?? Number.NEGATIVE_INFINITY) && time <= (to ?? Number.POSITIVE_INFINITY);
    },
  };
}

function timeOf(timestamp: string | undefined): number | undefined {
  return timestamp === undefined ? undefined : Date.parse(timestamp);
}
