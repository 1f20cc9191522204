import type { FoundRows } from "./stream-text.ts";
import type { SharedRuns } from "./text-runs.ts";

/** A search that a thread takes part in; all arrays lie in shared memory, and nothing is answered. */
export interface SearchJob {
  /** Where the texts lie; absent when that is as the job before said. */
  readonly runs?: SharedRuns;
  /** Of the word, in lower case. */
  readonly parts: readonly string[];
  readonly found: FoundRows;
  readonly before: FoundRows | undefined;
  readonly states: Int32Array;
}
