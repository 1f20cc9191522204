import { realpath, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { ContractError } from "../../../shared/ipc/errors.ts";
import type { ProjectProblem } from "../../../shared/ipc/model/project.ts";
import { plural } from "../../../shared/text/plural.ts";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import type { UnreadableFolder } from "../../event-store/log/walk-folders.ts";
import { leadsInto } from "../../event-store/project/leads-into.ts";
import { openProject } from "../../event-store/project/open-project.ts";
import type { Project } from "../../event-store/project/project.ts";
import { isMissing } from "../../event-store/system-error.ts";
import { folderError } from "../application/folder-listing.ts";

/** The folder itself, links resolved. @throws ContractError `not-a-folder`, `permission-denied`, `unreadable` */
export async function realFolder(folder: string): Promise<string> {
  try {
    const path = await realpath(folder);
    if ((await stat(path)).isDirectory()) return path;
  } catch (error) {
    throw folderError(folder, error);
  }
  throw new ContractError({
    code: "not-a-folder",
    message: `${folder} is not a folder.`,
    advice: "Choose the folder that holds “.semiont”.",
    subject: folder,
  });
}

/** Reads what a project says of itself. Writes nothing. @throws ContractError `not-a-project`, `permission-denied` */
export async function describeFolder(folder: string, stateDir: string | null): Promise<Project> {
  const marker = join(folder, ".semiont");
  try {
    if ((await stat(marker)).isDirectory()) return await openProject(folder, stateDir === null ? {} : { stateDir });
  } catch (error) {
    if (!isMissing(error)) throw folderError(marker, error);
  }
  throw new ContractError({
    code: "not-a-project",
    message: `${folder} is no Semiont project: it has no folder “.semiont”.`,
    advice:
      "A project holds “.semiont/config” and its log in “.semiont/events”. Choose such a folder, or open the sample.",
    subject: folder,
  });
}

/** Views are never written among the project's own files, the log above all. @throws ContractError `not-allowed` */
export async function refuseStateFolder({ root, stateDir }: Project): Promise<void> {
  if (!(await leadsInto(nodeFileSystem, stateDir, join(root, ".semiont")))) return;
  throw new ContractError({
    code: "not-allowed",
    message: `${stateDir} is inside “.semiont”, where only the project's own files belong. Nothing was written.`,
    advice: "Compare with another folder of views, then rebuild.",
    subject: stateDir,
  });
}

/** What was found of a project beside the files of its streams. */
interface LogSurroundings {
  readonly project: Project;
  readonly unreadable: readonly UnreadableFolder[];
  readonly links: readonly string[];
}

/** What is to be said of a project beside its records. */
export function projectProblems(
  { project, unreadable, links }: LogSurroundings,
  events: number,
  streams: number,
): ProjectProblem[] {
  const problems: ProjectProblem[] = [];
  const { configProblem, root, eventsDir } = project;
  if (configProblem !== undefined) {
    problems.push({ severity: "warning", subject: relative(root, configProblem.file), message: configProblem.message });
  }
  for (const { path, error } of unreadable) {
    const { message, advice } = folderError(join(eventsDir, path), error);
    const subject = join(".semiont", "events", path);
    problems.push({ severity: "error", subject, message, ...(advice === undefined ? {} : { advice }) });
  }
  problems.push(...linkProblems(links));
  if (events === 0) {
    problems.push({
      severity: "notice",
      subject: ".semiont/events",
      message:
        streams === 0
          ? "The log is empty: nothing has happened in this project yet."
          : "The log has streams, but no events.",
      advice: "New events are shown as they are written.",
    });
  }
  return problems;
}

/** Links lead out of the log: what is behind them is not read, and that is said. */
export function linkProblems(links: readonly string[]): ProjectProblem[] {
  const [first, ...others] = links;
  if (first === undefined) return [];
  const message =
    others.length === 0
      ? "The log holds a symbolic link. Links are not followed: what is behind it is not read."
      : `The log holds ${plural(links.length, "symbolic link")}. Links are not followed: what is behind them is not read.`;
  const advice = "Put the files themselves where their links are, if they belong to this log.";
  return [{ severity: "warning", subject: join(".semiont", "events", first), message, advice }];
}
