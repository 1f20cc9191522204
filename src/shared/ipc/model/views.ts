import { z } from "zod";
import { jsonPathSchema, jsonTrailSchema, jsonValueSchema } from "../json-value.ts";
import { shownTextSchema } from "../shown-text.ts";
import { eventReferenceSchema, proofStateSchema } from "./timeline.ts";

/** A state of a view: after a step of the replay, at a sequence number or time, newest, or the file on disk. */
export const viewPointSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("step"), step: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal("sequence"), sequence: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal("time"), time: z.iso.datetime({ offset: true }) }),
  z.strictObject({ kind: z.literal("head") }),
  z.strictObject({ kind: z.literal("disk") }),
]);
export type ViewPoint = z.infer<typeof viewPointSchema>;

/** A long list of a view, of which only some items were sent. */
const listPartSchema = z.object({
  path: jsonPathSchema,
  /** Items of the whole list. */
  total: z.int(),
  /** As many items of the base stand before and after those that were sent; none where the list begins with them. */
  before: z.int(),
  after: z.int(),
});
export type ListPart = z.infer<typeof listPartSchema>;

export const viewStateSchema = z.object({
  stream: z.string(),
  point: viewPointSchema,
  /** The materialized view; null before the first event or when no file is on disk. Long lists are sent in part. */
  view: jsonValueSchema.nullable(),
  /** Names the whole view, to ask for what is missing or for another view by it; null where it has no long list. */
  snapshot: z.string().nullable(),
  parts: z.array(listPartSchema),
  /** Steps applied; null for the file on disk. */
  step: z.int().nullable(),
  sequence: z.int().nullable(),
  timestamp: z.string().nullable(),
  reference: eventReferenceSchema.nullable(),
  proof: proofStateSchema.nullable(),
  /** Where the file stands, for `disk`. */
  file: z.string().nullable(),
  /** Why there is no view: file missing, file unreadable. */
  problem: shownTextSchema.nullable(),
  /** There is such a file, and it cannot be read or is no view: what it says is not known. */
  unreadable: z.boolean(),
});
export type ViewState = z.infer<typeof viewStateSchema>;

/** The track of time travel: runs of steps with the same proof, and what stands at each step. */
export const travelTrackSchema = z.object({
  stream: z.string(),
  steps: z.int(),
  segments: z.array(z.object({ fromStep: z.int(), toStep: z.int(), proof: proofStateSchema })),
  /** The first step from which states are not proven, with why. */
  unprovenFrom: z.object({ step: z.int(), reason: shownTextSchema, reference: eventReferenceSchema }).nullable(),
});
export type TravelTrack = z.infer<typeof travelTrackSchema>;

export const travelStepSchema = z.object({
  step: z.int(),
  reference: eventReferenceSchema,
  sequence: z.int(),
  timestamp: z.string(),
  type: z.string(),
  summary: shownTextSchema,
  proof: proofStateSchema,
});
export type TravelStep = z.infer<typeof travelStepSchema>;

/** Value of watched paths after each step; a path that does not exist is absent from `values`. */
export const watchValuesSchema = z.object({
  rows: z.array(
    z.object({ step: z.int(), values: z.record(z.string(), jsonValueSchema), changed: z.array(z.string()) }),
  ),
});

/** One event that set the value at a path, newest first. */
export const blameEntrySchema = z.object({
  step: z.int(),
  reference: eventReferenceSchema,
  sequence: z.int(),
  timestamp: z.string(),
  userName: shownTextSchema,
  type: z.string(),
  summary: shownTextSchema,
  path: jsonTrailSchema,
  before: jsonValueSchema.optional(),
  after: jsonValueSchema.optional(),
});
