import { z } from "zod";
import { jsonValueSchema } from "../json-value.ts";
import { shownTextSchema } from "../shown-text.ts";
import { givenUpSchema, windowSchema } from "./operation.ts";
import { facetSchema, filterProblemSchema } from "./resources.ts";
import { shownFindingSchema } from "./shown-finding.ts";

/** One stream or, with `null`, the whole project. */
export const timelineScopeSchema = z.string().max(1024).nullable();

/**
 * An event is named by its stream and its position: the place, from 1, in file order. Positions never
 * change while a log only grows; sequence numbers of real logs may be doubled.
 */
export const eventReferenceSchema = z.object({ stream: z.string().max(1024), position: z.int().positive() });
export type EventReference = z.infer<typeof eventReferenceSchema>;

/** What the chain says about a record and the state that it leads to. */
const PROOF_STATES = ["proven", "explained", "unproven", "unchained"] as const;
export const proofStateSchema = z.enum(PROOF_STATES);
export type ProofState = z.infer<typeof proofStateSchema>;

/** Where a row stands in the expanded group that it belongs to. */
const memberSchema = z.enum(["inner", "last"]).nullable();

export const eventRowSchema = z.object({
  kind: z.literal("event"),
  reference: eventReferenceSchema,
  resourceName: shownTextSchema,
  /** Place in replay order (by sequence number, stable), from 1. */
  step: z.int().positive(),
  sequence: z.int(),
  eventId: z.string(),
  /** Today's name; `recordedType` is what stands in the file. */
  type: z.string(),
  recordedType: z.string(),
  known: z.boolean(),
  flow: z.string(),
  timestamp: z.string(),
  userId: z.string(),
  userName: shownTextSchema,
  /** One readable sentence. */
  summary: shownTextSchema,
  correlationId: z.string().nullable(),
  jobId: z.string().nullable(),
  annotationId: z.string().nullable(),
  bytes: z.int(),
  /** Milliseconds since the row before in file order; negative when the clock went backwards. */
  gapMs: z.number().nullable(),
  outOfOrder: z.boolean(),
  proof: proofStateSchema,
  worstFinding: z.enum(["info", "explained", "suspect"]).nullable(),
  member: memberSchema,
  /** The whole stored event, only in the `records` density; null when it is too large to inline. */
  stored: jsonValueSchema.optional(),
});
export type EventRow = z.infer<typeof eventRowSchema>;

/** Many events folded into one row: a job from start to end, or a burst of one type by one user. */
export const groupRowSchema = z.object({
  kind: z.literal("group"),
  id: z.string(),
  grouping: z.enum(["job", "burst"]),
  /** Of the one resource that all events belong to, else how many there are. */
  resourceName: shownTextSchema,
  /** A job in one line, or the first event of a burst. */
  summary: shownTextSchema,
  events: z.int(),
  first: eventReferenceSchema,
  last: eventReferenceSchema,
  from: z.string(),
  to: z.string(),
  /** The most frequent first, whose flow stands beside. */
  types: z.array(z.object({ type: z.string(), events: z.int() })),
  flow: z.string(),
  userName: shownTextSchema,
  worstFinding: z.enum(["info", "explained", "suspect"]).nullable(),
  expanded: z.boolean(),
});
export type GroupRow = z.infer<typeof groupRowSchema>;

/** A line of the file that is no record, shown where it stands. */
const malformedRowSchema = z.object({
  kind: z.literal("malformed"),
  stream: z.string(),
  resourceName: shownTextSchema,
  findingId: z.string(),
  file: z.string(),
  line: z.int(),
  offset: z.int(),
  bytes: z.int(),
  excerpt: shownTextSchema,
  reason: shownTextSchema,
  severity: z.enum(["info", "explained", "suspect"]),
  member: memberSchema,
});
export type MalformedRow = z.infer<typeof malformedRowSchema>;

export const timelineRowSchema = z.discriminatedUnion("kind", [eventRowSchema, groupRowSchema, malformedRowSchema]);
export type TimelineRow = z.infer<typeof timelineRowSchema>;

export const DENSITIES = ["grouped", "rows", "records"] as const;

const timelineSelection = {
  scope: timelineScopeSchema,
  /** Filter text in the filter language: words, `type:`, `user:`, `since:`, `until:`, `has:finding` … */
  filter: z.string().max(1000),
  order: z.enum(["oldest", "newest"]),
  density: z.enum(DENSITIES),
  /** Ids of groups whose events are listed below them. */
  expanded: z.array(z.string().max(256)).max(500),
};

export const timelineQuerySchema = z.strictObject({ ...timelineSelection, ...windowSchema, ...givenUpSchema });
export const timelineLocateSchema = z.strictObject({
  ...timelineSelection,
  /** An event, or the bad line that a finding is about. */
  sought: z.union([eventReferenceSchema, z.strictObject({ finding: z.string().max(8192) })]),
});

export const timelinePageSchema = z.object({
  revision: z.int(),
  /** Events in scope before the filter. */
  total: z.int(),
  /** Events that match. */
  matching: z.int(),
  /** Rows of the whole list in this density; the window is cut from these. */
  rowCount: z.int(),
  rows: z.array(timelineRowSchema),
  facets: z.array(facetSchema),
  filterProblem: filterProblemSchema.nullable(),
});
export type TimelinePage = z.infer<typeof timelinePageSchema>;

/** How the events of a scope spread over time, in buckets of equal length, oldest first. */
export const minimapSchema = z.object({
  /** Milliseconds since 1970: where each bucket starts, and where the last one ends; empty when no time is known. */
  edges: z.array(z.number()),
  /** Of each bucket: all events, those that match whatever range of time is chosen, and those with a finding. */
  events: z.array(z.int()),
  matching: z.array(z.int()),
  suspect: z.array(z.int()),
  explained: z.array(z.int()),
  /** Events that match in the range that is chosen. */
  inRange: z.int(),
});
export type Minimap = z.infer<typeof minimapSchema>;

const relatedSchema = z.object({
  by: z.enum(["correlation", "job", "annotation"]),
  value: z.string(),
  total: z.int(),
  events: z.array(
    z.object({ reference: eventReferenceSchema, type: z.string(), timestamp: z.string(), summary: shownTextSchema }),
  ),
});

/** How the checksum of a record is computed, step by step, so that a person can follow and repeat it. */
export const hashProofSchema = z.object({
  state: z.enum(["holds", "renamed", "mismatch", "absent"]),
  algorithm: z.literal("SHA-256"),
  /** The exact text that is hashed; cut when very long. */
  text: z.string(),
  textBytes: z.int(),
  textCut: z.boolean(),
  computed: z.string(),
  recorded: z.string().nullable(),
  /** The older type name with which the hash holds again. */
  holdsWithType: z.string().nullable(),
  previous: z.object({ recorded: z.string().nullable(), expected: z.string().nullable(), holds: z.boolean() }),
});
export type HashProof = z.infer<typeof hashProofSchema>;

export const eventDetailSchema = z.object({
  row: eventRowSchema,
  stored: jsonValueSchema,
  /** The record's line as text; cut when it is very long. */
  raw: z.string(),
  rawCut: z.boolean(),
  shape: z.enum(["nested", "flat"]),
  /** Below the project folder. */
  file: z.string(),
  line: z.int(),
  offset: z.int(),
  bytes: z.int(),
  hash: hashProofSchema,
  findings: z.array(shownFindingSchema),
  related: z.array(relatedSchema),
  previous: eventReferenceSchema.nullable(),
  next: eventReferenceSchema.nullable(),
});
export type EventDetail = z.infer<typeof eventDetailSchema>;
