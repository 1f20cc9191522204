import { parentPort, workerData } from "node:worker_threads";
import { isAnchorRefusedError } from "../../../event-store/integrity/anchor/anchor-refused-error.ts";
import { takeAnchor } from "../../../event-store/integrity/anchor/take-anchor.ts";
import { verifyAnchor } from "../../../event-store/integrity/anchor/verify-anchor.ts";
import { checkHistory } from "../../../event-store/integrity/git/check-history.ts";
import { isGitFailedError } from "../../../event-store/integrity/git/git-failed-error.ts";
import {
  type CheckKind,
  type CheckNews,
  type CheckOrder,
  type CheckResults,
  checkOrderSchema,
} from "./check-messages.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");
const tell = (news: CheckNews) => port.postMessage(news);
const cancelled = new AbortController();
port.once("message", () => cancelled.abort());

function run(order: CheckOrder): Promise<CheckResults[CheckKind]> {
  const options = {
    signal: cancelled.signal,
    onProgress: (done: number, total: number) => tell({ kind: "progress", done, total }),
  };
  switch (order.kind) {
    case "history":
      return checkHistory(order.eventsDir, options);
    case "take-anchor":
      return takeAnchor(order.eventsDir, { ...options, project: order.project, now: order.now });
    case "verify-anchor":
      return verifyAnchor(order.eventsDir, order.anchor, options);
  }
}

try {
  tell({ kind: "result", result: await run(checkOrderSchema.parse(workerData)) });
} catch (error) {
  if (cancelled.signal.aborted) tell({ kind: "cancelled" });
  else if (isGitFailedError(error) || isAnchorRefusedError(error)) tell({ kind: "refused", message: error.message });
  else throw error;
} finally {
  port.close();
}
