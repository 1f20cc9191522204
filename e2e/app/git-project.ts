import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { legacyEventNames } from "../../src/shared/events/legacy-names.ts";
import { makeRepository } from "../../src/testing/git-repository.ts";

/** “MS Fulmar”: the name in its first record is changed. */
export const EDITED = "6d1dbea2ba16e70869c465220b1fb73c";
/** “Order to leave the station, March 1961”: its third record is taken out. */
export const SHORTENED = "53efef36645d1bf9192f8b9b2b01f900";

/**
 * Makes a project a git repository whose history has everything there is: first the log under the type names of an older
 * era, then a commit that renames them, one that edits a record without a word, and one that takes a record out.
 */
export async function makeHistory(folder: string): Promise<void> {
  const repository = await makeRepository(folder);
  const events = join(folder, ".semiont", "events");
  const names = await readdir(events, { recursive: true });
  const files = names.filter((name) => name.endsWith(".jsonl")).map((name) => join(events, name));
  const log = new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const)));
  for (const [file, text] of log) await writeFile(file, text.replaceAll(/"type":"([a-z]+:[a-z-]+)"/gu, olderName));
  await repository.commit("First records", "Ada Lovelace");
  for (const [file, text] of log) await writeFile(file, text);
  await repository.commit("Rename event types", "Migration Script");
  await change(files, EDITED, (lines) => lines.map((line) => line.replace('"name":"MS Fulmar"', '"name":"MS Petrel"')));
  await repository.commit("tidy up", "Mallory");
  await change(files, SHORTENED, (lines) => lines.toSpliced(2, 1));
  await repository.commit("smaller file", "Mallory");
}

function olderName(written: string, type: string): string {
  const [older] = legacyEventNames(type);
  return older === undefined ? written : `"type":"${older}"`;
}

async function change(files: readonly string[], stream: string, by: (lines: string[]) => string[]): Promise<void> {
  const file = files.find((name) => name.includes(stream)) ?? "";
  await writeFile(file, by((await readFile(file, "utf8")).split("\n")).join("\n"));
}
