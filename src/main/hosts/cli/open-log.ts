import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type StreamId, SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { ContractError } from "../../../shared/ipc/errors.ts";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import { discoverStreams } from "../../event-store/log/discover-streams.ts";
import type { LineReading } from "../../event-store/log/read-line.ts";
import { eventsOf, readStream } from "../../event-store/log/read-stream.ts";
import type { StreamReference } from "../../event-store/log/stream-reference.ts";
import { openProject } from "../../event-store/project/open-project.ts";
import type { Project } from "../../event-store/project/project.ts";
import { folderError, isProjectFolder } from "../../inspector/application/folder-listing.ts";
import { linksAmong } from "../../inspector/index/log-comparison.ts";
import { linkProblems } from "../../inspector/session/open-folder.ts";
import { harmlessText } from "./harmless.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** A project's log as the commands read it: found once, read when asked. */
export interface OpenLog {
  readonly project: Project;
  readonly streams: readonly StreamReference[];
  /** Everything that stands in one stream, wherever its files are. */
  read(streamId: string): AsyncGenerator<readonly LineReading[], void, void>;
}

/**
 * Opens the project in a folder, writing nothing. What is wrong with it without keeping it from being read is said.
 *
 * @throws ContractError when it is no folder, no project, or may not be read
 */
export async function openLog(folder: string, terminal: Terminal): Promise<OpenLog> {
  const root = resolve(folder);
  await requireProject(root);
  const project = await openProject(root);
  if (project.configProblem !== undefined) terminal.say(`Warning: ${harmlessText(project.configProblem.message)}`);
  const { streams, unreadable, ignored } = await discoverStreams(nodeFileSystem, project.eventsDir);
  for (const { path, error } of unreadable) {
    terminal.say(`Warning: ${harmlessText(folderError(join(project.eventsDir, path), error).message)}`);
  }
  for (const { subject, message } of linkProblems(linksAmong({ ignored }))) {
    terminal.say(`Warning: ${harmlessText(`${subject}: ${message}`)}`);
  }
  if (streams.length === 0 && unreadable.length === 0) terminal.say(`The log in ${project.eventsDir} has no events.`);
  const byId = Map.groupBy(streams, ({ streamId }): string => streamId);
  return {
    project,
    streams,
    async *read(streamId) {
      const source = { fileSystem: nodeFileSystem, eventsDir: project.eventsDir };
      for (const stream of byId.get(streamId) ?? []) yield* readStream(source, stream);
    },
  };
}

/** @throws ContractError when the folder is none, no project, or may not be read */
export async function requireProject(root: string): Promise<void> {
  try {
    if (!(await stat(root)).isDirectory()) throw Object.assign(new Error("not a directory"), { code: "ENOTDIR" });
    await readdir(root);
  } catch (error) {
    throw folderError(root, error);
  }
  if (await isProjectFolder(root)) return;
  throw new ContractError({
    code: "not-a-project",
    message: `${root} is no Semiont project: it has no folder “.semiont”.`,
    advice: "Give the folder that holds “.semiont”.",
    subject: root,
  });
}

/**
 * The stream that a person named: by its id, or by the beginning of one where only one begins so.
 *
 * @throws UsageError when there is none, or more than one
 */
export function findStream({ streams, project }: OpenLog, name: string): StreamId {
  const ids = [...new Set(streams.map(({ streamId }) => streamId))];
  const exact = ids.find((id) => id === name);
  if (exact !== undefined) return exact;
  const fitting = ids.filter((id) => id.startsWith(name));
  const [only, another] = fitting;
  if (only !== undefined && another === undefined) return only;
  const shown = harmlessText(name);
  if (only === undefined) {
    throw new UsageError(
      `There is no resource “${shown}” in ${project.root}. \`log\` without an id lists what there is.`,
    );
  }
  const some = fitting.slice(0, 5).map(harmlessText).join(", ");
  throw new UsageError(
    `“${shown}” begins the ids of ${fitting.length} resources: ${some}${fitting.length > 5 ? ", …" : ""}. Give more of it.`,
  );
}

/** Every event of a stream, in file order. What is no record is said and left out. @throws StreamUnreadableError */
export async function readEvents(log: OpenLog, streamId: string, terminal: Terminal): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const readings of log.read(streamId)) {
    sayMalformed(readings, terminal);
    events.push(...eventsOf(readings));
  }
  return events;
}

export function sayMalformed(readings: readonly LineReading[], terminal: Terminal): void {
  for (const reading of readings) {
    if (reading.kind !== "malformed") continue;
    const { file, line, message } = reading.malformed;
    terminal.say(harmlessText(`Warning: line ${line} of .semiont/events/${file} is not a record: ${message}.`));
  }
}

export function isSystemStream(streamId: string): boolean {
  return streamId === SYSTEM_STREAM;
}
