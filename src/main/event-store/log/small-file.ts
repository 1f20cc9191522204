import { closeSync, constants, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { StreamUnreadableError } from "../errors/stream-unreadable-error.ts";
import type { RawLine } from "./read-lines.ts";

/** Zero where the system has no such flag, as on Windows. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDONLY } = constants;
const NEWLINE = 0x0a;

/** Used again for every file: what is read is done with before the next one. */
const buffer = Buffer.allocUnsafe(256 * 1024);

/**
 * The bytes of a file of the log that fits into the buffer, which nearly every one does. For worker threads: reading
 * 10,000 files in the steps that large ones need takes a third longer.
 * @returns valid until the next call; `undefined` for a larger file
 * @throws StreamUnreadableError
 */
export function readSmallFile(eventsDir: string, file: string): Buffer | undefined {
  try {
    const descriptor = openSync(join(eventsDir, file), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      let size = 0;
      for (let read = -1; read !== 0 && size < buffer.length; size += read) {
        read = readSync(descriptor, buffer, size, buffer.length - size, size);
      }
      return size === buffer.length ? undefined : buffer.subarray(0, size);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw StreamUnreadableError.from(file, error);
  }
}

/** The lines of a whole file, split at byte 0x0A and nowhere else. */
export function* linesOf(content: Buffer): Generator<RawLine, void, void> {
  for (let offset = 0, line = 1; offset < content.length; line += 1) {
    const newline = content.indexOf(NEWLINE, offset);
    const end = newline === -1 ? content.length : newline;
    const bytes = content.subarray(offset, end);
    yield { bytes, line, offset, length: bytes.length, isTerminated: newline !== -1 };
    offset = end + 1;
  }
}
