import { z } from "zod";

/** That a person has looked at a finding and lives with it. Kept by the app, outside of the project. */
export const acknowledgementSchema = z.object({
  /** Why, in the person's words; may be empty. */
  note: z.string().max(2000),
  at: z.iso.datetime(),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

/** A file of acknowledged findings: what the app keeps of a project, and what the command line is given. */
export const acknowledgedFindingsSchema = z.object({
  version: z.literal(1),
  /** So that a person finds the right file; nothing is read from it. */
  folder: z.string(),
  acknowledged: z.array(z.object({ finding: z.string(), ...acknowledgementSchema.shape })),
});
