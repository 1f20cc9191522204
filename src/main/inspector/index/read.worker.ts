import { parentPort } from "node:worker_threads";
import { workerFileSystem } from "../../event-store/integrity/worker-file-system.ts";
import { streamIdOf } from "../../event-store/log/stream-reference.ts";
import { type ReadReply, type ReadRequest, readRequestSchema } from "./read-messages.ts";
import { type PlaceReading, readPlace } from "./read-place.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");

async function answer({ eventsDir, streams }: ReadRequest): Promise<ReadReply> {
  const readings: PlaceReading[] = [];
  for (const { streamId, files } of streams) {
    readings.push(
      await readPlace({ fileSystem: workerFileSystem, eventsDir }, { streamId: streamIdOf(streamId), files }),
    );
  }
  return { readings };
}

/** The texts are most of the bytes; they change hands without being copied. */
function transferred({ readings }: ReadReply): ArrayBuffer[] {
  const buffers = readings.flatMap(({ digest }) =>
    digest.texts.flatMap(({ bytes, ends }) => [bytes.buffer, ends.buffer]),
  );
  return buffers.filter((buffer) => buffer instanceof ArrayBuffer);
}

port.on("message", (message: unknown) => {
  // A failure here is a fault of the program: it ends the thread, and the owner hears of it as an error.
  void answer(readRequestSchema.parse(message)).then(
    (reply) => port.postMessage(reply, transferred(reply)),
    (error: unknown) => {
      queueMicrotask(() => {
        throw error;
      });
    },
  );
});
