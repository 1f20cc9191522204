import { hash } from "node:crypto";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type Anchor, anchorSchema, rootText } from "../../../../shared/integrity/anchor.ts";
import type { FileSystem } from "../../file-system.ts";
import { isMissing, isSystemError } from "../../system-error.ts";
import { AnchorRefusedError } from "./anchor-refused-error.ts";

/**
 * Writes an anchor to a file of the user's choice, whole or not at all.
 * @param eventsDir the log that it anchors, in whose folder it may not stand
 * @throws AnchorRefusedError
 */
export async function writeAnchorFile(
  fileSystem: FileSystem,
  path: string,
  anchor: Anchor,
  eventsDir: string,
): Promise<void> {
  const target = resolve(path);
  try {
    const folder = await fileSystem.realpath(dirname(target));
    if (isInside(await realpathOrSelf(fileSystem, eventsDir), join(folder, basename(target)))) {
      throw new AnchorRefusedError(`${path} is inside the log, where only events belong. Choose another folder.`);
    }
    const beside = join(folder, `.${basename(target)}.${process.pid}.tmp`);
    await fileSystem.writeFile(beside, `${JSON.stringify(anchor, null, 1)}\n`);
    await fileSystem.rename(beside, join(folder, basename(target)));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new AnchorRefusedError(`${path} cannot be written (${error.message}).`, { cause: error });
  }
}

/** Reads an anchor and checks that it is whole. @throws AnchorRefusedError */
export async function readAnchorFile(fileSystem: FileSystem, path: string): Promise<Anchor> {
  return parseAnchor(path, await readText(fileSystem, path));
}

/** Reads the text of an anchor and checks that it is whole. @param name what to call it @throws AnchorRefusedError */
export function parseAnchor(name: string, text: string): Anchor {
  const anchor = anchorSchema.safeParse(parseJson(name, text));
  if (!anchor.success)
    throw new AnchorRefusedError(`${name} is not an anchor of this version.`, { cause: anchor.error });
  if (hash("sha256", rootText(anchor.data.streams), "hex") !== anchor.data.root) {
    throw new AnchorRefusedError(`${name} does not have the root that it states: it was edited after it was saved.`);
  }
  return anchor.data;
}

async function readText(fileSystem: FileSystem, path: string): Promise<string> {
  try {
    return new TextDecoder().decode(await fileSystem.readFile(resolve(path)));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new AnchorRefusedError(`${path} cannot be read (${error.message}).`, { cause: error });
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AnchorRefusedError(`${path} is not JSON.`, { cause: error });
  }
}

async function realpathOrSelf(fileSystem: FileSystem, path: string): Promise<string> {
  try {
    return await fileSystem.realpath(path);
  } catch (error) {
    if (isMissing(error)) return resolve(path);
    throw error;
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || !(way === ".." || way.startsWith("../") || way.startsWith("..\\") || resolve(way) === way);
}
