import { Worker } from "node:worker_threads";
import { z } from "zod";
import { ContractError } from "../../../../shared/ipc/errors.ts";
import type { CheckNews, CheckOrder, CheckResults } from "./check-messages.ts";

const newsShape = z.custom<CheckNews>((value) => typeof value === "object" && value !== null && "kind" in value);

export interface CheckCall {
  readonly signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

/**
 * Runs a check of the whole log in a thread of its own, so that nobody waits for anything else meanwhile.
 * @throws ContractError `unreadable` where the check refuses; the signal's reason; an Error when the thread dies
 */
export async function runCheck<Order extends CheckOrder>(
  order: Order,
  { signal, onProgress }: CheckCall,
): Promise<CheckResults[Order["kind"]]> {
  signal.throwIfAborted();
  const worker = new Worker(new URL("./check.worker.ts", import.meta.url), { workerData: order });
  // It lets go of what it has started, git included, before it ends.
  const cancel = () => worker.postMessage("cancel");
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      worker.on("message", (message: unknown) => {
        const news = newsShape.parse(message);
        if (news.kind === "progress") onProgress(news.done, news.total);
        else if (news.kind === "cancelled") reject(signal.reason);
        else if (news.kind === "refused") reject(new ContractError({ code: "unreadable", message: news.message }));
        // The thread answers with what its order asks for; the message does not carry that to the compiler.
        else resolve(news.result as CheckResults[Order["kind"]]);
      });
      worker.once("error", reject);
      worker.once("exit", (code) => reject(new Error(`The thread that checks ended with code ${code}.`)));
    });
  } finally {
    signal.removeEventListener("abort", cancel);
    await worker.terminate();
  }
}
