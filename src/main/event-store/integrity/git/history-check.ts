import type { Finding } from "../../../../shared/integrity/finding.ts";
import type { Commit } from "./read-commits.ts";

/** One thing that was done to committed history. */
export interface HistoryChange {
  readonly finding: Finding;
  /** Who did it; null where it is not committed. */
  readonly commit: Commit | null;
  /** The record's line before and after; null where there is none. Of many alike the first. */
  readonly before: string | null;
  readonly after: string | null;
  readonly records: number;
}

/** What git knows of a log. */
export type HistoryCheck =
  | { readonly state: "none"; readonly reason: string }
  | {
      readonly state: "checked";
      /** Whether older commits are not here, so that nothing is said of them. */
      readonly isShallow: boolean;
      /** Commits that touched the log. */
      readonly commits: number;
      readonly changes: readonly HistoryChange[];
      /** Versions that could not be compared: not in this clone, or too large. */
      readonly skipped: number;
      /** Growth since the last commit, which is as it should be: files that grew, and files that are new. */
      readonly uncommitted: { readonly grown: number; readonly added: number };
    };
