import { closeSync, constants, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { StreamUnreadableError } from "../errors/stream-unreadable-error.ts";
import { readLine } from "../log/read-line.ts";

/** Zero where the system has no such flag, as on Windows. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDONLY } = constants;
const NEWLINE = 0x0a;

/** Used again for every file: what is read is parsed before the next one. */
const buffer = Buffer.allocUnsafe(256 * 1024);

/**
 * The events of a file of the log that fits into the buffer, which nearly every one does. For worker threads: reading
 * 10,000 files in the steps that large ones need takes a third longer.
 * @returns `undefined` for a larger file
 * @throws StreamUnreadableError
 */
export function readSmallFile(eventsDir: string, file: string): StoredEvent[] | undefined {
  const size = fill(eventsDir, file);
  if (size === buffer.length) return undefined;
  const content = buffer.subarray(0, size);
  const events: StoredEvent[] = [];
  for (let offset = 0, line = 1; offset < size; line += 1) {
    const newline = content.indexOf(NEWLINE, offset);
    const end = newline === -1 ? size : newline;
    const bytes = content.subarray(offset, end);
    const reading = readLine(file, { bytes, line, offset, length: bytes.length, isTerminated: newline !== -1 });
    if (reading?.kind === "record") events.push(reading.stored);
    offset = end + 1;
  }
  return events;
}

/** @returns how much of the buffer the file filled. */
function fill(eventsDir: string, file: string): number {
  try {
    const descriptor = openSync(join(eventsDir, file), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      let size = 0;
      for (let read = -1; read !== 0 && size < buffer.length; size += read) {
        read = readSync(descriptor, buffer, size, buffer.length - size, size);
      }
      return size;
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw StreamUnreadableError.from(file, error);
  }
}
