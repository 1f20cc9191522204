import { isStreamUnreadableError } from "../../errors/stream-unreadable-error.ts";
import type { ReadableFile } from "../../file-system.ts";
import { type LogSource, withLogFile } from "../../log/read-stream.ts";
import type { Repository } from "./find-repository.ts";
import { runGit } from "./run-git.ts";

const CHUNK = 256 * 1024;

/** Log files as they are committed: path below the log's folder to version. */
export async function committedFiles(
  { folder, head, prefix }: Repository,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const args = ["ls-tree", "-r", "-z", "--full-tree", head, ...(prefix === "" ? [] : ["--", prefix])];
  const files = new Map<string, string>();
  for (const entry of (await runGit(folder, args, { signal })).toString().split("\0")) {
    const tab = entry.indexOf("\t");
    const [mode = "", , blob = ""] = entry.slice(0, Math.max(tab, 0)).split(" ");
    const path = entry.slice(tab + 1);
    if (mode.startsWith("100") && path.endsWith(".jsonl") && path.startsWith(prefix))
      files.set(path.slice(prefix.length), blob);
  }
  return files;
}

/**
 * Reads a log file as it is now, piece by piece; each piece is only valid while it is taken.
 * @returns its bytes; undefined where it cannot be read, which the check itself reports
 */
export async function streamWorkingFile(
  source: LogSource,
  path: string,
  take: (chunk: Buffer) => void,
): Promise<number | undefined> {
  try {
    return await withLogFile(source, path, async (file) => {
      // A writer may append meanwhile: what was there at first is read.
      const { size } = await file.stat();
      await readPieces(file, size, take);
      return size;
    });
  } catch (error) {
    if (isStreamUnreadableError(error)) return undefined;
    throw error;
  }
}

async function readPieces(file: ReadableFile, size: number, take: (chunk: Buffer) => void): Promise<void> {
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK, size));
  for (let position = 0; position < size; ) {
    const read = await file.read(buffer.subarray(0, Math.min(CHUNK, size - position)), position);
    if (read === 0) return;
    take(buffer.subarray(0, read));
    position += read;
  }
}

/** @returns the bytes of a log file as they are now; undefined where it cannot be read, which the check itself reports. */
export async function readWorkingFile(source: LogSource, path: string): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  const size = await streamWorkingFile(source, path, (chunk) => chunks.push(Buffer.from(chunk)));
  return size === undefined ? undefined : Buffer.concat(chunks);
}
