import { parentPort } from "node:worker_threads";
import { blockingFileSystem } from "../blocking-file-system.ts";
import type { WalkRequest } from "./discover-streams.ts";
import { walkFolders } from "./walk-folders.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");

// Only `discover-streams.ts` starts this thread and speaks to it.
port.on("message", ({ eventsDir, folders }: WalkRequest) => {
  walkFolders(blockingFileSystem, eventsDir, folders).then(
    (walk) => port.postMessage(walk),
    (error: unknown) => {
      // A folder that cannot be listed is part of the answer; anything else ends the thread, and its owner hears of it.
      queueMicrotask(() => {
        throw error;
      });
    },
  );
});
