import { type LogSource, withLogFile } from "../../event-store/log/read-stream.ts";
import type { FileRange } from "./slice-scan.ts";

const CHUNK = 1024 * 1024;

/**
 * Hands over the bytes of a range, some at a time; each chunk is valid until the next.
 * @throws StreamUnreadableError
 */
export function readRange(
  source: LogSource,
  { path, from, to }: FileRange,
  take: (chunk: Uint8Array) => Promise<void> | void,
): Promise<void> {
  return withLogFile(source, path, async (file) => {
    const buffer = new Uint8Array(Math.min(CHUNK, Math.max(1, to - from)));
    for (let at = from; at < to; ) {
      const read = await file.read(buffer.subarray(0, Math.min(buffer.length, to - at)), at);
      // A last line without its newline ends the file.
      if (read === 0) return;
      await take(buffer.subarray(0, read));
      at += read;
    }
  });
}
