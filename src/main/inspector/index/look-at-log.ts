import { Worker } from "node:worker_threads";
import { type FileStatus, nodeFileSystem } from "../../event-store/file-system.ts";
import { discoverStreams } from "../../event-store/log/discover-streams.ts";
import type { StreamReference } from "../../event-store/log/stream-reference.ts";
import { type DiscoveredStreams, inOrder, walkFolders } from "../../event-store/log/walk-folders.ts";
import { type StartThread, Threads } from "../../event-store/threads.ts";
import { type LookReply, type LookRequest, MARKS } from "./look-messages.ts";
import type { RecordSource } from "./record-reader.ts";

/** With fewer streams a thread is started later than this one has looked. */
const FEW_STREAMS = 500;

/** By which a file is told from what it was. */
export type FileMarks = Pick<FileStatus, "size" | "mtimeMs" | "ino">;

/** What stands in the log's folder now. */
export interface LogLook {
  readonly found: DiscoveredStreams;
  /** Of a file below the log's folder; undefined where it is still to be looked at. */
  marksOf(file: string): FileMarks | undefined;
}

/**
 * Looks at everything in the log's folder. A large one is looked at by a thread of its own that waits for each answer of the system:
 * through the thread pool, each of ten thousand files would cost this thread and others several times as much, every half minute.
 * @param expected streams
 */
export async function lookAtLog(
  { fileSystem, eventsDir }: RecordSource,
  expected: number,
  startThread: StartThread = startLookThread,
): Promise<LogLook> {
  const reply =
    expected > FEW_STREAMS && fileSystem === nodeFileSystem ? await askThread(eventsDir, startThread) : null;
  if (reply === null) return { found: await discoverStreams(fileSystem, eventsDir), marksOf: () => undefined };
  const { walk, marks } = reply;
  const again = await walkFolders(
    fileSystem,
    eventsDir,
    walk.unreadable.map(({ path }) => path),
  );
  const places = placesOf(walk.streams);
  return {
    found: inOrder([{ ...walk, unreadable: [] }, again]),
    marksOf(file) {
      const at = places.get(file);
      if (at === undefined) return undefined;
      const [size = Number.NaN, mtimeMs = Number.NaN, ino = Number.NaN] = marks.subarray(at, at + MARKS);
      return Number.isNaN(size) ? undefined : { size, mtimeMs, ino };
    },
  };
}

/** @returns null where no thread could answer */
async function askThread(eventsDir: string, startThread: StartThread): Promise<LookReply | null> {
  const threads = new Threads<LookRequest, LookReply>(startThread);
  try {
    let answer: LookReply | null = null;
    await threads.ask([{ eventsDir }], (reply) => {
      answer = reply;
    });
    return answer;
  } finally {
    await threads.close();
  }
}

/** @returns where the marks of each file begin */
function placesOf(streams: readonly StreamReference[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const { files } of streams) for (const file of files) places.set(file, places.size * MARKS);
  return places;
}

function startLookThread(): Worker {
  return new Worker(new URL("./look.worker.ts", import.meta.url));
}
