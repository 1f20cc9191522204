import type { FileSystem } from "../file-system.ts";
import { isMissing } from "../system-error.ts";
import { removeFile } from "./whole-file.ts";

/** A writer that still lives renames its file within moments; nothing that is this old has one. */
const OLD_MILLISECONDS = 10 * 60 * 1000;

/** Removes what killed writers left behind. @returns the files, which a dry run leaves where they are. */
export async function removeLeftovers(
  fileSystem: FileSystem,
  files: readonly string[],
  dryRun: boolean,
): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const file of files) {
    if (!(await isOld(fileSystem, file))) continue;
    if (!dryRun) await removeFile(fileSystem, file);
    removed.push(file);
  }
  return removed;
}

async function isOld(fileSystem: FileSystem, file: string): Promise<boolean> {
  try {
    return Date.now() - (await fileSystem.stat(file)).mtimeMs > OLD_MILLISECONDS;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
