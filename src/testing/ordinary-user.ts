import { lchown, readdir } from "node:fs/promises";
import { join } from "node:path";

const ROOT = 0;
const NOBODY = 65_534;

function isRoot(): boolean {
  return process.getuid?.() === ROOT;
}

/**
 * Does something as a user to whom files can be forbidden. Where the tests run as root, that is nobody, to whom the folder
 * is given meanwhile: everything that is forbidden there has to be forbidden to its owner.
 */
export async function asOrdinaryUser(folder: string, work: () => Promise<void>): Promise<void> {
  if (!isRoot()) return work();
  await give(folder, NOBODY);
  process.seteuid?.(NOBODY);
  try {
    await work();
  } finally {
    process.seteuid?.(ROOT);
    await give(folder, ROOT);
  }
}

async function give(path: string, user: number): Promise<void> {
  await lchown(path, user, user);
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) await give(inside, user);
    else await lchown(inside, user, user);
  }
}

/** A command, started so that it may do no more than the owner of a file: root keeps its name and loses its privilege. */
export function asOwnerOnly(command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  return isRoot() ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", ...command] : command;
}
