import {
  type Anchor,
  type AnchorComparison,
  type AnchoredFileToday,
  type AnchoredStream,
  compareWithAnchor,
} from "../../../../shared/integrity/anchor.ts";
import type { Finding } from "../../../../shared/integrity/finding.ts";
import { isStreamUnreadableError } from "../../errors/stream-unreadable-error.ts";
import { type FileSystem, nodeFileSystem } from "../../file-system.ts";
import { discoverStreams } from "../../log/discover-streams.ts";
import { type LogSource, readLogFile, withLogFile } from "../../log/read-stream.ts";
import { isMissing } from "../../system-error.ts";
import { digestFile } from "./digest-file.ts";
import { digestMoved } from "./digest-moved.ts";

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
  const filesNow = new Map<string, readonly string[]>();
  for (const { streamId, files } of streams) filesNow.set(streamId, [...(filesNow.get(streamId) ?? []), ...files]);
  const anchoredFiles = anchor.streams.reduce((sum, { files }) => sum + files.length, 0);
  const today = new Map<string, AnchoredFileToday>();
  for (const { stream, files } of anchor.streams) {
    options.signal?.throwIfAborted();
    for (const [path, file] of await readStream(source, files, filesNow.get(stream) ?? [])) today.set(path, file);
    options.onProgress?.(today.size, anchoredFiles);
  }
  const comparison = compareWithAnchor(anchor, today, new Set(filesNow.keys()));
  const findings: Finding[] = [];
  for (const finding of comparison.findings) {
    findings.push(await atRecord(source, finding, filesNow.get(finding.stream) ?? []));
  }
  return { ...comparison, findings };
}

/** The anchored files of a stream as they are today. Only what the walk found is read: a path in an anchor may say anything. */
async function readStream(
  source: LogSource,
  anchored: AnchoredStream["files"],
  files: readonly string[],
): Promise<ReadonlyMap<string, AnchoredFileToday>> {
  const isMoved = files.length > 0 && !anchored.some(({ path }) => files.includes(path));
  if (isMoved) {
    try {
      return await digestMoved(source, anchored, files);
    } catch (error) {
      if (!isStreamUnreadableError(error)) throw error;
      return new Map(anchored.map(({ path }) => [path, { state: "unreadable", message: error.message }]));
    }
  }
  const today = new Map<string, AnchoredFileToday>();
  for (const { path, size } of anchored) {
    today.set(path, files.includes(path) ? await readToday(source, path, size) : { state: "missing" });
  }
  return today;
}

/** Names the record that stands where the log first differs. */
async function atRecord(source: LogSource, finding: Finding, files: readonly string[]): Promise<Finding> {
  const path = finding.file?.slice(".semiont/events/".length);
  if (path === undefined || finding.line === null || !files.includes(path)) return finding;
  for await (const readings of readLogFile(source, path)) {
    for (const reading of readings) {
      if (reading.kind !== "record" || reading.stored.record?.line !== finding.line) continue;
      const { event, metadata } = reading.stored;
      return { ...finding, sequence: metadata.sequenceNumber, eventId: event.id || null };
    }
  }
  return finding;
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
