import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { FilterProblem } from "../../../../shared/filter/filter.ts";
import { exportEvents, exportResources } from "../../../inspector/export/export-lists.ts";
import { realFolder } from "../../../inspector/session/open-folder.ts";
import { ProjectSession } from "../../../inspector/session/project-session.ts";
import { harmlessJson, harmlessLines, harmlessText } from "../harmless.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import type { ExportOptions } from "./export-options.ts";

/** Writes what a list of the inspector shows, in full. */
export async function exportList(
  folder: string,
  options: ExportOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const session = await ProjectSession.open(
    {
      folder: await realFolder(folder),
      stateDir: null,
      sample: null,
      configuration: null,
      now: () => new Date(),
      report: (message, error) => terminal.say(harmlessText(`${message} ${String(error)}`)),
      // Nobody stays to hear what changes.
      push: () => undefined,
    },
    { signal, onProgress: (phase, done, total) => terminal.progress(`${phase}: ${done} of ${total}`) },
  );
  try {
    terminal.progress("");
    for (const { message } of session.summary().problems) terminal.say(`Warning: ${harmlessText(message)}`);
    const content = await listed(session, options);
    if (options.out !== undefined) await writeFile(resolve(options.out), content);
    else if (options.format === "json") terminal.print(harmlessJson(JSON.parse(content), 2));
    // To a program, as it is; to a terminal, as it can do no harm.
    else terminal.print((terminal.columns === undefined ? content : harmlessLines(content)).trimEnd());
    return 0;
  } finally {
    await session.close();
  }
}

async function listed(session: ProjectSession, { list, filter, format }: ExportOptions): Promise<string> {
  const { index, records, name } = session;
  if (list === "resources") {
    const sort = { column: "name", direction: "ascending" } as const;
    refuseProblem(filter, session.resources.page({ filter, sort, offset: 0, limit: 1 }).filterProblem);
    return exportResources(name, session.resources.matching(filter), format).content;
  }
  const { matching, problem } = session.timeline.select(null, filter);
  refuseProblem(filter, problem);
  return (await exportEvents(name, matching, { project: index, records }, format)).content;
}

/** A list that a filter was meant to narrow and did not would be taken for the narrowed one. */
function refuseProblem(filter: string, problem: FilterProblem | null): void {
  if (problem === null) return;
  const part = harmlessText(filter.slice(problem.from, problem.to));
  throw new UsageError(`The filter cannot be understood at “${part}”: ${problem.message}`);
}
