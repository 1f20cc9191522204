import { parentPort } from "node:worker_threads";
import { workerFileSystem } from "../worker-file-system.ts";
import { isGitFailedError } from "./git-failed-error.ts";
import { type HistoryReply, historyRequestSchema } from "./history-messages.ts";
import { readHistory } from "./read-history.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");

/** Progress is shown to people: no more often than they can see it. */
const PROGRESS_MS = 50;
const cancel = new AbortController();
const post = (reply: HistoryReply) => port.postMessage(reply);

async function answer(eventsDir: string): Promise<HistoryReply> {
  let said = 0;
  try {
    const check = await readHistory(
      { fileSystem: workerFileSystem, eventsDir },
      {
        signal: cancel.signal,
        onProgress: (done, total) => {
          if (done < total && performance.now() - said < PROGRESS_MS) return;
          said = performance.now();
          post({ kind: "progress", done, total });
        },
      },
    );
    return { kind: "checked", check };
  } catch (error) {
    if (cancel.signal.aborted) return { kind: "cancelled" };
    if (isGitFailedError(error)) return { kind: "git-failed", message: error.message, exitCode: error.exitCode };
    throw error;
  }
}

port.on("message", (message: unknown) => {
  const request = historyRequestSchema.parse(message);
  // The programs of git that it started end with it.
  if (request.kind === "cancel") return cancel.abort();
  void answer(request.eventsDir).then(post, (error: unknown) => {
    // A failure here is a fault of the program: it ends the thread, and the owner hears of it as an error.
    queueMicrotask(() => {
      throw error;
    });
  });
});
