import { createHash } from "node:crypto";
import { isStreamUnreadableError } from "../../errors/stream-unreadable-error.ts";
import { type LogSource, withLogFile } from "../../log/read-stream.ts";
import type { Repository } from "./find-repository.ts";
import { runGit } from "./run-git.ts";

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

/** @returns the bytes of a log file as they are now; undefined where it cannot be read, which the check itself reports. */
export async function readWorkingFile(source: LogSource, path: string): Promise<Buffer | undefined> {
  try {
    return await withLogFile(source, path, async (file) => {
      const { size } = await file.stat();
      const bytes = Buffer.alloc(size);
      let filled = 0;
      while (filled < size) {
        const read = await file.read(bytes.subarray(filled), filled);
        if (read === 0) break;
        filled += read;
      }
      return bytes.subarray(0, filled);
    });
  } catch (error) {
    if (isStreamUnreadableError(error)) return undefined;
    throw error;
  }
}

/** Whether bytes are a version that git has, by git's own name for it. */
export function isVersion(bytes: Buffer, blob: string): boolean {
  // Repositories name their objects by SHA-1, 40 digits, or by SHA-256, 64.
  const digest = createHash(blob.length === 64 ? "sha256" : "sha1");
  return digest.update(`blob ${bytes.length}\0`).update(bytes).digest("hex") === blob;
}
