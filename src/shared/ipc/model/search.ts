import { z } from "zod";
import { shownTextSchema } from "../shown-text.ts";
import { filterProblemSchema } from "./resources.ts";
import { eventReferenceSchema } from "./timeline.ts";

const SEARCH_GROUPS = ["resources", "annotations", "events", "users", "types"] as const;

export const searchHitSchema = z.object({
  title: shownTextSchema,
  /** What matched: "name", "payload.annotation.body.value" … */
  field: z.string(),
  before: shownTextSchema,
  match: shownTextSchema,
  after: shownTextSchema,
  timestamp: z.string().nullable(),
  stream: z.string().nullable(),
  /** The resource in whose stream an event stands; null where the title says it. */
  resourceName: shownTextSchema.nullable(),
  reference: eventReferenceSchema.nullable(),
  /** Filter text that shows all rows behind a user or type. */
  filter: z.string().nullable(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

export const searchResultSchema = z.object({
  revision: z.int(),
  groups: z.array(
    z.object({ group: z.enum(SEARCH_GROUPS), total: z.int(), atLeast: z.boolean(), hits: z.array(searchHitSchema) }),
  ),
  durationMs: z.number(),
  filterProblem: filterProblemSchema.nullable(),
});
export type SearchResult = z.infer<typeof searchResultSchema>;
