import type { StreamScan } from "../../../shared/integrity/record-header.ts";

/** Where a line of a stream stands; records and lines that are none alike, blank lines left out. */
export interface LinePlace {
  readonly file: number;
  readonly line: number;
  readonly offset: number;
  /** Bytes without the newline. */
  readonly length: number;
}

/** A run of lines of one stream. */
export interface Slice {
  readonly scan: StreamScan;
  /** Every line of the stream, in its order. */
  readonly lines: readonly LinePlace[];
  /** Of the first line that is kept. */
  readonly from: number;
  /** Behind the last line that is kept. */
  readonly to: number;
}

/** Every line of a stream, in its order. */
export function linesOf({ records, malformed }: StreamScan): readonly LinePlace[] {
  if (malformed.length === 0) return records;
  return [...records, ...malformed].sort((left, right) => left.file - right.file || left.offset - right.offset);
}

/**
 * What a scan of the slice alone would say, but for the places: lines keep those that they have in the whole stream, so
 * that findings can be told apart by them.
 */
export function sliceScan({ scan, lines, from, to }: Slice): StreamScan {
  const first = lines[from];
  const last = lines[to - 1];
  // A stream whose files are empty is still there, with its file.
  if (first === undefined || last === undefined) return { ...scan, files: scan.files.slice(0, 1) };
  const isKept = ({ file, offset }: LinePlace) =>
    (file > first.file || (file === first.file && offset >= first.offset)) &&
    (file < last.file || (file === last.file && offset <= last.offset));
  const moved = <Line extends LinePlace>(line: Line): Line => ({ ...line, file: line.file - first.file });
  const cutRecords = scan.records.findIndex(isKept);
  const files = scan.files.slice(first.file, last.file + 1);
  return {
    streamId: scan.streamId,
    files,
    records: scan.records.filter(isKept).map(moved),
    malformed: scan.malformed
      .filter(isKept)
      .map((line) => ({ ...moved(line), recordsBefore: line.recordsBefore - Math.max(0, cutRecords) })),
    unreadable: scan.unreadable.filter(({ file }) => files.some(({ path }) => path === file)),
  };
}

/** Bytes of one file of the log that go into a bundle. */
export interface FileRange {
  /** Below `.semiont/events`, with `/`. */
  readonly path: string;
  /** First byte. */
  readonly from: number;
  /** Behind the last byte. */
  readonly to: number;
  readonly lines: number;
}

/** The bytes behind a slice. Files that are kept from their beginning bring what stands before their first record. */
export function rangesOf({ scan, lines, from, to }: Slice): readonly FileRange[] {
  const first = lines[from];
  const last = lines[to - 1];
  if (first === undefined || last === undefined) {
    return scan.files.slice(0, 1).map(({ path, size }) => ({ path, from: 0, to: size, lines: 0 }));
  }
  const kept = lines.slice(from, to);
  return scan.files.slice(first.file, last.file + 1).map(({ path, size }, index) => {
    const file = first.file + index;
    const end = last.offset + last.length;
    return {
      path,
      from: from > 0 && file === first.file ? first.offset : 0,
      // With the newline, which the last line of a file may lack.
      to: file < last.file ? size : end === size ? end : end + 1,
      lines: kept.filter((line) => line.file === file).length,
    };
  });
}
