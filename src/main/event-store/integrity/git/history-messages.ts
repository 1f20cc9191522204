import { z } from "zod";
import type { HistoryCheck } from "./history-check.ts";

/** What the thread that reads git's history is told. */
export const historyRequestSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("check"), eventsDir: z.string() }),
  z.object({ kind: z.literal("cancel") }),
]);
export type HistoryRequest = z.infer<typeof historyRequestSchema>;

/** What it answers: progress, then one of the others. */
export type HistoryReply =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "checked"; readonly check: HistoryCheck }
  | { readonly kind: "cancelled" }
  | { readonly kind: "git-failed"; readonly message: string; readonly exitCode: number | undefined };

/** Both ends are this program; what is looked at is that the message is one of these. */
export const historyReplySchema = z.custom<HistoryReply>(
  (value) => typeof value === "object" && value !== null && "kind" in value,
);
