import { parentPort } from "node:worker_threads";
import { blockingFileSystem } from "../../event-store/blocking-file-system.ts";
import type { ReadReply, ReadRequest } from "./read-messages.ts";
import { type PlaceReading, readPlace } from "./read-place.ts";
import { shareChunks } from "./stream-text.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");

async function answer({ eventsDir, streams }: ReadRequest): Promise<ReadReply> {
  const readings: PlaceReading[] = [];
  for (const stream of streams) readings.push(await readPlace({ fileSystem: blockingFileSystem, eventsDir }, stream));
  // The texts are most of the bytes: they are not copied on their way, and the threads that search see them where they are.
  const texts = shareChunks(readings.map(({ digest }) => digest.texts));
  return {
    readings: readings.map(({ digest, ...reading }, place) => ({
      ...reading,
      digest: { ...digest, texts: texts[place] ?? [] },
    })),
  };
}

// Only `read-log.ts` starts this thread and speaks to it, in the types of `read-messages.ts`.
port.on("message", (request: ReadRequest) => {
  // A failure here is a fault of the program: it ends the thread, and the owner hears of it as an error.
  void answer(request).then(
    (reply) => port.postMessage(reply),
    (error: unknown) => {
      queueMicrotask(() => {
        throw error;
      });
    },
  );
});
