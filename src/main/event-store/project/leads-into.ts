import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { FileSystem } from "../file-system.ts";
import { isMissing } from "../system-error.ts";

type TruePaths = Pick<FileSystem, "realpath">;

/**
 * Whether a path leads into a folder or is the folder, with links followed. Neither has to be there: what is missing is taken
 * as it is written.
 */
export async function leadsInto(fileSystem: TruePaths, path: string, folder: string): Promise<boolean> {
  const [place, into] = await Promise.all([truePath(fileSystem, path), truePath(fileSystem, folder)]);
  const way = relative(into, place);
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way);
}

async function truePath(fileSystem: TruePaths, path: string): Promise<string> {
  const whole = resolve(path);
  try {
    return await fileSystem.realpath(whole);
  } catch (error) {
    const above = dirname(whole);
    if (!isMissing(error) || above === whole) throw error;
    return join(await truePath(fileSystem, above), basename(whole));
  }
}
