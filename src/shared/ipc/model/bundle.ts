import { z } from "zod";
import { findingSchema } from "../../integrity/finding.ts";
import { eventReferenceSchema } from "./timeline.ts";

/** What a repro bundle is to show: a finding, a whole resource, or a resource up to an event. */
export const bundleSubjectSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("finding"), id: z.string().max(8192) }),
  z.strictObject({ kind: z.literal("stream"), stream: z.string().min(1).max(1024) }),
  z.strictObject({ kind: z.literal("event"), reference: eventReferenceSchema }),
]);
export type BundleSubject = z.infer<typeof bundleSubjectSchema>;

/** The smallest part of the log that shows it, before anything is copied. */
export const bundlePlanSchema = z.object({
  /** The finding's label, or the resource's name. */
  title: z.string(),
  files: z.array(z.object({ file: z.string(), lines: z.int(), bytes: z.int() })),
  events: z.int(),
  bytes: z.int(),
  /** What a check of the bundle finds. */
  findings: z.array(findingSchema.pick({ id: true, code: true, cause: true, severity: true, sequence: true })),
});
export type BundlePlan = z.infer<typeof bundlePlanSchema>;

/** A zip archive with one folder in it, which is a project. */
export const bundleArchiveSchema = z.object({ fileName: z.string(), mediaType: z.string(), content: z.base64() });
