import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { StreamReference } from "../log/stream-reference.ts";
import type { ScanReply, ScanRequest } from "./scan-messages.ts";

/** So many streams travel in one message: enough to make the message cheap, few enough to share the work evenly. */
const BATCH = 64;
const MOST_WORKERS = 4;
/** What a scan makes is dropped at once; left alone, each thread keeps several times this for it on a log of 1 GB. */
const YOUNG_MEGABYTES = 8;

const replyShape = z.custom<ScanReply>((value) => typeof value === "object" && value !== null && "kind" in value);

/**
 * Scans streams in worker threads and hands each result over as it comes.
 * @throws the signal's reason when cancelled; an Error when a worker dies
 */
export async function scanInWorkers(
  eventsDir: string,
  streams: readonly StreamReference[],
  wanted: ScanRequest["wanted"],
  take: (reply: ScanReply) => void,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  const batches: number[][] = [];
  for (let index = 0; index < streams.length; index += BATCH) {
    batches.push(Array.from({ length: Math.min(BATCH, streams.length - index) }, (_, more) => index + more));
  }
  const workers = Array.from({ length: Math.min(batches.length, MOST_WORKERS, availableParallelism()) }, startWorker);
  try {
    await Promise.all(workers.map((worker) => drive(worker, batches, eventsDir, streams, wanted, take, signal)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function startWorker(): Worker {
  return new Worker(new URL("./scan.worker.ts", import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
}

function drive(
  worker: Worker,
  batches: number[][],
  eventsDir: string,
  streams: readonly StreamReference[],
  wanted: ScanRequest["wanted"],
  take: (reply: ScanReply) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const stop = () => reject(signal?.reason);
    signal?.addEventListener("abort", stop, { once: true });
    const finish = () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    const sendNext = () => {
      const batch = batches.shift();
      if (batch === undefined) return finish();
      const request: ScanRequest = {
        eventsDir,
        wanted,
        streams: batch.flatMap((index) => {
          const stream = streams[index];
          return stream === undefined ? [] : [{ index, streamId: stream.streamId, files: [...stream.files] }];
        }),
      };
      worker.postMessage(request);
    };
    worker.on("message", (message: unknown) => {
      const reply = replyShape.parse(message);
      if (reply.kind === "done") return sendNext();
      try {
        take(reply);
      } catch (error) {
        reject(error);
      }
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`A worker thread that scans streams ended with code ${code}.`)));
    sendNext();
  });
}
