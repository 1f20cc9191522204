import { z } from "zod";
import { shownTextSchema } from "../shown-text.ts";
import { eventReferenceSchema } from "./timeline.ts";

/** What depends on a record: where one finds what a wrong record would have made wrong. */
export const reachSchema = z.object({
  stream: z.string(),
  resourceName: shownTextSchema,
  /** False for a record of the system stream, or of a type that no view is made of. */
  changesView: z.boolean(),
  /** The record's place in replay order, and how many events the view is made of by now. */
  step: z.int(),
  steps: z.int(),
  /** Annotations that the record is about, with the number of events about each, in all streams. */
  annotations: z.array(z.object({ id: z.string(), events: z.int() })),
  /** Entity types that the record names. */
  entityTypes: z.array(z.string()),
  /** Where its content is stored, when the record says so. */
  storageUri: z.string().nullable(),
  /** Resources whose events name this one, most first. */
  linkedFrom: z.array(
    z.object({ stream: z.string(), name: shownTextSchema, events: z.int(), first: eventReferenceSchema }),
  ),
  /** Resources left out of a very long list. */
  omitted: z.int(),
});
export type Reach = z.infer<typeof reachSchema>;
