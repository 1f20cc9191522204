import { parentPort } from "node:worker_threads";
import { blockingFileSystem } from "../blocking-file-system.ts";
import { readSmallFile } from "../log/small-file.ts";
import { answerScan } from "./answer-scan.ts";
import type { ScanReply, ScanRequest } from "./scan-messages.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");

// Only `verify-project.ts` starts this thread and speaks to it, in the types of `scan-messages.ts`.
port.on("message", (request: ScanRequest) => {
  answerScan({ fileSystem: blockingFileSystem, readSmallFile }, request).then(
    (reply) => port.postMessage(reply, transferred(reply)),
    (error: unknown) => {
      // A failure here is a fault of the program: it ends the thread, and the owner hears of it as an error.
      queueMicrotask(() => {
        throw error;
      });
    },
  );
});

function transferred(reply: ScanReply): ArrayBuffer[] {
  return reply.kind === "checked" ? [reply.eventIdPrints.buffer] : [];
}
