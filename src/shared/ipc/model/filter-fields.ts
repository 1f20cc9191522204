import { z } from "zod";

/** What a list can be filtered by, for people who do not know its keys by heart. */
export const filterFieldSchema = z.object({
  key: z.string(),
  meaning: z.string(),
  /** How its values are written, where that is not any text. */
  examples: z.array(z.string()).readonly(),
  /** All its values, where there are no others. */
  values: z.array(z.string()).readonly(),
});
export type FilterFieldDescription = z.infer<typeof filterFieldSchema>;
