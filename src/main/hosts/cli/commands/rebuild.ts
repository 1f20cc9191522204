import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { plural } from "../../../../shared/text/plural.ts";
import type { RebuildProgress, RebuildResult } from "../../../event-store/views/rebuild-result.ts";
import { ViewManager } from "../../../event-store/views/view-manager.ts";
import { FilesystemViewStorage } from "../../../event-store/views/view-storage.ts";
import { harmlessJson, harmlessText } from "../harmless.ts";
import { rebuildSource, shardOfStreams } from "../log-source.ts";
import { openLog } from "../open-log.ts";
import { refuseOutput } from "../refuse-output.ts";
import { alignColumns } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const rebuildOptions = z.object({
  stateDir: z.string().optional(),
  dryRun: z.literal(true).optional(),
  exitCode: z.literal(true).optional(),
  json: z.literal(true).optional(),
});
export type RebuildCommandOptions = z.infer<typeof rebuildOptions>;

const phases: Readonly<Record<RebuildProgress["phase"], string>> = {
  "finding-streams": "Finding streams",
  "rebuilding-views": "Rebuilding views",
  "rebuilding-indexes": "Rebuilding indexes",
};

/** @returns the exit code: 1 when a stream or a file was in the way, or, if asked for, when a view was not as the log says */
export async function rebuild(
  folder: string,
  options: RebuildCommandOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const log = await openLog(folder, terminal);
  const stateDir = options.stateDir === undefined ? log.project.stateDir : resolve(options.stateDir);
  await refuseOutput(stateDir, log.project.eventsDir);
  await requireFolder(stateDir);
  const storage = new FilesystemViewStorage({ stateDir }, { streamShard: async () => shardOfStreams(log.streams) });
  const manager = new ViewManager(storage, { stateDir });
  let result: RebuildResult;
  try {
    result = await manager.rebuildAll(rebuildSource(log), {
      signal,
      dryRun: options.dryRun ?? false,
      onProgress: ({ phase, done, total }) => terminal.progress(`${phases[phase]}: ${done} of ${total}`),
    });
  } finally {
    await manager.close();
  }
  terminal.progress("");
  if (result.lockProblem !== null) terminal.say(`Warning: ${harmlessText(result.lockProblem)}`);
  if (options.json) terminal.print(harmlessJson(asJson(result, stateDir), 2));
  else printResult(result, stateDir, terminal);
  return result.failed.length > 0 || (options.exitCode && differs(result)) ? 1 : 0;
}

function differs({ added, changed, stale, removed, entityTypes, tagSchemas, storageUris }: RebuildResult): boolean {
  const lists = [entityTypes, tagSchemas, storageUris].some((list) =>
    Object.values(list).some(({ length }) => length > 0),
  );
  const others = removed.filter(({ kind }) => kind !== "leftover-file");
  return lists || [added, changed, stale, others].some(({ length }) => length > 0);
}

function asJson(result: RebuildResult, stateDir: string) {
  const { resources, events, added, changed, unchanged, stale, failed, removed, dryRun, durationMs } = result;
  return {
    stateDir,
    resources,
    events,
    added: added.length,
    changed: changed.length,
    unchanged,
    stale: stale.length,
    failed,
    durationMs: Math.round(durationMs),
    dryRun,
    details: {
      added,
      changed,
      stale,
      removed,
      entityTypes: result.entityTypes,
      tagSchemas: result.tagSchemas,
      storageUris: result.storageUris,
    },
  };
}

function printResult(result: RebuildResult, stateDir: string, terminal: Terminal): void {
  const verb = result.dryRun ? "A rebuild would give" : "Rebuilt";
  const seconds = (result.durationMs / 1000).toFixed(1);
  const views = result.added.length + result.changed.length + result.unchanged;
  terminal.print(`${verb} ${plural(views, "view")} from ${plural(result.events, "event")} in ${seconds} s.`);
  terminal.print(`State folder: ${harmlessText(stateDir)}`);
  const rows = [
    ["added", String(result.added.length), some(result.added)],
    ["changed", String(result.changed.length), some(result.changed)],
    ["unchanged", String(result.unchanged), ""],
    ["stale", String(result.stale.length), some(result.stale.map(({ resourceId }) => resourceId))],
  ];
  for (const line of alignColumns(rows, [1])) terminal.print(`  ${line}`);
  if (result.stale.length > 0)
    terminal.print("Stale views belong to no stream of the log; they were left where they are.");
  for (const { kind, name } of result.removed) terminal.print(`  removed ${kind} ${harmlessText(name)}`);
  if (result.dryRun) terminal.print("Nothing was written.");
  sayFailures(result.failed, terminal);
}

/** One disk in the way of every file is said once, by what the system said of it. */
function sayFailures(failed: RebuildResult["failed"], terminal: Terminal): void {
  if (failed.length === 0) return;
  for (const [cause, failures] of Map.groupBy(failed, ({ reason }) => causeOf(reason))) {
    const names = some(failures.map(({ name }) => name));
    const [first] = failures;
    terminal.say(
      failures.length === 1
        ? `Failed: ${names}: ${harmlessText(first?.reason ?? cause)}`
        : `Failed: ${failures.length} of them, ${names}: ${harmlessText(cause)}`,
    );
  }
  const kept = failed.length === 1 ? "What failed is as it was" : `These ${failed.length} are as they were`;
  terminal.say(`${kept}; the rest is up to date. Put right what is said above, then rebuild again.`);
}

/** Without the file, whose name makes every reason another one. */
function causeOf(reason: string): string {
  return reason.replace(/^Could not write .*?: (?=[A-Z]+: )/su, "").replace(/, \w+ '.*$/su, "");
}

/** @throws UsageError where something else stands in the place of a state folder */
async function requireFolder(stateDir: string): Promise<void> {
  const present = await stat(stateDir).catch(() => null);
  if (present === null || present.isDirectory()) return;
  throw new UsageError(`${harmlessText(stateDir)} is not a folder. Name another one with --state-dir.`);
}

function some(ids: readonly string[]): string {
  const shown = ids.slice(0, 3).map(harmlessText).join(", ");
  return ids.length > 3 ? `${shown}, …` : shown;
}
