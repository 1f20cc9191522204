import { posix } from "node:path";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import type { Dialect } from "./dialect.ts";
import { DEFAULT_RECORDS_PER_FILE, type LogConventions } from "./log-conventions.ts";
import type { LogSource } from "./read-stream.ts";
import { firstFileOf, rotatedFileName, rotationNumber } from "./stream-layout.ts";
import { type StreamReference, streamIdOf } from "./stream-reference.ts";
import { readStreamTail, type StreamTail } from "./stream-tail.ts";

/** The file that is appended to, as it was left. */
export type OpenFile = Pick<StreamTail, "file" | "size" | "newlines" | "recordsInFile" | "isOpen"> & {
  /** Tells the file from another one put in its place; `undefined` until it is made. */
  readonly inode: number | undefined;
};

/** Where and how the next record of a stream is written. */
export interface AppendPosition {
  readonly reference: StreamReference;
  /** `undefined` while the stream has no file. */
  readonly openFile: OpenFile | undefined;
  readonly lastSequence: number;
  readonly lastChecksum: string | undefined;
  readonly dialect: Dialect;
  /** After so many records the next file is begun; infinite where files are not rotated. */
  readonly recordsPerFile: number;
}

/** Told only when a stream cannot tell by itself how it is written. */
export type Conventions = () => Promise<LogConventions>;

/** The position behind the end of a stream. Of several streams with one id the one that has come furthest goes on. */
export async function positionBehind(
  source: LogSource,
  references: readonly StreamReference[],
  conventions: Conventions,
): Promise<AppendPosition> {
  const ends = await Promise.all(
    references.map(async (reference) => ({ reference, tail: await readStreamTail(source, reference) })),
  );
  const furthest = ends.toSorted((left, right) => left.tail.lastSequence - right.tail.lastSequence).at(-1);
  if (furthest === undefined) throw new RangeError("There is no stream to go on with.");
  const { reference, tail } = furthest;
  return {
    reference,
    openFile: openFileOf(tail),
    lastSequence: tail.lastSequence,
    lastChecksum: tail.lastChecksum,
    dialect: tail.dialect ?? (await conventions()).dialect,
    recordsPerFile: reference.layout === "documented" ? Number.POSITIVE_INFINITY : await rotation(tail, conventions),
  };
}

function openFileOf({ file, inode, size, newlines, recordsInFile, isOpen }: StreamTail): OpenFile {
  return { file, inode, size, newlines, recordsInFile, isOpen };
}

/** The position at the beginning of a stream that does not exist yet. */
export function positionOfNew(
  streamId: string,
  { layout, shard, dialect, recordsPerFile }: LogConventions,
): AppendPosition {
  const first = firstFileOf(streamId, layout, streamId === SYSTEM_STREAM ? "" : shard(streamId));
  const folder = posix.dirname(first);
  return {
    reference: { streamId: streamIdOf(streamId), layout, folder: folder === "." ? "" : folder, files: [] },
    openFile: undefined,
    lastSequence: 0,
    lastChecksum: undefined,
    dialect,
    recordsPerFile: layout === "documented" ? Number.POSITIVE_INFINITY : recordsPerFile,
  };
}

/** The file that the next record goes into. */
export interface NextFile {
  readonly file: OpenFile;
  readonly isNew: boolean;
  /** The stream with that file. */
  readonly position: AppendPosition;
}

/** The open file while it has room, else one that has to be made. */
export function nextFile(position: AppendPosition): NextFile {
  const { reference, openFile, recordsPerFile } = position;
  if (openFile !== undefined && openFile.recordsInFile < recordsPerFile) {
    return { file: openFile, isNew: false, position };
  }
  const path = posix.join(reference.folder, nextName(reference, openFile));
  const file = { file: path, inode: undefined, size: 0, newlines: 0, recordsInFile: 0, isOpen: false };
  const withFile = { ...reference, files: [...reference.files, path] };
  return { file, isNew: true, position: { ...position, reference: withFile } };
}

function nextName({ streamId, layout }: StreamReference, openFile: OpenFile | undefined): string {
  if (layout === "documented") return posix.basename(firstFileOf(streamId, layout, ""));
  const last = openFile === undefined ? 0 : rotationNumber(posix.basename(openFile.file));
  return rotatedFileName((last ?? 0) + 1);
}

/** What the stream's own files show; with only one, what the log shows, unless that one holds more already. */
async function rotation({ recordsInFullFile, recordsInFile }: StreamTail, conventions: Conventions): Promise<number> {
  if (recordsInFullFile !== undefined && recordsInFullFile > 0) return recordsInFullFile;
  const { recordsPerFile } = await conventions();
  return recordsInFile <= recordsPerFile ? recordsPerFile : DEFAULT_RECORDS_PER_FILE;
}
