import { parentPort } from "node:worker_threads";
import { blockingFileSystem } from "../../event-store/blocking-file-system.ts";
import type { ReadReply, ReadRequest } from "./read-messages.ts";
import { type PlaceReading, readPlace } from "./read-place.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");

async function answer({ eventsDir, streams }: ReadRequest): Promise<ReadReply> {
  const readings: PlaceReading[] = [];
  for (const stream of streams) readings.push(await readPlace({ fileSystem: blockingFileSystem, eventsDir }, stream));
  return { readings };
}

/** The texts are most of the bytes; they change hands without being copied. */
function transferred({ readings }: ReadReply): ArrayBuffer[] {
  const buffers = readings.flatMap(({ digest }) =>
    digest.texts.flatMap(({ bytes, ends }) => [bytes.buffer, ends.buffer]),
  );
  return buffers.filter((buffer) => buffer instanceof ArrayBuffer);
}

// Only `read-log.ts` starts this thread and speaks to it, in the types of `read-messages.ts`.
port.on("message", (request: ReadRequest) => {
  // A failure here is a fault of the program: it ends the thread, and the owner hears of it as an error.
  void answer(request).then(
    (reply) => port.postMessage(reply, transferred(reply)),
    (error: unknown) => {
      queueMicrotask(() => {
        throw error;
      });
    },
  );
});
