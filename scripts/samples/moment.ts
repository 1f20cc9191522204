import type { EventInput, EventType, PayloadOf } from "../../src/shared/events/catalogue.ts";
import { checkEventInput } from "../../src/shared/events/event-input.ts";
import type { Member } from "./documents/document.ts";

/** Something that happens in the library. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly event: EventInput;
  readonly correlationId?: string;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function memberId(member: Member): string {
  return `did:web:aurora-station.example:users:${member.replace("@", "%40")}`;
}

/** What happens to one resource. @throws Error when the event store would refuse it */
export function resourceMoment<T extends EventType>(
  at: number,
  resourceId: string,
  by: Member,
  type: T,
  payload: PayloadOf<T>,
  correlationId?: string,
): Moment {
  return moment(at, { type, resourceId, userId: memberId(by), version: 1, payload }, correlationId);
}

/** What happens to the whole library. @throws Error when the event store would refuse it */
export function systemMoment<T extends EventType>(at: number, by: Member, type: T, payload: PayloadOf<T>): Moment {
  return moment(at, { type, userId: memberId(by), version: 1, payload }, undefined);
}

function moment(at: number, value: unknown, correlationId: string | undefined): Moment {
  const check = checkEventInput(value);
  if (!check.ok) throw new Error(`The story tells what the store refuses: ${check.problems.join(" ")}`);
  return { at, event: check.event, ...(correlationId === undefined ? {} : { correlationId }) };
}
