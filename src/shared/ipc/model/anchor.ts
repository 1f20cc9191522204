import { z } from "zod";
import { shownTextSchema } from "../shown-text.ts";
import { listedFindingSchema } from "./integrity.ts";

/** How today's log stands to an anchor. */
export const anchorComparisonSchema = z.object({
  extends: z.boolean(),
  /** When the anchor was taken. */
  savedAt: z.iso.datetime(),
  /** The project's name in the anchor. */
  project: shownTextSchema,
  root: z.string(),
  checkedAt: z.iso.datetime(),
  /** Streams. */
  counts: z.object({ unchanged: z.int(), grown: z.int(), added: z.int(), diverged: z.int() }),
  /** The first divergence of each file that diverged. */
  findings: z.array(listedFindingSchema),
  /** Divergences beyond those listed. */
  omitted: z.int(),
});
export type AnchorComparison = z.infer<typeof anchorComparisonSchema>;

/** The anchor that the app keeps of a project. */
export const keptAnchorSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("unanchored") }),
  z.object({
    state: z.literal("anchored"),
    savedAt: z.iso.datetime(),
    root: z.string(),
    streams: z.int(),
    events: z.int(),
    /** Null until the log was held against it. */
    comparison: anchorComparisonSchema.nullable(),
  }),
  /** There is one, but it cannot be used. */
  z.object({ state: z.literal("refused"), reason: z.string() }),
]);
export type KeptAnchor = z.infer<typeof keptAnchorSchema>;

/** So much of an anchor's text goes in one message. */
export const ANCHOR_PIECE_CHARACTERS = 200_000;
/** No anchor of a log that fits on a disk is longer: eight characters a record, and a few hundred a file. */
export const MOST_ANCHOR_CHARACTERS = 64 << 20;
