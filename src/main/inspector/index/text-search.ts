import { Buffer } from "node:buffer";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Expression } from "../../../shared/filter/expression.ts";
import type { StartThread } from "../../event-store/threads.ts";
import type { Turns } from "../session/turns.ts";
import { MatchedChunks } from "./matched-chunks.ts";
import type { StreamIndex } from "./stream-index.ts";
import type { FoundRows, SearchableChunk } from "./stream-text.ts";
import { findInRuns, finishRuns, newStates, type Run, runsOf, type SharedRuns, sharedRuns } from "./text-runs.ts";
import type { SearchJob } from "./text-search-messages.ts";

/** More threads than this wait for the same memory. */
const MOST_HELPERS = 3;
/** Fewer bytes are searched before another thread has woken. */
const WORTH_HELP = 4 * 1024 * 1024;

interface Layout {
  readonly runs: readonly Run[];
  /** Null where there is too little to share. */
  readonly shared: SharedRuns | null;
}

/**
 * Finds words in the texts of a log with the help of threads that see the same memory. The thread that asks waits for none of
 * them: it goes on until nothing is left, and what another one has begun but not done it does itself, with the same result.
 */
export class TextSearch {
  readonly #startThread: StartThread;
  readonly #helpers = new Set<Worker>();
  readonly #layouts = new WeakMap<readonly SearchableChunk[], Layout>();
  /** What expressions were found in; outlives a change of the log. */
  readonly #matched = new MatchedChunks();
  /** What the helpers were told last. */
  #told: SharedRuns | undefined;

  /** @param startThread default: real ones */
  constructor(startThread: StartThread = startSearchThread) {
    this.#startThread = startThread;
  }

  /**
   * Starts threads for the processors that are left, where there is so much to search. Until then, and where none can be started,
   * the caller searches alone.
   */
  startHelpers(streams: Iterable<Pick<StreamIndex, "texts">>): void {
    let size = 0;
    for (const { texts } of streams) for (const { bytes } of texts) size += bytes.length;
    if (size < WORTH_HELP) return;
    const wanted = Math.min(availableParallelism() - 1, MOST_HELPERS);
    while (this.#helpers.size < wanted) {
      let helper: Worker;
      try {
        helper = this.#startThread();
      } catch {
        return;
      }
      // One that dies is not missed.
      const leave = () => this.#helpers.delete(helper);
      helper.on("error", leave).on("exit", leave).unref();
      this.#helpers.add(helper);
    }
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#helpers, (helper) => helper.terminate()));
  }

  /**
   * @param chunks the same array as long as they are the same
   * @param parts of a word, in lower case, one after the other in a text
   * @param found in shared memory; rows that have a 1 in it are not looked at
   * @param before the rows of a shorter word that `parts` begins with: a longer one is in none of the others
   */
  find(chunks: readonly SearchableChunk[], parts: readonly string[], found: FoundRows, before?: FoundRows): void {
    const { runs, shared } = this.#layoutOf(chunks);
    const states = newStates(runs.length);
    if (shared !== null) this.#callHelpers(shared, { parts, found, before, states });
    const search = { needles: parts.map((part) => Buffer.from(part)), found, before, states };
    findInRuns(runs.entries(), search);
    finishRuns(runs, search);
  }

  /** Accepts the rows with a line that holds an expression; all of them, unless the expression is spent afterwards. */
  match(chunks: readonly SearchableChunk[], expression: Expression, accepts: Uint8Array, turns: Turns): Promise<void> {
    return this.#matched.accept(chunks, expression, accepts, turns);
  }

  #callHelpers(shared: SharedRuns, job: SearchJob): void {
    if (this.#helpers.size === 0) return;
    const message: SearchJob = this.#told === shared ? job : { ...job, runs: shared };
    this.#told = shared;
    for (const helper of this.#helpers) helper.postMessage(message);
  }

  #layoutOf(chunks: readonly SearchableChunk[]): Layout {
    let layout = this.#layouts.get(chunks);
    if (layout === undefined) {
      const runs = runsOf(chunks);
      const shared = sharedRuns(runs);
      layout = { runs, shared: shared.bytes < WORTH_HELP ? null : shared };
      this.#layouts.set(chunks, layout);
    }
    return layout;
  }
}

function startSearchThread(): Worker {
  return new Worker(new URL("./text-search.worker.ts", import.meta.url));
}
