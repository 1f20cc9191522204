import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import type { FilterProblem } from "../../../../shared/filter/filter.ts";
import { nodeFileSystem } from "../../../event-store/file-system.ts";
import type { Project } from "../../../event-store/project/project.ts";
import { isSystemError } from "../../../event-store/system-error.ts";
import { exportResources } from "../../../inspector/export/export-lists.ts";
import { chooseEvents } from "../../../inspector/export/whole-log/choose-events.ts";
import { wholeEventsText } from "../../../inspector/export/whole-log/whole-events.ts";
import { checkWholeLog, type WholeLog } from "../../../inspector/export/whole-log/whole-log.ts";
import { wholeResources } from "../../../inspector/export/whole-log/whole-resources.ts";
import { linksAmong } from "../../../inspector/index/log-comparison.ts";
import type { LongCall } from "../../../inspector/session/long-call.ts";
import { describeFolder, projectProblems, realFolder } from "../../../inspector/session/open-folder.ts";
import { harmlessJsonText, harmlessLines, harmlessText } from "../harmless.ts";
import { refuseOutput } from "../refuse-output.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import type { ExportOptions } from "./export-options.ts";

/** Writes what a list of the inspector shows, in full. The log is read stream by stream: it may be more than memory holds. */
export async function exportList(
  folder: string,
  options: ExportOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const root = await realFolder(folder);
  if (options.out !== undefined) await refuseOutput(options.out, join(root, ".semiont", "events"));
  const project = await describeFolder(root, null);
  const call: LongCall = {
    signal,
    onProgress: (phase, done, total) => terminal.progress(`${phase}: ${done} of ${total}`),
  };
  const log = await checkWholeLog({ fileSystem: nodeFileSystem, eventsDir: project.eventsDir }, call);
  const { verification } = log;
  const streams = new Set(verification.references.map(({ streamId }) => streamId)).size;
  const surroundings = { project, unreadable: verification.unreadable, links: linksAmong(verification) };
  for (const { message } of projectProblems(surroundings, verification.events, streams)) {
    terminal.say(`Warning: ${harmlessText(message)}`);
  }
  const { parts, rows } = await listed(project, log, options, call);
  terminal.progress("");
  if (options.out !== undefined) await writeWhole(resolve(options.out), parts, signal);
  else {
    for await (const part of parts) {
      signal.throwIfAborted();
      await terminal.printPiece(harmlessPart(part, options, terminal));
    }
  }
  if (rows === 0) terminal.say(options.filter === "" ? `There are no ${options.list}.` : "Nothing fits the filter.");
  return 0;
}

/** What is written, part by part, and how many rows that is. @throws UsageError */
async function listed(
  { name, stateDir }: Project,
  log: WholeLog,
  { list, filter, format }: ExportOptions,
  call: LongCall,
): Promise<{ readonly parts: AsyncIterable<string> | Iterable<string>; readonly rows: number }> {
  const now = Date.now();
  if (list === "resources") {
    const { rows, problem } = await wholeResources(log, { stateDir, filter, now }, call);
    refuseProblem(filter, problem);
    return { parts: [`${exportResources(name, rows, format).content.trimEnd()}\n`], rows: rows.length };
  }
  const chosen = await chooseEvents(log, filter, now, call);
  refuseProblem(filter, chosen.problem);
  return { parts: wholeEventsText(log.source, chosen, format), rows: chosen.rows.length };
}

/** To a program, as it is; to a terminal, as it can do no harm. The escapes of JSON leave its values as they are. */
function harmlessPart(part: string, { format }: ExportOptions, terminal: Terminal): string {
  if (format === "json") return harmlessJsonText(part);
  return terminal.columns === undefined ? part : harmlessLines(part);
}

/** A file that is there when all of it is: what is cut short would be taken for the whole. */
async function writeWhole(
  file: string,
  parts: AsyncIterable<string> | Iterable<string>,
  signal: AbortSignal,
): Promise<void> {
  const present = await stat(file).catch(() => null);
  if (present?.isDirectory()) throw new UsageError(`${file} is a folder. Name a file in it.`);
  // A pipe or a device is written to, and not replaced.
  if (present !== null && !present.isFile()) return pipeline(parts, createWriteStream(file), { signal });
  const beside = `${file}.${process.pid}.partial`;
  try {
    await pipeline(parts, createWriteStream(beside, { flags: "wx" }), { signal });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    if (!isSystemError(error) || signal.aborted) throw error;
    // Node adds the call and our own name for the file.
    const reason = error.message.replace(/, \w+ '.*$/s, "");
    throw new UsageError(`${file} cannot be written (${reason}).`, { cause: error });
  }
}

/** A list that a filter was meant to narrow and did not would be taken for the narrowed one. */
function refuseProblem(filter: string, problem: FilterProblem | null): void {
  if (problem === null) return;
  const part = harmlessText(filter.slice(problem.from, problem.to));
  throw new UsageError(`The filter cannot be understood at “${part}”: ${problem.message}`);
}
