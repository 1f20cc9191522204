import { hash } from "node:crypto";
import { type Anchor, type AnchoredFile, type AnchoredStream, rootText } from "../../../../shared/integrity/anchor.ts";
import type { RecordHeader } from "../../../../shared/integrity/record-header.ts";
import { type FileSystem, nodeFileSystem } from "../../file-system.ts";
import { discoverStreams } from "../../log/discover-streams.ts";
import { type LogSource, withLogFile } from "../../log/read-stream.ts";
import type { StreamReference } from "../../log/stream-reference.ts";
import { scanStream } from "../scan-stream.ts";
import { AnchorRefusedError } from "./anchor-refused-error.ts";
import { digestFile } from "./digest-file.ts";

export interface TakeAnchorOptions {
  /** The name to write into it. */
  readonly project: string;
  readonly now: Date;
  readonly fileSystem?: FileSystem;
  /** Streams done and streams in all. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Takes down the state of a log as it stands. An append that is under way is anchored as far as it got; what comes after
 * extends the anchor.
 * @throws AnchorRefusedError where a part of the log cannot be read or a stream stands in two places
 */
export async function takeAnchor(eventsDir: string, options: TakeAnchorOptions): Promise<Anchor> {
  const source: LogSource = { fileSystem: options.fileSystem ?? nodeFileSystem, eventsDir };
  const found = await discoverStreams(source.fileSystem, eventsDir);
  const [unreadable] = found.unreadable;
  if (unreadable !== undefined) throw new AnchorRefusedError(`The folder ${unreadable.path} cannot be listed.`);
  const ids = new Set<string>();
  const streams: AnchoredStream[] = [];
  for (const reference of found.streams) {
    options.signal?.throwIfAborted();
    if (ids.has(reference.streamId)) throw new AnchorRefusedError(`“${reference.streamId}” stands in two places.`);
    ids.add(reference.streamId);
    streams.push(await anchorStream(source, reference));
    options.onProgress?.(streams.length, found.streams.length);
  }
  return {
    format: "semiont-anchor",
    version: 1,
    savedAt: options.now.toISOString(),
    project: options.project,
    root: hash("sha256", rootText(streams), "hex"),
    streams,
  };
}

async function anchorStream(source: LogSource, reference: StreamReference): Promise<AnchoredStream> {
  const files: AnchoredFile[] = [];
  for (const path of reference.files) {
    const { size, digest, lines } = await withLogFile(source, path, (file) =>
      digestFile(file, Number.MAX_SAFE_INTEGER),
    );
    files.push({ path, size, digest, lines });
  }
  const scan = await scanStream(source, reference);
  const [unreadable] = scan.unreadable;
  if (unreadable !== undefined) throw new AnchorRefusedError(unreadable.message);
  // The server may have appended between the two readings: only records within the anchored bytes count.
  const records = scan.records.filter(({ file, offset, length }) => offset + length <= (files[file]?.size ?? 0));
  return { stream: reference.streamId, events: records.length, head: headOf(records.at(-1)), files };
}

function headOf(record: RecordHeader | undefined): AnchoredStream["head"] {
  const checksum = record?.actualChecksum ?? record?.checksum;
  return record === undefined || checksum === undefined ? null : { sequence: record.sequence, checksum };
}
