import { basename, join } from "node:path";
import type { FileSystem } from "../file-system.ts";
import { isMissing } from "../system-error.ts";
import { VIEW_SUFFIX, viewsFolder } from "./view-paths.ts";
import { isTemporaryName } from "./whole-file.ts";

/** What stands in the folder of views. */
export interface ViewFolder {
  /** Absolute paths, in no particular order. */
  readonly views: readonly string[];
  /** What writers that were killed left behind. */
  readonly leftovers: readonly string[];
}

/** The resource that a view file is named after. */
export function resourceOfView(file: string): string {
  return basename(file, VIEW_SUFFIX);
}

/** Finds every view, in shard folders of whatever names and depth. A missing folder is empty. */
export async function walkViews(fileSystem: FileSystem, stateDir: string): Promise<ViewFolder> {
  const views: string[] = [];
  const leftovers: string[] = [];
  for await (const file of viewFiles(fileSystem, stateDir)) {
    if (file.endsWith(VIEW_SUFFIX)) views.push(file);
    else if (isTemporaryName(basename(file))) leftovers.push(file);
  }
  return { views, leftovers };
}

/** Every file in the folder of views. */
export async function* viewFiles(fileSystem: FileSystem, stateDir: string): AsyncGenerator<string> {
  const folders = [viewsFolder(stateDir)];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await listFolder(fileSystem, folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) yield path;
    }
  }
}

async function listFolder(fileSystem: FileSystem, folder: string) {
  try {
    return await fileSystem.readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
