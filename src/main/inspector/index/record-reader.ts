import { join } from "node:path";
import { readRecord } from "../../../shared/events/read-record.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import type { RecordHeader, ScannedFile } from "../../../shared/integrity/record-header.ts";
import type { FileSystem, ReadableFile } from "../../event-store/file-system.ts";
import { errorCode, isMissing } from "../../event-store/system-error.ts";

/** A record as it stands in its file now. */
export type RecordReading =
  | { readonly ok: true; readonly stored: StoredEvent; readonly value: unknown; readonly line: Uint8Array }
  | { readonly ok: false; readonly reason: string; readonly line: Uint8Array | null };

/** Neighbouring records are read together up to this many bytes. */
const WINDOW = 4 * 1024 * 1024;

/** Where a record stands. */
export type RecordPlace = Pick<RecordHeader, "file" | "offset" | "length">;

export interface RecordSource {
  readonly fileSystem: FileSystem;
  readonly eventsDir: string;
}

/**
 * Reads records of a stream from their places. A file that has become shorter, or other, gives readings that say so.
 * @param records in any order; those that stand side by side in one file are read in one go
 */
export async function* readRecords<Place extends RecordPlace>(
  { fileSystem, eventsDir }: RecordSource,
  scan: { readonly files: readonly Pick<ScannedFile, "path">[] },
  records: readonly Place[],
): AsyncGenerator<{ readonly record: Place; readonly reading: RecordReading }> {
  let open: { readonly number: number; readonly file: ReadableFile } | undefined;
  try {
    for (const window of windows(records)) {
      const [first] = window;
      const last = window.at(-1);
      if (first === undefined || last === undefined) continue;
      if (open?.number !== first.file) {
        await open?.file.close();
        open = undefined;
        const path = scan.files[first.file]?.path ?? "";
        open = { number: first.file, file: await fileSystem.openToRead(join(eventsDir, path)) };
      }
      const bytes = await readBytes(open.file, first.offset, last.offset + last.length - first.offset);
      for (const record of window) {
        const from = record.offset - first.offset;
        yield { record, reading: parseLine(bytes.subarray(from, from + record.length), record.length) };
      }
    }
  } finally {
    await open?.file.close();
  }
}

function* windows<Place extends RecordPlace>(records: readonly Place[]): Generator<readonly Place[]> {
  let window: Place[] = [];
  for (const record of records) {
    const [first] = window;
    const last = window.at(-1);
    const fits =
      first !== undefined &&
      last !== undefined &&
      record.file === last.file &&
      record.offset >= last.offset &&
      record.offset - (last.offset + last.length) < 65_536 &&
      record.offset + record.length - first.offset <= WINDOW;
    if (!fits && window.length > 0) {
      yield window;
      window = [];
    }
    window.push(record);
  }
  if (window.length > 0) yield window;
}

/** @returns fewer bytes where the file ends before. */
export async function readBytes(file: ReadableFile, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const read = await file.read(bytes.subarray(filled), offset + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

const decoder = new TextDecoder();

/** The decoder drops a byte order mark, and JSON allows a carriage return. */
function parseLine(line: Uint8Array, length: number): RecordReading {
  if (line.length < length) return { ok: false, reason: "The file has become shorter than it was.", line: null };
  try {
    const value: unknown = JSON.parse(decoder.decode(line));
    const reading = readRecord(value);
    if (!reading.ok) return { ok: false, reason: `The line is no record any more: ${reading.reason}.`, line };
    return { ok: true, stored: reading.stored, value, line };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, reason: `The line is no JSON any more: ${error.message}`, line };
  }
}

/** Why a file of the log gives no records now, in words. @throws the error, when it is none of the system's */
export function whyUnread(error: unknown): string {
  if (errorCode(error) === undefined) throw error;
  if (isMissing(error)) return "The file is not there any more.";
  return `The file cannot be read now: ${error instanceof Error ? error.message : String(error)}`;
}
