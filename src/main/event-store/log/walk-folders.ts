import { join, posix } from "node:path";
import type { FileSystem, FolderEntry } from "../file-system.ts";
import { isMissing } from "../system-error.ts";
import { LOG_FILE_SUFFIX, rotationNumber } from "./stream-layout.ts";
import { type StreamReference, streamIdOf } from "./stream-reference.ts";

/** A name in the log's folder that is no part of the log. */
export interface IgnoredEntry {
  /** Below the log's folder, with `/`. */
  readonly path: string;
  /** `hidden`: a name with a leading dot. `foreign`: any other name or kind that no stream has. */
  readonly reason: "symbolic-link" | "hidden" | "foreign";
}

/** A folder of the log that could not be listed: what is in there is unknown. */
export interface UnreadableFolder {
  /** Below the log's folder, with `/`; empty for that folder itself. */
  readonly path: string;
  readonly error: unknown;
}

/** Everything found in the log's folder, each list sorted by path. */
export interface DiscoveredStreams {
  readonly streams: readonly StreamReference[];
  readonly ignored: readonly IgnoredEntry[];
  readonly unreadable: readonly UnreadableFolder[];
}

/** What walking some folders found, in no particular order. */
export interface Walk extends DiscoveredStreams {
  /** Folders that were found and not listed. */
  readonly left: readonly string[];
}

/** So many folders are listed at once; more only queue up in the system's thread pool. */
const CONCURRENCY = 32;

/**
 * Walks folders of the log, given below its own folder, with all that is in them: shard folders of any name and depth,
 * both layouts. Symbolic links are not followed, so that nothing outside the folder is ever taken for a part of it. A
 * missing folder holds no streams.
 * @param most so many folders are listed, give or take those that are under way
 * @param onFound told now and then how many streams were found up to then
 */
export async function walkFolders(
  fileSystem: FileSystem,
  eventsDir: string,
  folders: readonly string[],
  most = Number.POSITIVE_INFINITY,
  onFound?: (streams: number) => void,
): Promise<Walk> {
  const walk = {
    streams: [] as StreamReference[],
    ignored: [] as IgnoredEntry[],
    unreadable: [] as UnreadableFolder[],
    left: [...folders],
  };
  let listed = 0;
  let busy = 0;
  await new Promise<void>((resolve, reject) => {
    const startNext = () => {
      while (busy < CONCURRENCY && listed < most) {
        const folder = walk.left.pop();
        if (folder === undefined) break;
        busy += 1;
        listed += 1;
        listFolder(fileSystem, eventsDir, folder).then((listing) => {
          busy -= 1;
          // One by one: a folder may hold more names than a call takes arguments.
          for (const stream of listing.streams) walk.streams.push(stream);
          for (const entry of listing.ignored) walk.ignored.push(entry);
          for (const unreadable of listing.unreadable) walk.unreadable.push(unreadable);
          for (const path of listing.folders) walk.left.push(path);
          onFound?.(walk.streams.length);
          startNext();
        }, reject);
      }
      if (busy === 0) resolve();
    };
    startNext();
  });
  return walk;
}

/** Puts together what several walks found. */
export function inOrder(walks: readonly DiscoveredStreams[]): DiscoveredStreams {
  return {
    streams: walks
      .flatMap(({ streams }) => streams)
      .sort((left, right) => compareTexts(left.files[0] ?? "", right.files[0] ?? "")),
    ignored: walks.flatMap(({ ignored }) => ignored).sort((left, right) => compareTexts(left.path, right.path)),
    unreadable: walks
      .flatMap(({ unreadable }) => unreadable)
      .sort((left, right) => compareTexts(left.path, right.path)),
  };
}

/** The streams that stand directly in one folder. A missing one holds none. @throws what listing it throws */
export async function streamsIn(
  fileSystem: FileSystem,
  eventsDir: string,
  folder: string,
): Promise<readonly StreamReference[]> {
  const { streams, unreadable } = await listFolder(fileSystem, eventsDir, folder);
  const [problem] = unreadable;
  if (problem !== undefined) throw problem.error;
  return streams;
}

interface Listing extends DiscoveredStreams {
  readonly folders: readonly string[];
}

async function listFolder(fileSystem: FileSystem, eventsDir: string, folder: string): Promise<Listing> {
  try {
    return sortEntries(folder, await fileSystem.readdir(join(eventsDir, folder)));
  } catch (error) {
    const unreadable = isMissing(error) ? [] : [{ path: folder, error }];
    return { streams: [], ignored: [], unreadable, folders: [] };
  }
}

/**
 * Tells what the names in one folder are. A folder with rotated files is a stream, and what else stands in it is not;
 * folders in it are walked all the same, since an id of two characters may share its place with a shard.
 */
function sortEntries(folder: string, entries: readonly FolderEntry[]): Listing {
  const streams: StreamReference[] = [];
  const ignored: IgnoredEntry[] = [];
  const folders: string[] = [];
  const rotated: { readonly number: number; readonly path: string }[] = [];
  const singles: string[] = [];
  for (const entry of entries) {
    const path = posix.join(folder, entry.name);
    if (entry.isSymbolicLink()) ignored.push({ path, reason: "symbolic-link" });
    else if (entry.name.startsWith(".")) ignored.push({ path, reason: "hidden" });
    else if (entry.isDirectory()) folders.push(path);
    else if (!entry.isFile() || !entry.name.endsWith(LOG_FILE_SUFFIX)) ignored.push({ path, reason: "foreign" });
    else {
      const number = rotationNumber(entry.name);
      if (number === undefined) singles.push(path);
      else if (folder === "") ignored.push({ path, reason: "foreign" });
      else rotated.push({ number, path });
    }
  }
  if (rotated.length > 0) {
    rotated.sort((left, right) => left.number - right.number || compareTexts(left.path, right.path));
    const files = rotated.map(({ path }) => path);
    streams.push({ streamId: streamIdOf(posix.basename(folder)), layout: "shipped", folder, files });
  }
  for (const path of singles) {
    if (rotated.length > 0) ignored.push({ path, reason: "foreign" });
    else {
      const streamId = streamIdOf(posix.basename(path, LOG_FILE_SUFFIX));
      streams.push({ streamId, layout: "documented", folder, files: [path] });
    }
  }
  return { streams, ignored, unreadable: [], folders };
}

/** By UTF-16 code unit: the same order on every machine. */
function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
