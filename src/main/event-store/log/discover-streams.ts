import { Worker } from "node:worker_threads";
import { type FileSystem, nodeFileSystem } from "../file-system.ts";
import { type StartThread, Threads } from "../threads.ts";
import { type DiscoveredStreams, inOrder, type Walk, walkFolders } from "./walk-folders.ts";

/** What a walking thread is asked; it answers with a {@link Walk}. */
export interface WalkRequest {
  readonly eventsDir: string;
  readonly folders: readonly string[];
}

/**
 * Has folders walked elsewhere.
 * @returns the requests that are left to be done here
 */
export type AskToWalk = (
  requests: readonly WalkRequest[],
  take: (walk: Walk) => void,
) => Promise<readonly WalkRequest[]>;

/** With more folders than these a log is large enough for threads to walk the rest. */
const FEW_FOLDERS = 1500;
/** So many messages share what is left to walk. */
const SHARES = 16;

/**
 * Finds every stream of a log, in worker threads where it is large. A missing folder holds no streams.
 * @param onFound told now and then how many were found up to then
 */
export async function discoverStreams(
  fileSystem: FileSystem,
  eventsDir: string,
  onFound?: (streams: number) => void,
  startThread: StartThread = startWalkThread,
): Promise<DiscoveredStreams> {
  // Threads see the machine's own files.
  if (fileSystem !== nodeFileSystem)
    return inOrder([await walkFolders(fileSystem, eventsDir, [""], undefined, onFound)]);
  const threads = new Threads<WalkRequest, Walk>(startThread);
  try {
    return await discoverWith(fileSystem, eventsDir, (requests, take) => threads.ask(requests, take), onFound);
  } finally {
    await threads.close();
  }
}

/** As {@link discoverStreams}, by threads that are there already. */
export async function discoverWith(
  fileSystem: FileSystem,
  eventsDir: string,
  askToWalk: AskToWalk,
  onFound?: (streams: number) => void,
): Promise<DiscoveredStreams> {
  const start = await walkFolders(fileSystem, eventsDir, [""], FEW_FOLDERS, onFound);
  const requests = shares(start.left).map((folders) => ({ eventsDir, folders }));
  const walks: Walk[] = [];
  let found = start.streams.length;
  const left = await askToWalk(requests, (walk) => {
    walks.push(walk);
    found += walk.streams.length;
    onFound?.(found);
  });
  // Errors lose their codes on the way from another thread: what it could not list is tried again here.
  const unlisted = walks.flatMap(({ unreadable }) => unreadable.map(({ path }) => path));
  const rest = [...unlisted, ...left.flatMap(({ folders }) => folders)];
  const here = await walkFolders(fileSystem, eventsDir, rest);
  return inOrder([start, ...walks.map((walk) => ({ ...walk, unreadable: [] })), here]);
}

function startWalkThread(): Worker {
  return new Worker(new URL("./walk.worker.ts", import.meta.url));
}

/** Deals folders out to some lists, none of them empty. */
function shares(folders: readonly string[]): string[][] {
  const count = Math.min(folders.length, SHARES);
  return Array.from({ length: count }, (_, share) => folders.filter((_, index) => index % count === share));
}
