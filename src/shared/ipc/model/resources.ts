import { z } from "zod";
import { verdictSchema } from "../../integrity/verdict-schema.ts";
import { shownTextSchema } from "../shown-text.ts";
import { windowSchema } from "./operation.ts";

export const DRIFT_STATES = ["unknown", "identical", "differs", "missing", "stale", "unreadable"] as const;
/** How the view on disk compares with a rebuild from the log; `stale` is a view without a stream. */
export const driftStateSchema = z.enum(DRIFT_STATES);
export type DriftState = z.infer<typeof driftStateSchema>;

export const resourceRowSchema = z.object({
  stream: z.string(),
  isSystem: z.boolean(),
  name: shownTextSchema,
  firstEventAt: z.string().nullable(),
  lastEventAt: z.string().nullable(),
  events: z.int(),
  annotations: z.int(),
  bytes: z.int(),
  /** The first ones; see `entityTypeCount`. */
  entityTypes: z.array(z.string()),
  entityTypeCount: z.int(),
  mediaType: z.string().nullable(),
  storageUri: z.string().nullable(),
  archived: z.boolean(),
  verdict: verdictSchema,
  findings: z.object({ suspect: z.int(), explained: z.int(), info: z.int() }),
  drift: driftStateSchema,
});
export type ResourceRow = z.infer<typeof resourceRowSchema>;

/** Entity types that a row names; a resource may have as many as it has events. */
export const MOST_NAMED_TYPES = 50;

export const RESOURCE_COLUMNS = [
  "name",
  "stream",
  "lastEventAt",
  "events",
  "annotations",
  "bytes",
  "entityTypes",
  "archived",
  "verdict",
  "drift",
] as const;

export const resourceQuerySchema = z.strictObject({
  /** Filter text: free words, `key:value`, `-key:value`, `*`; see the filter language. */
  filter: z.string().max(1000),
  sort: z.strictObject({ column: z.enum(RESOURCE_COLUMNS), direction: z.enum(["ascending", "descending"]) }),
  ...windowSchema,
});

export const facetSchema = z.object({
  /** The key of the filter language that a click toggles. */
  key: z.string(),
  label: z.string(),
  values: z.array(
    z.object({
      value: z.string(),
      label: shownTextSchema,
      /** How many rows choosing it alone would show. */
      count: z.int(),
      selected: z.boolean(),
      excluded: z.boolean(),
    }),
  ),
  /** All that the filter says of the key, as it is written there: values, and patterns that are none of them. */
  terms: z.array(z.object({ label: shownTextSchema, negated: z.boolean() })),
});
export type Facet = z.infer<typeof facetSchema>;

export const filterProblemSchema = z.object({ message: z.string(), from: z.int(), to: z.int() });

export const resourcePageSchema = z.object({
  revision: z.int(),
  total: z.int(),
  matching: z.int(),
  rows: z.array(resourceRowSchema),
  facets: z.array(facetSchema),
  filterProblem: filterProblemSchema.nullable(),
});
export type ResourcePage = z.infer<typeof resourcePageSchema>;
