import { z } from "zod";
import { findingSchema } from "../../integrity/finding.ts";
import { verdictSchema } from "../../integrity/verdict-schema.ts";
import { shownTextSchema } from "../shown-text.ts";
import { acknowledgementSchema } from "./acknowledgement.ts";
import { shownFindingSchema } from "./shown-finding.ts";
import { eventReferenceSchema, proofStateSchema } from "./timeline.ts";

const findingCountsSchema = z.object({ suspect: z.int(), explained: z.int(), info: z.int() });

export const integrityReportSchema = z.object({
  revision: z.int(),
  verdict: verdictSchema,
  checkedAt: z.iso.datetime(),
  durationMs: z.number(),
  streams: z.int(),
  events: z.int(),
  counts: findingCountsSchema,
  /** Suspect findings that somebody has acknowledged; the verdict does not change by it. */
  acknowledged: z.int(),
  /** Findings grouped by what is seen and why, worst first. */
  groups: z.array(
    z.object({
      code: z.string(),
      cause: z.string(),
      severity: z.enum(["info", "explained", "suspect"]),
      label: z.string(),
      explanation: z.string(),
      findings: z.int(),
      streams: z.int(),
    }),
  ),
  verdicts: z.array(z.object({ verdict: verdictSchema, streams: z.int() })),
});
export type IntegrityReport = z.infer<typeof integrityReportSchema>;

export const streamVerdictSchema = z.object({
  stream: z.string(),
  name: shownTextSchema,
  verdict: verdictSchema,
  events: z.int(),
  counts: findingCountsSchema,
  firstBad: eventReferenceSchema.nullable(),
});
export type StreamVerdict = z.infer<typeof streamVerdictSchema>;

/** A finding with what the page needs to go to the record. */
export const listedFindingSchema = z.object({
  finding: shownFindingSchema,
  resourceName: shownTextSchema,
  reference: eventReferenceSchema.nullable(),
  acknowledged: acknowledgementSchema.nullable(),
});
export type ListedFinding = z.infer<typeof listedFindingSchema>;

/** One record of the chain as drawn: where it stands and which record it links to. */
export const chainLinkSchema = z.object({
  reference: eventReferenceSchema,
  sequence: z.int(),
  type: z.string(),
  timestamp: z.string(),
  checksum: z.string().nullable(),
  /** Position of the record whose checksum it names as its parent; null when there is none or it is not found. */
  parent: z.int().nullable(),
  linkState: z.enum(["first", "holds", "fork", "broken", "absent"]),
  /** Why it does not link to the record before it, as the check has proved it; null where it does, or nothing was found. */
  linkCause: findingSchema.shape.cause.nullable(),
  checksumState: z.enum(["holds", "renamed", "mismatch", "absent"]),
  /** Column of the drawing: 0 is the main line, forks stand to its right. */
  lane: z.int().nonnegative(),
  /** How many records name this one as their parent: more than one where the chain forks. */
  children: z.int().nonnegative(),
  /** Era of the record, in words. */
  era: z.string(),
  /** Neighbouring records of one era, renamed by a migration or not; counted from 0, with its first and last position. */
  band: z.object({ number: z.int().nonnegative(), from: z.int().positive(), to: z.int().positive() }),
  proof: proofStateSchema,
  findings: z.array(z.string()),
});
export type ChainLink = z.infer<typeof chainLinkSchema>;

export const chainPageSchema = z.object({
  stream: z.string(),
  total: z.int(),
  lanes: z.int(),
  links: z.array(chainLinkSchema),
});
export type ChainPage = z.infer<typeof chainPageSchema>;

/** The bytes around a record or a bad line, as they are in the file. */
export const byteExcerptSchema = z.object({
  file: z.string(),
  line: z.int(),
  offset: z.int(),
  bytes: z.int(),
  /** Base64 of at most 16 KiB from `offset`. */
  content: z.base64(),
  cut: z.boolean(),
  linesBefore: z.array(z.string()),
  linesAfter: z.array(z.string()),
});

export const REPORT_FORMATS = ["markdown", "json", "sarif"] as const;
/** A file for the person to keep, without what is in it. */
export const exportedFileSchema = z.object({ fileName: z.string(), mediaType: z.string() });
export type ExportedFile = z.infer<typeof exportedFileSchema>;
/** As a whole; the host offers to save it. */
export const documentSchema = exportedFileSchema.extend({ content: z.string() });
export type ExportedDocument = z.infer<typeof documentSchema>;
