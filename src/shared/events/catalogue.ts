import type { z } from "zod";
import type { EventCategory, EventDefinition } from "./event-definition.ts";
import { embeddingEvents } from "./flows/embedding-events.ts";
import { frameEvents } from "./flows/frame-events.ts";
import { jobEvents } from "./flows/job-events.ts";
import { markEvents } from "./flows/mark-events.ts";
import { yieldEvents } from "./flows/yield-events.ts";
import type { EventId, ResourceId, UserId } from "./ids.ts";

/** Every event type there is, by its current name. */
export const EVENT_CATALOGUE = {
  ...yieldEvents,
  ...markEvents,
  ...frameEvents,
  ...jobEvents,
  ...embeddingEvents,
} as const satisfies Record<string, EventDefinition>;

/** The current name of an event type, such as `mark:added`. */
export type EventType = keyof typeof EVENT_CATALOGUE;

/** Event types that stand in the system stream. */
export type SystemEventType = {
  [T in EventType]: (typeof EVENT_CATALOGUE)[T]["scope"] extends "system" ? T : never;
}[EventType];

/** The payload of an event type, as it must be to be appended; further fields are kept. */
export type PayloadOf<T extends EventType> = z.infer<(typeof EVENT_CATALOGUE)[T]["payload"]>;

interface ResourceReference {
  readonly resourceId: ResourceId;
}

/** The fields of an event of type `T` that its author gives. */
type Authored<T extends EventType> = {
  readonly type: T;
  readonly userId: UserId;
  /** Version of the payload's shape; 1 in every log seen so far. */
  readonly version: number;
  readonly payload: PayloadOf<T>;
} & (T extends SystemEventType ? { readonly resourceId?: never } : ResourceReference);

interface Assigned {
  readonly id: EventId;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly timestamp: string;
}

type AuthoredByType = { readonly [T in EventType]: Authored<T> };
type EventsByType = { readonly [T in EventType]: Authored<T> & Assigned };

/** An event of the catalogue whose payload is known to have its type's shape. */
export type EventOf<T extends EventType = EventType> = EventsByType[T];

/** What `appendEvent` accepts: an event of the catalogue; the store adds `id` and `timestamp`. */
export type EventInput<T extends EventType = EventType> = AuthoredByType[T];

/**
 * An event nobody vouches for: of a type no one knows, or read from a log and not yet looked at closely. What is there
 * has the right kind, but any field may be missing, and of the payload nothing is known.
 */
export interface UnknownEvent {
  readonly type: string;
  readonly id?: string;
  readonly timestamp?: string;
  readonly userId?: string;
  readonly resourceId?: string;
  readonly version?: unknown;
  readonly payload?: unknown;
  readonly [field: string]: unknown;
}

/**
 * Any event of a log. Comparing `type` alone does not tell what is in the payload, since logs are written by others:
 * ask {@link isEventOf} before relying on its fields.
 */
export type ResourceEvent = EventOf | UnknownEvent;

export const EVENT_TYPES: readonly EventType[] = Object.keys(EVENT_CATALOGUE).filter(isEventType);

/** Whether this is the current name of an event type. Names of older eras are not; see `legacy-names.ts`. */
export function isEventType(name: string): name is EventType {
  return Object.hasOwn(EVENT_CATALOGUE, name);
}

/** @returns the definition, or `undefined` for a type nobody knows. */
export function eventDefinition(type: string): EventDefinition | undefined {
  return isEventType(type) ? EVENT_CATALOGUE[type] : undefined;
}

/** Two or three words for the type; the bare name for a type nobody knows. */
export function eventLabel(type: string): string {
  return eventDefinition(type)?.label ?? type;
}

export function eventCategory(type: string): EventCategory | "unknown" {
  return eventDefinition(type)?.category ?? "unknown";
}

/** Whether an event is of this type and its payload has that type's shape. */
export function isEventOf<T extends EventType>(event: ResourceEvent, type: T): event is ResourceEvent & EventOf<T> {
  return (
    event.type === type &&
    typeof event.id === "string" &&
    typeof event.timestamp === "string" &&
    EVENT_CATALOGUE[type].payload.safeParse(event.payload).success
  );
}
