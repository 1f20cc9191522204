import { dirname, join } from "node:path";
import type { FileSystem } from "../file-system.ts";
import { isMissing } from "../system-error.ts";
import { ViewWriteError } from "./errors/view-write-error.ts";

let temporaryFiles = 0;

/** The name of a file that is being written. Short, since the name it will get may be as long as is allowed. */
function temporaryName(): string {
  temporaryFiles += 1;
  return `.view-${process.pid}-${temporaryFiles}.tmp`;
}

/** Whether a file may be what a writer that was killed left behind. */
export function isTemporaryName(name: string): boolean {
  return /^\.view-\d+-\d+\.tmp$/.test(name);
}

/**
 * Writes a file so that every reader, at any moment and after any crash, finds the old or the new text whole: written
 * beside and renamed. Makes the folder where it is missing.
 * @throws ViewWriteError; the file is then as it was.
 */
export async function writeWhole(fileSystem: FileSystem, path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), temporaryName());
  try {
    await writeMakingFolder(fileSystem, temporary, text);
    await fileSystem.rename(temporary, path);
  } catch (error) {
    throw new ViewWriteError(path, await cleanUp(fileSystem, temporary, error));
  }
}

/** Removes a file; that it was not there is fine. @throws ViewWriteError */
export async function removeFile(fileSystem: FileSystem, path: string): Promise<void> {
  try {
    await fileSystem.unlink(path);
  } catch (error) {
    if (!isMissing(error)) throw new ViewWriteError(path, error);
  }
}

/** @returns the text, or `undefined` when there is no such file. */
export async function readTextFile(fileSystem: FileSystem, path: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await fileSystem.readFile(path));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Differs whenever another file has come to stand at the path; `undefined` where there is none. */
export async function fileStatus(fileSystem: FileSystem, path: string): Promise<string | undefined> {
  try {
    const { ino, mtimeMs, size } = await fileSystem.stat(path);
    return `${ino} ${mtimeMs} ${size}`;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function writeMakingFolder(fileSystem: FileSystem, path: string, text: string): Promise<void> {
  try {
    await fileSystem.writeFile(path, text);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await fileSystem.mkdir(dirname(path));
    await fileSystem.writeFile(path, text);
  }
}

/** @returns the error, joined by what went wrong while cleaning up after it. */
async function cleanUp(fileSystem: FileSystem, temporary: string, error: unknown): Promise<unknown> {
  try {
    await fileSystem.unlink(temporary);
    return error;
  } catch (cleaningError) {
    return isMissing(cleaningError) ? error : new AggregateError([error, cleaningError], String(error));
  }
}
