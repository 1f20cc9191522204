import { parentPort } from "node:worker_threads";
import { streamIdOf } from "../log/stream-reference.ts";
import { answerScan } from "./answer-scan.ts";
import { type ScanReply, type ScanRequest, scanRequestSchema } from "./scan-messages.ts";
import { workerFileSystem } from "./worker-file-system.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");

async function answer({ eventsDir, wanted, streams }: ScanRequest, post: (reply: ScanReply) => void): Promise<void> {
  for (const { index, streamId, files } of streams) {
    post(
      await answerScan(
        { fileSystem: workerFileSystem, eventsDir },
        { streamId: streamIdOf(streamId), files },
        index,
        wanted,
      ),
    );
  }
  post({ kind: "done" });
}

port.on("message", (message: unknown) => {
  // A failure here is a fault of the program: it ends the thread, and the owner hears of it as an error.
  void answer(scanRequestSchema.parse(message), (reply) => port.postMessage(reply)).catch((error: unknown) => {
    queueMicrotask(() => {
      throw error;
    });
  });
});
