import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { type Dialect, dialectOf } from "./dialect.ts";
import { isBlank } from "./read-line.ts";
import { type LinePosition, readLines } from "./read-lines.ts";
import { eventsOf, type LogSource, readLogFile, withLogFile } from "./read-stream.ts";
import type { StreamReference } from "./stream-reference.ts";

/** The end of a stream: all that is needed to append to it. */
export interface StreamTail {
  /** The last file, below the log's folder. */
  readonly file: string;
  /** Tells a file from another one put in its place. */
  readonly inode: number;
  /** Bytes of the last file. */
  readonly size: number;
  /** Newlines in the last file. */
  readonly newlines: number;
  /** Lines of the last file that are not blank; what rotation counts. */
  readonly recordsInFile: number;
  /** Whether the last file ends in the middle of a line, whole record or torn. */
  readonly isOpen: boolean;
  /** The greatest sequence number near the end; 0 where there is no record. */
  readonly lastSequence: number;
  /** The checksum of the last record, as written. */
  readonly lastChecksum: string | undefined;
  /** How the last record is written; `undefined` where there is none. */
  readonly dialect: Dialect | undefined;
  /** Records in the last file that is full; `undefined` where there is only one. */
  readonly recordsInFullFile: number | undefined;
}

/**
 * So many lines from the end are looked at for the greatest sequence number. The last record need not have it: writers
 * that overlapped have swapped numbers with those appended at the same moment, 51 places at most where it was measured.
 * Views replay by number, so that the next one must be greater than all.
 */
const WINDOW = 512;

/** Finds the end of a stream, past torn lines and empty files. @throws StreamUnreadableError */
export async function readStreamTail(source: LogSource, { files }: StreamReference): Promise<StreamTail> {
  const file = files.at(-1);
  if (file === undefined) throw new RangeError("A stream has at least one file.");
  const end = await measure(source, file);
  const { last, greatest } = await lastRecords(source, files, end);
  const full = files.at(-2);
  return {
    file,
    inode: end.inode,
    size: end.size,
    newlines: end.newlines,
    recordsInFile: end.records,
    isOpen: end.isOpen,
    lastSequence: greatest,
    lastChecksum: last?.metadata.checksum,
    dialect: last === undefined ? undefined : dialectOf(last),
    recordsInFullFile: full === undefined ? undefined : (await measure(source, full)).records,
  };
}

/** @returns how many records the file holds, malformed ones included. @throws StreamUnreadableError */
export async function countRecords(source: LogSource, file: string): Promise<number> {
  return (await measure(source, file)).records;
}

interface FileMeasure {
  readonly inode: number;
  readonly size: number;
  readonly newlines: number;
  readonly records: number;
  readonly isOpen: boolean;
  /** Where the last lines begin. */
  readonly window: LinePosition;
}

async function measure(source: LogSource, file: string): Promise<FileMeasure> {
  return withLogFile(source, file, async (open) => {
    const { ino } = await open.stat();
    const starts: LinePosition[] = [];
    let records = 0;
    let newlines = 0;
    let size = 0;
    let isOpen = false;
    for await (const lines of readLines(open, undefined, source.longestLine)) {
      for (const { bytes, line, offset, length, isTerminated } of lines) {
        size = offset + length + (isTerminated ? 1 : 0);
        newlines += isTerminated ? 1 : 0;
        isOpen = !isTerminated;
        if (isBlank(bytes)) continue;
        starts[records % WINDOW] = { offset, line };
        records += 1;
      }
    }
    const window = starts[records > WINDOW ? records % WINDOW : 0] ?? { offset: 0, line: 1 };
    return { inode: ino, size, newlines, records, isOpen, window };
  });
}

interface LastRecords {
  readonly last: StoredEvent | undefined;
  readonly greatest: number;
}

/** Looks through the last lines, and further back where they hold no record or are few. */
async function lastRecords(source: LogSource, files: readonly string[], end: FileMeasure): Promise<LastRecords> {
  let found: LastRecords = { last: undefined, greatest: 0 };
  let lines = 0;
  for (const [index, file] of files.toReversed().entries()) {
    const measured = index === 0 ? end : await measure(source, file);
    let records = await scan(source, file, measured.window);
    if (records.last === undefined && measured.window.offset > 0) records = await scan(source, file, undefined);
    found = { last: found.last ?? records.last, greatest: Math.max(found.greatest, records.greatest) };
    lines += measured.records;
    if (found.last !== undefined && lines >= WINDOW) break;
  }
  return found;
}

async function scan(source: LogSource, file: string, from: LinePosition | undefined): Promise<LastRecords> {
  let last: StoredEvent | undefined;
  let greatest = 0;
  for await (const readings of readLogFile(source, file, from)) {
    for (const stored of eventsOf(readings)) {
      last = stored;
      greatest = Math.max(greatest, stored.metadata.sequenceNumber);
    }
  }
  return { last, greatest };
}
