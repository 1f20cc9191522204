import { join } from "node:path";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { StreamUnreadableError } from "../errors/stream-unreadable-error.ts";
import type { FileSystem, ReadableFile } from "../file-system.ts";
import { type LineReading, readLine } from "./read-line.ts";
import { type LinePosition, LONGEST_LINE, readLines } from "./read-lines.ts";
import type { StreamReference } from "./stream-reference.ts";

/** Where a log is read from. */
export interface LogSource {
  readonly fileSystem: FileSystem;
  readonly eventsDir: string;
  /** Bytes; longer lines are reported as malformed. */
  readonly longestLine?: number;
}

/** Opens a file of the log, which may have become anything since it was found, and closes it. @throws StreamUnreadableError */
export async function withLogFile<T>(
  { fileSystem, eventsDir }: LogSource,
  file: string,
  action: (open: ReadableFile) => Promise<T>,
): Promise<T> {
  const open = await openLogFile(fileSystem, eventsDir, file);
  try {
    return await action(open);
  } finally {
    await open.close();
  }
}

/**
 * Reads the records and malformed lines of one file in its order, some at a time. Blank lines are left out.
 * @throws StreamUnreadableError
 */
export async function* readLogFile(
  source: LogSource,
  file: string,
  from?: LinePosition,
): AsyncGenerator<readonly LineReading[], void, void> {
  const longestLine = source.longestLine ?? LONGEST_LINE;
  const open = await openLogFile(source.fileSystem, source.eventsDir, file);
  try {
    for await (const lines of readLines(open, from, longestLine)) {
      const readings: LineReading[] = [];
      for (const line of lines) {
        const reading = readLine(file, line, longestLine);
        if (reading !== undefined) readings.push(reading);
      }
      yield readings;
    }
  } catch (error) {
    throw StreamUnreadableError.from(file, error);
  } finally {
    await open.close();
  }
}

/** Reads a stream in the order of its files. @throws StreamUnreadableError */
export async function* readStream(
  source: LogSource,
  { files }: Pick<StreamReference, "files">,
): AsyncGenerator<readonly LineReading[], void, void> {
  for (const file of files) yield* readLogFile(source, file);
}

/** The events among what was read. */
export function eventsOf(readings: readonly LineReading[]): StoredEvent[] {
  const events: StoredEvent[] = [];
  for (const reading of readings) if (reading.kind === "record") events.push(reading.stored);
  return events;
}

async function openLogFile(fileSystem: FileSystem, eventsDir: string, file: string): Promise<ReadableFile> {
  try {
    return await fileSystem.openToRead(join(eventsDir, file));
  } catch (error) {
    throw StreamUnreadableError.from(file, error);
  }
}
