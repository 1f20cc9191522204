import { z } from "zod";
import type { PlaceReading } from "./read-place.ts";

/** Streams that a reading thread is given. */
export const readRequestSchema = z.object({
  eventsDir: z.string(),
  streams: z.array(z.object({ streamId: z.string(), files: z.array(z.string()) })),
});
export type ReadRequest = z.infer<typeof readRequestSchema>;

/** What it answers: the readings in the order of the request. */
export interface ReadReply {
  readonly readings: readonly PlaceReading[];
}
