import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import type { ReadableFile } from "../file-system.ts";
import { readLine } from "./read-line.ts";
import { LONGEST_LINE } from "./read-lines.ts";
import { eventsOf, type LogSource, readLogFile, withLogFile } from "./read-stream.ts";
import type { StreamReference } from "./stream-reference.ts";

/** So much is read from the end at first, and four times as much whenever that was not enough. */
const FIRST_STEP = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * The last events of a stream, in the order of the log, read from its end. Their line numbers are counted from the
 * beginning of the file and so not known: the events have no `record`.
 * @throws StreamUnreadableError
 */
export async function readLastEvents(
  source: LogSource,
  { files }: Pick<StreamReference, "files">,
  count: number,
): Promise<StoredEvent[]> {
  const newestFirst: StoredEvent[] = [];
  for (const file of files.toReversed()) {
    const missing = count - newestFirst.length;
    if (missing <= 0) break;
    for (const stored of await withLogFile(source, file, (open) => lastOfFile(source, file, open, missing))) {
      newestFirst.push(stored);
    }
  }
  return newestFirst.reverse().map(({ record: _, ...stored }) => stored);
}

/** The last event, with the shape and type name of its record; its line number is not to be relied on. */
export async function lastEventIn(source: LogSource, { files }: StreamReference): Promise<StoredEvent | undefined> {
  for (const file of files.toReversed()) {
    const [last] = await withLogFile(source, file, (open) => lastOfFile(source, file, open, 1));
    if (last !== undefined) return last;
  }
  return undefined;
}

/** @returns the latest first */
async function lastOfFile(source: LogSource, file: string, open: ReadableFile, count: number): Promise<StoredEvent[]> {
  const { size } = await open.stat();
  const longestLine = source.longestLine ?? LONGEST_LINE;
  for (let step = FIRST_STEP; step <= longestLine * 4; step *= 4) {
    const from = Math.max(0, size - step);
    const bytes = await readRange(open, from, size);
    const events = lastRecords(file, bytes, from, count, longestLine);
    if (events.length === count || from === 0) return events;
  }
  return lastReadingOn(source, file, count);
}

/** For a file whose end is one huge line, or of which very much is wanted: read from its beginning, within bounds. */
async function lastReadingOn(source: LogSource, file: string, count: number): Promise<StoredEvent[]> {
  let last: StoredEvent[] = [];
  for await (const readings of readLogFile(source, file)) last = [...last, ...eventsOf(readings)].slice(-count);
  return last.reverse();
}

async function readRange(open: ReadableFile, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(to - from);
  let filled = 0;
  while (filled < bytes.length) {
    const read = await open.read(bytes.subarray(filled), from + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

/** The last records of a part of a file, the latest first; the line at its beginning only where that is the beginning of the file. */
function lastRecords(file: string, bytes: Buffer, from: number, count: number, longestLine: number): StoredEvent[] {
  const events: StoredEvent[] = [];
  let end = bytes.length;
  let isTerminated = false;
  while (end >= 0 && events.length < count) {
    const newline = end === 0 ? -1 : bytes.lastIndexOf(NEWLINE, end - 1);
    if (newline < 0 && from > 0) break;
    const line = bytes.subarray(newline + 1, end);
    const raw = { bytes: line, line: 1, offset: from + newline + 1, length: line.length, isTerminated };
    const reading = readLine(file, raw, longestLine);
    if (reading?.kind === "record") events.push(reading.stored);
    end = newline;
    isTerminated = true;
  }
  return events;
}
