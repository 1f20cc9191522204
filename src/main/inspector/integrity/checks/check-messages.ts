import { z } from "zod";
import { type Anchor, type AnchorComparison, anchorSchema } from "../../../../shared/integrity/anchor.ts";
import type { HistoryCheck } from "../../../event-store/integrity/git/check-history.ts";

/** What the checking thread is started with: one check of everything there is. */
export const checkOrderSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("history"), eventsDir: z.string() }),
  z.object({ kind: z.literal("take-anchor"), eventsDir: z.string(), project: z.string(), now: z.date() }),
  z.object({ kind: z.literal("verify-anchor"), eventsDir: z.string(), anchor: anchorSchema }),
]);
export type CheckOrder = z.infer<typeof checkOrderSchema>;
export type CheckKind = CheckOrder["kind"];

/** What each check gives. */
export interface CheckResults {
  readonly history: HistoryCheck;
  readonly "take-anchor": Anchor;
  readonly "verify-anchor": AnchorComparison;
}

/** What the thread says, the last of them a result or a refusal. It ends when it hears anything: the check is cancelled. */
export type CheckNews =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "result"; readonly result: CheckResults[CheckKind] }
  /** Expected: git fails, the anchor cannot be taken. */
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "cancelled" };
