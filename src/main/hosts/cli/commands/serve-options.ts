import { z } from "zod";

/** Apart from the command, which loads the whole engine: the other commands start without it. */
export const serveOptions = z.object({
  port: z.int().optional(),
});
export type ServeOptions = z.infer<typeof serveOptions>;
