import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { z } from "zod";
import { makeFolder } from "../../event-store/make-folder.ts";
import { isMissing } from "../../event-store/system-error.ts";

/** Reads a small file of the app's own. @returns undefined where there is none @throws what is wrong with it */
export async function readKept<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Writes a small file of the app's own, whole or not at all, for nobody but the user to read. */
export async function writeKept(path: string, value: unknown): Promise<void> {
  await makeFolder(dirname(path));
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(beside, JSON.stringify(value, null, 2), { mode: 0o600 });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
