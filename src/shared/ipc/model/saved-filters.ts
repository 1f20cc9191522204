import { z } from "zod";

/** What a saved filter narrows: the table of resources, a timeline, or the search. */
export const FILTERED_LISTS = ["resources", "events", "search"] as const;

export const filterNameSchema = z.string().trim().min(1).max(80);
export const filterTextSchema = z.string().trim().min(1).max(1000);

/** A filter that a person keeps, for every project on this machine. */
export const savedFilterSchema = z.object({
  id: z.string().max(64),
  list: z.enum(FILTERED_LISTS),
  name: filterNameSchema,
  text: filterTextSchema,
});
export type SavedFilter = z.infer<typeof savedFilterSchema>;
