import type { z } from "zod";

/** The verb an event belongs to; the part of its type before the colon. */
export type EventFlow = "yield" | "mark" | "frame" | "job" | "embedding";

/** What an event is about, for people who filter a timeline. */
export type EventCategory = "resource" | "annotation" | "entity-type" | "job" | "embedding";

/** Resource events stand in the stream of their resource, system events in the system stream. */
export type EventScope = "resource" | "system";

/** Everything that is fixed about one event type. Types, parsers, labels and channels follow from it. */
export interface EventDefinition {
  readonly flow: EventFlow;
  readonly category: EventCategory;
  /** Two or three words, for lists and filters. */
  readonly label: string;
  readonly scope: EventScope;
  /** What the payload must hold to be appended. Further fields are kept. */
  readonly payload: z.ZodType<object>;
}
