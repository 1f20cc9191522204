import { z } from "zod";

/** That a person has looked at a finding and lives with it. Kept by the app, outside of the project. */
export const acknowledgementSchema = z.object({
  /** Why, in the person's words; may be empty. */
  note: z.string().max(2000),
  at: z.iso.datetime(),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;
