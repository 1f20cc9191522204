import { z } from "zod";
import { shownTextSchema } from "../shown-text.ts";
import { driftStateSchema } from "./resources.ts";

export const REBUILD_CHANGES = ["added", "changed", "unchanged", "stale"] as const;

/** One derived file and what a rebuild would do to it. */
export const rebuildItemSchema = z.object({
  kind: z.enum(["resource-view", "entity-types", "tag-schemas", "storage-uri-index"]),
  /** The resource, for a view; else the name of the projection. */
  name: z.string(),
  label: shownTextSchema,
  stream: z.string().nullable(),
  change: z.enum(REBUILD_CHANGES),
  /** How many JSON values differ; 0 when nothing does. */
  differences: z.int().nonnegative(),
  /** Below the state folder. */
  file: z.string(),
  /** What comes, changes and goes in a list, by name; at most 500 each. Null for the view of a resource. */
  entries: z
    .object({ added: z.array(z.string()), changed: z.array(z.string()), removed: z.array(z.string()) })
    .nullable(),
  /** Said where a file on disk is no valid view. */
  problem: shownTextSchema.nullable(),
});
export type RebuildItem = z.infer<typeof rebuildItemSchema>;

const changeCountsSchema = z.object({
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  stale: z.int(),
  failed: z.int(),
});

export const rebuildPreviewSchema = z.object({
  id: z.string(),
  revision: z.int(),
  stateFolder: z.string(),
  counts: changeCountsSchema,
  /** All but the unchanged ones, largest change first; at most 500, `total` counts all. */
  items: z.array(rebuildItemSchema),
  total: z.int(),
  failed: z.array(z.object({ stream: shownTextSchema, message: shownTextSchema })),
  durationMs: z.number(),
});
export type RebuildPreview = z.infer<typeof rebuildPreviewSchema>;

export const rebuildResultSchema = z.object({
  stateFolder: z.string(),
  outcome: z.enum(["complete", "cancelled", "incomplete"]),
  resources: z.int(),
  events: z.int(),
  counts: changeCountsSchema,
  items: z.array(rebuildItemSchema),
  failed: z.array(z.object({ stream: shownTextSchema, message: shownTextSchema })),
  /** Why a rebuild by another process at the same time would not have been noticed; null where it would. */
  lockProblem: shownTextSchema.nullable(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
});
export type RebuildResult = z.infer<typeof rebuildResultSchema>;

export const driftReportSchema = z.object({
  revision: z.int(),
  stateFolder: z.string(),
  checkedAt: z.iso.datetime().nullable(),
  counts: z.array(z.object({ state: driftStateSchema, resources: z.int() })),
  /** Everything but the identical; at most 500. */
  items: z.array(
    z.object({
      stream: z.string(),
      name: z.string(),
      state: driftStateSchema,
      differences: z.int(),
      problem: shownTextSchema.nullable(),
    }),
  ),
});
export type DriftReport = z.infer<typeof driftReportSchema>;
