import {
  type Anchor,
  type AnchorComparison,
  type AnchoredFileToday,
  compareWithAnchor,
} from "../../../../shared/integrity/anchor.ts";
import { isStreamUnreadableError } from "../../errors/stream-unreadable-error.ts";
import { type FileSystem, nodeFileSystem } from "../../file-system.ts";
import { discoverStreams } from "../../log/discover-streams.ts";
import { type LogSource, withLogFile } from "../../log/read-stream.ts";
import { isMissing } from "../../system-error.ts";
import { digestFile } from "./digest-file.ts";

export interface VerifyAnchorOptions {
  readonly fileSystem?: FileSystem;
  /** Files done and files in all. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Whether today's log extends an anchored one, and where it first does not. @throws the signal's reason when cancelled */
export async function verifyAnchor(
  eventsDir: string,
  anchor: Anchor,
  options: VerifyAnchorOptions = {},
): Promise<AnchorComparison> {
  const source: LogSource = { fileSystem: options.fileSystem ?? nodeFileSystem, eventsDir };
  const { streams } = await discoverStreams(source.fileSystem, eventsDir);
  const existing = new Set(streams.flatMap(({ files }) => files));
  const anchored = anchor.streams.flatMap(({ files }) => files);
  const today = new Map<string, AnchoredFileToday>();
  for (const { path, size } of anchored) {
    options.signal?.throwIfAborted();
    // Only what the walk found is read: a path in an anchor may say anything.
    today.set(path, existing.has(path) ? await readToday(source, path, size) : { state: "missing" });
    options.onProgress?.(today.size, anchored.length);
  }
  return compareWithAnchor(anchor, today, new Set(streams.map(({ streamId }) => streamId)));
}

async function readToday(source: LogSource, path: string, anchoredSize: number): Promise<AnchoredFileToday> {
  try {
    return await withLogFile(source, path, async (file) => {
      const { digest, lines } = await digestFile(file, anchoredSize);
      return { state: "read", size: (await file.stat()).size, digest, lines };
    });
  } catch (error) {
    if (!isStreamUnreadableError(error)) throw error;
    return isMissing(error.cause) ? { state: "missing" } : { state: "unreadable", message: error.message };
  }
}
