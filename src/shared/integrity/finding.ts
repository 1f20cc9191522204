import { z } from "zod";
import { FINDING_CAUSES, type FindingCause, type FindingCode, SEVERITIES } from "./finding-causes.ts";

const FINDING_CODES = Object.keys(FINDING_CAUSES) as readonly FindingCode[];
const CAUSES = [
  ...new Set(Object.values(FINDING_CAUSES).flatMap((causes) => Object.keys(causes))),
] as readonly FindingCause[];

export const severitySchema = z.enum(SEVERITIES);

export const findingSchema = z.object({
  /** Stable between runs and through growth, so that a finding can be linked to and acknowledged; see `findingId`. */
  id: z.string(),
  code: z.enum(FINDING_CODES),
  cause: z.enum(CAUSES),
  severity: severitySchema,
  stream: z.string(),
  /** Below the project folder, with `/`. */
  file: z.string().nullable(),
  /** From 1. */
  line: z.int().nullable(),
  /** Bytes from the start of the file. */
  offset: z.int().nullable(),
  sequence: z.int().nullable(),
  eventId: z.string().nullable(),
  expected: z.string().nullable(),
  actual: z.string().nullable(),
  /** One sentence on what is there, then what it means and what to do. */
  message: z.string(),
  /** Other records that belong to it: those that share a fork's parent, the other copy of an id. */
  related: z
    .array(
      z.object({
        stream: z.string(),
        file: z.string(),
        line: z.int(),
        sequence: z.int().nullable(),
        eventId: z.string().nullable(),
      }),
    )
    .optional(),
});

export type Finding = z.infer<typeof findingSchema>;
