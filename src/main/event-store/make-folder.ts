import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode } from "./system-error.ts";

/** The two calls of the system that it takes. */
export interface FolderCalls {
  mkdir(path: string): Promise<unknown>;
  stat(path: string): Promise<{ isDirectory(): boolean }>;
}

/**
 * Makes a folder and what is missing of those above it; one that is there already is left as it is. Node's own `recursive`
 * never ends where a folder that is there takes no other and says ENOENT, as below `/proc`.
 *
 * @throws the system's error
 */
export async function makeFolder(path: string, calls: FolderCalls = { mkdir, stat }): Promise<void> {
  try {
    await makeOne(path, calls);
  } catch (error) {
    const above = dirname(path);
    if (errorCode(error) !== "ENOENT" || above === path) throw error;
    await makeFolder(above, calls);
    await makeOne(path, calls);
  }
}

async function makeOne(path: string, calls: FolderCalls): Promise<void> {
  try {
    await calls.mkdir(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") throw error;
    // Systems have other words than EEXIST for a folder that is there, such as for one of a disk that takes no changes.
    const isThere = await calls.stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isThere) throw error;
  }
}
