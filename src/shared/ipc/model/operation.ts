import { z } from "zod";

/** Chosen by the caller, so that a long call can be followed and cancelled while it runs. */
export const operationIdSchema = z.string().regex(/^[\w-]{1,64}$/);

export const progressSchema = z.object({
  operation: operationIdSchema,
  /** What is going on, for people: "Reading streams". */
  phase: z.string(),
  done: z.number().nonnegative(),
  /** Absent while it is not known. */
  total: z.number().nonnegative().optional(),
  unit: z.enum(["streams", "events", "bytes", "files", "versions"]),
  /** What was read of the log up to now. */
  read: z.object({ events: z.int().nonnegative(), bytes: z.int().nonnegative() }).optional(),
  /** Estimated milliseconds to the end of this phase. */
  remainingMs: z.number().nonnegative().optional(),
});
export type Progress = z.infer<typeof progressSchema>;

/** Of a question that may take long: given up by `operation.cancel` when nobody waits for its answer any more. */
export const givenUpSchema = { operation: operationIdSchema.optional() };

/** A window into a longer list. */
export const windowSchema = { offset: z.int().nonnegative(), limit: z.int().min(1).max(500) };
