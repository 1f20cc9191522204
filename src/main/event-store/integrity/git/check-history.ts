import { Worker } from "node:worker_threads";
import type { FileSystem } from "../../file-system.ts";
import { GitFailedError } from "./git-failed-error.ts";
import type { HistoryCheck } from "./history-check.ts";
import { type HistoryRequest, historyReplySchema } from "./history-messages.ts";
import { type ReadHistoryOptions, readHistory } from "./read-history.ts";

export type { HistoryCheck } from "./history-check.ts";

export interface HistoryOptions extends ReadHistoryOptions {
  /** Default: that of the machine, in a thread of its own. Another one is used in this thread. */
  readonly fileSystem?: FileSystem;
}

/** What a check reads is dropped at once; left alone, its thread keeps several times this for it. */
const YOUNG_MEGABYTES = 8;

/**
 * Checks with git that the log only ever grew: that each committed version of a file begins with the one before it, and
 * the file as it is now with the last. Reads from git's own store; nothing is checked out and nothing is written.
 * @throws GitFailedError where git fails half-way; the signal's reason when cancelled
 */
export async function checkHistory(
  eventsDir: string,
  { fileSystem, ...options }: HistoryOptions = {},
): Promise<HistoryCheck> {
  options.signal?.throwIfAborted();
  if (fileSystem !== undefined) return readHistory({ fileSystem, eventsDir }, options);
  const worker = new Worker(new URL("./history.worker.ts", import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  try {
    return await ask(worker, eventsDir, options);
  } finally {
    await worker.terminate();
  }
}

function ask(worker: Worker, eventsDir: string, { onProgress, signal }: ReadHistoryOptions): Promise<HistoryCheck> {
  const send = (request: HistoryRequest) => worker.postMessage(request);
  const cancel = () => send({ kind: "cancel" });
  return new Promise<HistoryCheck>((resolve, reject) => {
    signal?.addEventListener("abort", cancel, { once: true });
    worker.on("message", (message: unknown) => {
      const reply = historyReplySchema.parse(message);
      if (reply.kind === "progress") onProgress?.(reply.done, reply.total);
      else if (reply.kind === "checked") resolve(reply.check);
      else if (reply.kind === "cancelled") reject(signal?.reason);
      else reject(new GitFailedError(reply.message, reply.exitCode));
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`The thread that reads git's history ended with code ${code}.`)));
    send({ kind: "check", eventsDir });
  }).finally(() => signal?.removeEventListener("abort", cancel));
}
