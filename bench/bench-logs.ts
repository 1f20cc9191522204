import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LargeLog, makeLargeLog } from "./make-large-log.ts";

/** Where logs of the bench are kept from one run to the next. */
export const cache = join(tmpdir(), "semiont-inspector-bench");

export interface BenchLogs {
  /** A project of 10,000 resources with 20 events each. */
  readonly wide: string;
  /** A project of one resource with 100,000 events. */
  readonly tall: string;
}

/** As `wide`, with two appends at once in every tenth stream. */
export function prepareScarred(): Promise<string> {
  return prepared("scarred-1", { resources: 10_000, eventsEach: 20, forkEvery: 10 });
}

/** As `wide`, to be appended to: every run leaves some events more in it. */
export function prepareGrowing(): Promise<string> {
  return prepared("growing-1", { resources: 10_000, eventsEach: 20 });
}

/** 1 GB: 50 resources with 25,000 events each. */
export function prepareHuge(): Promise<string> {
  return prepared("huge-1", { resources: 50, eventsEach: 25_000 });
}

async function prepared(name: string, wish: LargeLog): Promise<string> {
  await mkdir(cache, { recursive: true });
  const folder = join(cache, name);
  await once(folder, (place) => makeLargeLog(place, wish));
  return folder;
}

/** Makes the logs that are not there yet. */
export async function prepareLogs(): Promise<BenchLogs> {
  return {
    wide: await prepared("wide-1", { resources: 10_000, eventsEach: 20 }),
    tall: await prepared("tall-1", { resources: 1, eventsEach: 100_000 }),
  };
}

/** Makes a folder if it is not there; it is moved into its place when it is whole. */
export async function once(folder: string, make: (folder: string) => Promise<unknown>): Promise<void> {
  if (existsSync(folder)) return;
  process.stderr.write(`making ${folder} …\n`);
  const beside = await mkdtemp(`${folder}-`);
  await make(beside);
  await rename(beside, folder);
}
