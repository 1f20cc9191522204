import { realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { type Acknowledgement, acknowledgedFindingsSchema } from "../../../../shared/ipc/model/acknowledgement.ts";
import { plural } from "../../../../shared/text/plural.ts";
import { checkHistory } from "../../../event-store/integrity/git/check-history.ts";
import { verifyProject } from "../../../event-store/integrity/verify-project.ts";
import { isSystemError } from "../../../event-store/system-error.ts";
import { readKept, writeKept } from "../../../inspector/application/kept-file.ts";
import { harmlessText } from "../harmless.ts";
import { openLog } from "../open-log.ts";
import { refuseOutput } from "../refuse-output.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const acknowledgeOptions = z.object({ file: z.string().min(1), note: z.string().max(2000) });
export type AcknowledgeOptions = z.infer<typeof acknowledgeOptions>;

/** Adds findings to a file of those that somebody lives with, for `verify --acknowledged`. @returns the exit code */
export async function acknowledge(
  folder: string,
  ids: readonly string[],
  { file, note }: AcknowledgeOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { project } = await openLog(folder, terminal);
  const known = (await readFile(file)) ?? { version: 1 as const, folder: project.root, acknowledged: [] };
  const { findings } = await verifyProject(project.eventsDir, { signal });
  const found = new Set(findings.map(({ id }) => id));
  if (ids.some((id) => id.startsWith("history-rewritten@"))) {
    const history = await checkHistory(project.eventsDir, { signal });
    if (history.state === "checked") for (const { finding } of history.changes) found.add(finding.id);
  }
  const unknown = ids.find((id) => !found.has(id));
  if (unknown !== undefined) {
    const why = unknown.startsWith("anchor-divergence@")
      ? "What an anchor shows is acknowledged by saving a new one with `anchor`."
      : "`verify --json` gives the ids of all there are.";
    throw new UsageError(`There is no finding “${harmlessText(unknown)}” in ${project.root}. ${why}`);
  }
  const others = known.acknowledged.filter(({ finding }) => !ids.includes(finding));
  const at = new Date().toISOString();
  const acknowledged = [...others, ...[...new Set(ids)].map((finding) => ({ finding, note, at }))];
  await writeFile(file, { ...known, acknowledged }, project.eventsDir);
  terminal.print(
    `Acknowledged ${plural(ids.length, "finding")} in ${harmlessText(file)}, which has ${acknowledged.length} now.`,
  );
  return 0;
}

/** Reads the acknowledged findings that a person named, by their ids. @throws UsageError when there are none to read */
export async function readAcknowledged(file: string): Promise<ReadonlyMap<string, Acknowledgement>> {
  const read = await readFile(file);
  if (read === undefined) throw new UsageError(`There is no file ${harmlessText(file)} of acknowledged findings.`);
  return new Map(read.acknowledged.map(({ finding, note, at }) => [finding, { note, at }]));
}

async function readFile(file: string) {
  try {
    return await readKept(resolve(file), acknowledgedFindingsSchema);
  } catch (error) {
    if (!isSystemError(error) && !(error instanceof SyntaxError) && !(error instanceof z.ZodError)) throw error;
    throw new UsageError(`${harmlessText(file)} cannot be read as a file of acknowledged findings.`, { cause: error });
  }
}

async function writeFile(file: string, value: unknown, eventsDir: string): Promise<void> {
  const target = resolve(file);
  try {
    const place = join(await realpath(dirname(target)), basename(target));
    await refuseOutput(file, eventsDir);
    await writeKept(place, value);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError(`${harmlessText(file)} cannot be written (${error.message}).`, { cause: error });
  }
}
