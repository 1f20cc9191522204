import { z } from "zod";
import { findingSchema, severitySchema } from "../../integrity/finding.ts";
import { jsonValueSchema } from "../json-value.ts";
import { shownTextSchema } from "../shown-text.ts";
import { acknowledgementSchema } from "./acknowledgement.ts";
import { eventReferenceSchema } from "./timeline.ts";

const commitSchema = z.object({
  id: z.string(),
  author: shownTextSchema,
  email: shownTextSchema,
  /** ISO 8601 with the author's offset from UTC. */
  date: z.string(),
  subject: shownTextSchema,
});

/** Whether and what git knows of the log. */
export const historyReportSchema = z.discriminatedUnion("state", [
  /** Nobody has looked yet. */
  z.object({ state: z.literal("unknown") }),
  z.object({ state: z.literal("none"), reason: z.string() }),
  z.object({
    state: z.literal("checked"),
    checkedAt: z.iso.datetime(),
    /** False when the log has changed since. */
    current: z.boolean(),
    durationMs: z.number(),
    /** Older commits are not in this clone, so nothing is said of them. */
    isShallow: z.boolean(),
    /** Commits that touched the log. */
    commits: z.int(),
    /** Versions that could not be compared. */
    skipped: z.int(),
    uncommitted: z.object({ grown: z.int(), added: z.int() }),
    counts: z.object({ suspect: z.int(), explained: z.int(), info: z.int(), acknowledged: z.int() }),
  }),
]);
export type HistoryReport = z.infer<typeof historyReportSchema>;

/** One thing that a commit did: to one record, or the same harmless thing to many. */
export const historyRowSchema = z.object({
  id: z.string(),
  cause: findingSchema.shape.cause,
  severity: severitySchema,
  label: shownTextSchema,
  /** Null for what is not committed. */
  commit: commitSchema.nullable(),
  /** What was done, in a sentence: “Rewrote 130 records in 9 streams: type names only”. */
  deed: shownTextSchema,
  records: z.int(),
  streams: z.int(),
  /** Null where it is about many streams. */
  stream: z.string().nullable(),
  resourceName: shownTextSchema.nullable(),
  /** The record as it stands today. */
  reference: eventReferenceSchema.nullable(),
  acknowledged: acknowledgementSchema.nullable(),
});
export type HistoryRow = z.infer<typeof historyRowSchema>;

const historyLineSchema = z.object({
  /** As it was in the file; cut when very long. */
  text: z.string(),
  cut: z.boolean(),
  /** Null where the line is no JSON, or too long to be compared here. */
  value: jsonValueSchema,
});

/** A change with the record before and after it. */
export const historyChangeSchema = z.object({
  row: historyRowSchema,
  message: shownTextSchema,
  explanation: z.string(),
  file: z.string().nullable(),
  line: z.int().nullable(),
  before: historyLineSchema.nullable(),
  after: historyLineSchema.nullable(),
  /** For a row about many files: what was done to each. */
  parts: z.array(z.object({ id: z.string(), stream: z.string(), resourceName: shownTextSchema, records: z.int() })),
  /** Parts that were left out of a very long list. */
  omitted: z.int(),
});
export type HistoryChangeDetail = z.infer<typeof historyChangeSchema>;

/** What git knows of one line of the log. */
export const lineHistorySchema = z.object({
  changes: z.array(historyChangeSchema),
  /** Other suspect changes of the same stream. */
  others: z.int(),
});
export type LineHistory = z.infer<typeof lineHistorySchema>;
