import { hash } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import { type Anchor, anchorSchema, rootText } from "../../../../shared/integrity/anchor.ts";
import type { FileSystem } from "../../file-system.ts";
import { leadsInto } from "../../project/leads-into.ts";
import { isMissing, isSystemError } from "../../system-error.ts";
import { AnchorRefusedError, isAnchorRefusedError } from "./anchor-refused-error.ts";

/**
 * Writes an anchor to a file of the user's choice, whole or not at all. Takes the place of an anchor, and of nothing else.
 * @param eventsDir the log that it anchors; beside it, in the project's own folder, it may not stand either
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
    if (await leadsInto(fileSystem, target, dirname(eventsDir))) {
      throw new AnchorRefusedError(
        `${path} is inside “.semiont”, where only the project's own files belong. Choose another folder.`,
      );
    }
    await refuseOtherFile(fileSystem, target);
    const beside = join(folder, `.${basename(target)}.${process.pid}.tmp`);
    await fileSystem.writeFile(beside, `${JSON.stringify(anchor, null, 1)}\n`);
    await fileSystem.rename(beside, join(folder, basename(target)));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new AnchorRefusedError(`${path} cannot be written (${error.message}).`, { cause: error });
  }
}

async function refuseOtherFile(fileSystem: FileSystem, target: string): Promise<void> {
  try {
    await readAnchorFile(fileSystem, target);
  } catch (error) {
    if (isAnchorRefusedError(error) && isMissing(error.cause)) return;
    throw new AnchorRefusedError(`${target} is there and is no anchor. Nothing is overwritten; choose another name.`, {
      cause: error,
    });
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
