import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeLargeLog } from "./make-large-log.ts";

/** Where logs of the bench are kept from one run to the next. */
export const cache = join(tmpdir(), "semiont-inspector-bench");

export interface BenchLogs {
  /** A project of 10,000 resources with 20 events each. */
  readonly wide: string;
  /** A project of one resource with 100,000 events. */
  readonly tall: string;
}

/** Makes the logs that are not there yet. */
export async function prepareLogs(): Promise<BenchLogs> {
  await mkdir(cache, { recursive: true });
  const logs = { wide: join(cache, "wide-1"), tall: join(cache, "tall-1") };
  await once(logs.wide, (folder) => makeLargeLog(folder, { resources: 10_000, eventsEach: 20 }));
  await once(logs.tall, (folder) => makeLargeLog(folder, { resources: 1, eventsEach: 100_000 }));
  return logs;
}

/** Makes a folder if it is not there; it is moved into its place when it is whole. */
export async function once(folder: string, make: (folder: string) => Promise<unknown>): Promise<void> {
  if (existsSync(folder)) return;
  process.stderr.write(`making ${folder} …\n`);
  const beside = await mkdtemp(`${folder}-`);
  await make(beside);
  await rename(beside, folder);
}
