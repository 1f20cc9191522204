import { parentPort } from "node:worker_threads";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { StorageUriClaims } from "../../../shared/projection/storage-uri-claims.ts";
import { eventsOf, readStream } from "../log/read-stream.ts";
import { blockingFileSystem } from "./blocking-file-system.ts";
import type { RebuildReply, RebuildRequest } from "./rebuild-messages.ts";
import { type ResourceOutcome, rebuildResource } from "./rebuild-resources.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");

async function answer({ eventsDir, dryRun, tasks }: RebuildRequest): Promise<RebuildReply> {
  const claims = new StorageUriClaims();
  const outcomes: ResourceOutcome[] = [];
  for (const { files, ...task } of tasks) {
    const getEvents = () => readEvents(eventsDir, files);
    outcomes.push(
      await rebuildResource({ source: { getEvents }, fileSystem: blockingFileSystem, dryRun, claims }, task),
    );
  }
  return { outcomes, claims: [...claims.entries()] };
}

async function readEvents(eventsDir: string, files: readonly string[]): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const readings of readStream({ fileSystem: blockingFileSystem, eventsDir }, { files })) {
    events.push(...eventsOf(readings));
  }
  return events;
}

// Only the owner of this thread speaks to it, with the type of the messages checked on both sides by the compiler.
port.on("message", (request: RebuildRequest) => {
  answer(request).then(
    (reply) => port.postMessage(reply),
    (error: unknown) => {
      // Resources name their failures; this is a fault of the program. It ends the thread, and the owner hears of it.
      queueMicrotask(() => {
        throw error;
      });
    },
  );
});
