import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { blockingFileSystem } from "../../event-store/blocking-file-system.ts";
import { walkFolders } from "../../event-store/log/walk-folders.ts";
import { isMissing } from "../../event-store/system-error.ts";
import { type LookReply, type LookRequest, MARKS } from "./look-messages.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");

// Only `look-at-log.ts` starts this thread and speaks to it.
port.on("message", (request: LookRequest) => {
  look(request).then(
    (reply) => port.postMessage(reply, [reply.marks.buffer]),
    (error: unknown) => {
      // What cannot be answered ends the thread, and its owner looks itself.
      queueMicrotask(() => {
        throw error;
      });
    },
  );
});

async function look({ eventsDir }: LookRequest): Promise<LookReply & { readonly marks: Float64Array<ArrayBuffer> }> {
  const walk = await walkFolders(blockingFileSystem, eventsDir, [""]);
  const files = walk.streams.flatMap((stream) => stream.files);
  const marks = new Float64Array(files.length * MARKS).fill(Number.NaN);
  for (const [at, file] of files.entries()) marks.set(await markOf(join(eventsDir, file)), at * MARKS);
  // Errors lose their codes on the way to another thread: who asked tries those folders again.
  return { walk: { ...walk, unreadable: walk.unreadable.map(({ path }) => ({ path, error: null })) }, marks };
}

async function markOf(path: string): Promise<readonly number[]> {
  try {
    const { size, mtimeMs, ino } = await blockingFileSystem.lstat(path);
    return [size, mtimeMs, ino];
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
