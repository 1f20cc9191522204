import type { ReadableFile } from "../file-system.ts";

/** The bytes between two newlines. */
export interface RawLine {
  /**
   * Without the newline. Only the first part of a line that is longer than allowed. Valid until the next lines are asked
   * for: the memory is used again.
   */
  readonly bytes: Buffer;
  /** From 1. */
  readonly line: number;
  /** Byte offset of the first byte in the file. */
  readonly offset: number;
  /** Bytes without the newline; more than `bytes` holds where the line is too long. */
  readonly length: number;
  /** False for what stands behind the last newline of the file. */
  readonly isTerminated: boolean;
}

/** Where to begin: the start of a line. */
export interface LinePosition {
  readonly offset: number;
  readonly line: number;
}

/** No record seen comes near; what is longer is not read into memory. 64 MiB. */
export const LONGEST_LINE = 64 * 1024 * 1024;

const FIRST_CHUNK = 64 * 1024;
const CHUNK = 1024 * 1024;
const NEWLINE = 0x0a;
/** So much of an overlong line is kept, to show. */
const KEPT_OF_OVERLONG = 1024;

const START: LinePosition = { offset: 0, line: 1 };

/**
 * Reads a file line by line, some lines at a time, splitting at byte 0x0A and nowhere else: U+2028 and its like stand
 * inside of records. Memory stays within the longest line allowed.
 */
export async function* readLines(
  file: ReadableFile,
  from: LinePosition = START,
  longestLine: number = LONGEST_LINE,
): AsyncGenerator<readonly RawLine[], void, void> {
  let buffer = Buffer.allocUnsafe(FIRST_CHUNK);
  let filled = 0;
  let { line, offset } = from;
  /** Bytes of an overlong line that were dropped from the buffer already. */
  let dropped = 0;

  for (;;) {
    const read = await file.read(buffer.subarray(filled), offset + dropped + filled);
    // The bytes from before are known to hold no newline.
    const content = buffer.subarray(0, filled + read);
    let end = content.indexOf(NEWLINE, filled);
    filled += read;
    const lines: RawLine[] = [];
    let start = 0;
    for (; end >= 0; end = content.indexOf(NEWLINE, start)) {
      const bytes = content.subarray(start, end);
      const length = bytes.length + dropped;
      lines.push({ bytes, line, offset, length, isTerminated: true });
      offset += length + 1;
      line += 1;
      start = end + 1;
      dropped = 0;
    }
    if (read === 0) {
      if (filled > 0) {
        lines.push({ bytes: content, line, offset, length: filled + dropped, isTerminated: false });
      }
      if (lines.length > 0) yield lines;
      return;
    }
    if (lines.length > 0) yield lines;

    const rest = filled - start;
    if (rest > longestLine) {
      // Its beginning stays for the excerpt; the newline is still looked for.
      const kept = Math.min(rest, KEPT_OF_OVERLONG);
      dropped += rest - kept;
      buffer.copyWithin(0, start, start + kept);
      filled = kept;
      continue;
    }
    const next = roomFor(buffer, rest, read);
    buffer.copy(next, 0, start, filled);
    buffer = next;
    filled = rest;
  }
}

/** The same buffer where there is room for another chunk, else a larger one. */
function roomFor(buffer: Buffer<ArrayBuffer>, rest: number, read: number): Buffer<ArrayBuffer> {
  if (rest > buffer.length / 2) return Buffer.allocUnsafe(buffer.length * 2);
  // A file that fills the small first chunk is worth a large one.
  if (buffer.length < CHUNK && read === buffer.length) return Buffer.allocUnsafe(CHUNK);
  return buffer;
}
