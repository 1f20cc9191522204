import type { MalformedLine, RecordHeader, ScannedFile, StreamScan } from "../../../shared/integrity/record-header.ts";
import { isStreamUnreadableError, StreamUnreadableError } from "../errors/stream-unreadable-error.ts";
import { type LinePosition, readLines } from "../log/read-lines.ts";
import { type LogSource, withLogFile } from "../log/read-stream.ts";
import type { StreamReference } from "../log/stream-reference.ts";
import { errorCode } from "../system-error.ts";
import { scanLine } from "./scan-line.ts";

type StreamFiles = Pick<StreamReference, "streamId" | "files">;

/** Reads and hashes every record of a stream once. A file that cannot be read is named and hides no other. */
export function scanStream(source: LogSource, stream: StreamFiles): Promise<StreamScan> {
  return scanFrom(source, stream, undefined);
}

/**
 * Reads only what has been appended since an earlier scan.
 * The caller has to know that the files only grew; {@link hasOnlyGrown} tells as far as the file system can.
 */
export function continueScan(source: LogSource, stream: StreamFiles, before: StreamScan): Promise<StreamScan> {
  return scanFrom(source, stream, before);
}

/** Whether the files of a stream are those of the scan, and the last one or new ones behind it have grown. */
export async function hasOnlyGrown(source: LogSource, stream: StreamFiles, before: StreamScan): Promise<boolean> {
  if (before.files.length === 0 || before.unreadable.length > 0 || stream.files.length < before.files.length)
    return false;
  for (const [index, known] of before.files.entries()) {
    if (stream.files[index] !== known.path) return false;
    const now = await withLogFile(source, known.path, (file) => file.stat());
    const isLast = index === before.files.length - 1;
    const isSame =
      now.ino === known.inode &&
      (isLast ? now.size > known.size : now.size === known.size && now.mtimeMs === known.modifiedMs);
    if (!isSame) return false;
  }
  return true;
}

async function scanFrom(source: LogSource, stream: StreamFiles, before: StreamScan | undefined): Promise<StreamScan> {
  const files: ScannedFile[] = [];
  let records: RecordHeader[] = [];
  let malformed: MalformedLine[] = [];
  const unreadable: { file: string; message: string }[] = [];
  let first = 0;
  let from: LinePosition | undefined;
  if (before !== undefined && before.files.length > 0) {
    first = before.files.length - 1;
    // A line without its newline may have been completed since: it is read again.
    from = lastLineStart(before, first);
    const start = from;
    const isKept = (line: { file: number; offset: number }) => line.file < first || line.offset < start.offset;
    files.push(...before.files.slice(0, first));
    records = before.records.filter(isKept);
    malformed = before.malformed.filter(isKept);
  }
  for (const [index, path] of stream.files.entries()) {
    if (index < first) continue;
    const isLastFile = index === stream.files.length - 1;
    try {
      await withLogFile(source, path, async (file) => {
        const { size, mtimeMs, ino } = await file.stat();
        files.push({ path, size, modifiedMs: mtimeMs, inode: ino });
        for await (const lines of readLines(file, index === first ? from : undefined, source.longestLine)) {
          for (const raw of lines) {
            const scan = scanLine(path, index, raw);
            if (scan?.kind === "record") records.push(scan.header);
            else if (scan?.kind === "malformed") {
              const { offset, length, line, message, excerpt, isTerminated } = scan.malformed;
              const torn = isLastFile && !isTerminated;
              const { hex, cutShort } = scan;
              malformed.push({
                file: index,
                line,
                offset,
                length,
                reason: message,
                excerpt,
                hex,
                torn,
                cutShort,
                recordsBefore: records.length,
              });
            }
          }
        }
      });
    } catch (error) {
      // Anything but a failure of the system is a fault of the program and must not pass for an unreadable file.
      if (!isStreamUnreadableError(error) && errorCode(error) === undefined) throw error;
      const known = StreamUnreadableError.from(path, error);
      if (files.length === index) files.push({ path, size: 0, modifiedMs: 0, inode: 0 });
      unreadable.push({ file: path, message: known.message });
    }
  }
  return { streamId: stream.streamId, files, records, malformed, unreadable };
}

/** Where the last line that a scan saw in a file begins. */
function lastLineStart(scan: StreamScan, file: number): LinePosition {
  let last: LinePosition = { offset: 0, line: 1 };
  for (const line of [...scan.records, ...scan.malformed]) {
    if (line.file === file && line.offset >= last.offset) last = { offset: line.offset, line: line.line };
  }
  return last;
}
