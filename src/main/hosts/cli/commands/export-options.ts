import { z } from "zod";

export const EXPORTED_LISTS = ["resources", "events"] as const;
export const EXPORT_FORMATS = ["csv", "json", "markdown"] as const;

/** Apart from the command, which loads the whole engine: the other commands start without it. */
export const exportOptions = z.object({
  list: z.enum(EXPORTED_LISTS),
  /** In the filter language of the lists. */
  filter: z.string(),
  format: z.enum(EXPORT_FORMATS),
  /** A file instead of standard output. */
  out: z.string().optional(),
});
export type ExportOptions = z.infer<typeof exportOptions>;
