import { z } from "zod";

/** What the watching thread is told at its start: folders, absolute; they need not exist. */
export const watchOrderSchema = z.object({ folders: z.array(z.string()) });
export type WatchOrder = z.infer<typeof watchOrderSchema>;

/** What it says. */
export const watchNewsSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("changes"), paths: z.array(z.string()) }),
  z.object({ kind: z.literal("error"), code: z.string(), message: z.string() }),
]);
export type WatchNews = z.infer<typeof watchNewsSchema>;
