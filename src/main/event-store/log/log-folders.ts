import { dirname, join, posix } from "node:path";
import type { FileSystem } from "../file-system.ts";
import { errorCode, isMissing } from "../system-error.ts";
import type { LogSource } from "./read-stream.ts";

/** The folders on the way from the log's own to a folder below it: `ab`, `ab/cd`. */
function foldersOnTheWay(folder: string): string[] {
  const names = folder.split("/").filter((name) => name !== "" && name !== ".");
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}

/**
 * The first of the folders on the way that is a symbolic link or no folder at all, below which nothing belongs to the
 * log; `undefined` where there is none, also where folders are missing.
 */
export async function findDetour(source: LogSource, folder: string): Promise<string | undefined> {
  for (const path of foldersOnTheWay(folder)) {
    const kind = await kindOf(source, path);
    if (kind !== "folder") return kind === "other" ? path : undefined;
  }
  return undefined;
}

/**
 * Makes a folder of the log, and those above it.
 * @param isLogNew whether the log's own folder is made too; where it is missing otherwise, nothing is made
 * @returns absolute paths of the folders whose list of names has changed or is about to, the deepest first, to be
 * synced; `undefined` where nothing was made
 * @throws Error with code `ELOOP` where the way leads through a symbolic link
 */
export async function makeLogFolder(
  source: LogSource,
  folder: string,
  isLogNew: boolean,
): Promise<readonly string[] | undefined> {
  const { fileSystem, eventsDir } = source;
  const [isLogThere, ...onTheWay] = await Promise.all([
    isThere(fileSystem, eventsDir),
    ...foldersOnTheWay(folder).map(async (path) => ({ path, kind: await kindOf(source, path) })),
  ]);
  const detour = onTheWay.find(({ kind }) => kind === "other");
  if (detour !== undefined) {
    const message = `${posix.join(".semiont/events", detour.path)} is not a folder of the log but a link or a file`;
    throw Object.assign(new Error(message), { code: "ELOOP" });
  }
  const path = join(eventsDir, folder);
  if (!isLogThere && !isLogNew) return undefined;
  if (!isLogThere) return [path, ...(await makeFolder(fileSystem, path))];
  const missing = onTheWay.filter(({ kind }) => kind === "missing").map((one) => join(eventsDir, one.path));
  if (missing.length > 0) await fileSystem.mkdir(path);
  return [path, ...missing.reverse().map((made) => dirname(made))];
}

async function kindOf({ fileSystem, eventsDir }: LogSource, path: string): Promise<"folder" | "missing" | "other"> {
  try {
    return (await fileSystem.lstat(join(eventsDir, path))).isDirectory() ? "folder" : "other";
  } catch (error) {
    if (isMissing(error)) return "missing";
    throw error;
  }
}

/**
 * Makes a folder and those above it that are missing.
 * @returns absolute paths of the folders that got a new name in them, the deepest first; none where nothing was missing
 */
export async function makeFolder(fileSystem: FileSystem, path: string): Promise<readonly string[]> {
  const changed: string[] = [];
  for (let folder = path; !(await isThere(fileSystem, folder)); folder = dirname(folder)) changed.push(dirname(folder));
  if (changed.length > 0) await fileSystem.mkdir(path);
  return changed;
}

async function isThere(fileSystem: FileSystem, path: string): Promise<boolean> {
  try {
    await fileSystem.stat(path);
    return true;
  } catch (error) {
    // Something that is no folder stands in the way: mkdir will say so.
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}
