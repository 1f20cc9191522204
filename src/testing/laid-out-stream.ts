import type { FileSystem } from "../main/event-store/file-system.ts";
import { digestFile } from "../main/event-store/integrity/anchor/digest-file.ts";
import { scanStream } from "../main/event-store/integrity/scan-stream.ts";
import { streamIdOf } from "../main/event-store/log/stream-reference.ts";
import { type AnchorComparison, type AnchoredFileToday, compareWithAnchor } from "../shared/integrity/anchor.ts";
import type { StreamScan } from "../shared/integrity/record-header.ts";
import { pick } from "./damage.ts";
import { filesInMemory } from "./memory-files.ts";

const LOG = "/log";

/** Ids that streams have had. */
export const STREAM_IDS = ["9bca89beafc3139df1fc1162c2be9ea1", "ab", "naïve-資料_1.v2", "__system__"] as const;

/** How a stream is laid out in files: in one file of either layout, or in several of so many lines. */
export interface Layout {
  readonly folder: string;
  readonly linesPerFile: number | undefined;
  readonly isShipped: boolean;
}

export function pickLayout(random: () => number): Layout {
  const kind = pick(random, 0, 4);
  return {
    folder: ["ab/cd/", "shard-00/", ""][pick(random, 0, 3)] ?? "",
    linesPerFile: kind === 0 ? pick(random, 1, 6) : undefined,
    isShipped: kind < 2,
  };
}

/** The text of a stream as files of a log in memory. */
export interface LaidOutStream {
  readonly fileSystem: FileSystem;
  readonly files: readonly string[];
  /** The number of a file's line in the whole text. */
  lineOf(file: string | null, line: number | null): number;
  scan(): Promise<StreamScan>;
}

export function layOut(streamId: string, text: string | Buffer, layout: Layout): LaidOutStream {
  const lines = linesOfBytes(Buffer.from(text));
  const size = layout.linesPerFile ?? Math.max(1, lines.length);
  const count = Math.max(1, Math.ceil(lines.length / size));
  const names = Array.from({ length: count }, (_, index) =>
    layout.isShipped
      ? `${layout.folder}${streamId}/events-${String(index + 1).padStart(6, "0")}.jsonl`
      : `${layout.folder}${streamId}.jsonl`,
  );
  const fileSystem = filesInMemory(
    LOG,
    Object.fromEntries(
      names.map((name, index) => [name, Buffer.concat(lines.slice(index * size, (index + 1) * size))]),
    ),
  );
  return {
    fileSystem,
    files: names,
    lineOf: (file, line) => names.indexOf((file ?? "").replace(".semiont/events/", "")) * size + (line ?? 0),
    scan: () => scanStream({ fileSystem, eventsDir: LOG }, { streamId: streamIdOf(streamId), files: names }),
  };
}

/** Holds a stream against an anchor of an earlier state of it. */
export async function compareStates(
  streamId: string,
  before: LaidOutStream,
  now: LaidOutStream,
): Promise<AnchorComparison> {
  const files = await Promise.all(
    before.files.map(async (path) => ({ path, ...(await digest(before, path, Number.MAX_SAFE_INTEGER)) })),
  );
  const today = await Promise.all(
    files.map(async ({ path, size }): Promise<[string, AnchoredFileToday]> => {
      if (!now.files.includes(path)) return [path, { state: "missing" }];
      const file = await now.fileSystem.openToRead(`${LOG}/${path}`);
      const stat = await file.stat();
      return [path, { state: "read", ...(await digestFile(file, size)), size: stat.size }];
    }),
  );
  const anchor = {
    format: "semiont-anchor" as const,
    version: 1 as const,
    savedAt: "2026-05-01T00:00:00.000Z",
    project: "kb",
    root: "0".repeat(64),
    streams: [{ stream: streamId, events: 0, head: null, files }],
  };
  return compareWithAnchor(anchor, new Map(today), new Set([streamId]));
}

async function digest(stream: LaidOutStream, path: string, most: number) {
  return digestFile(await stream.fileSystem.openToRead(`${LOG}/${path}`), most);
}

function linesOfBytes(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    const next = end < 0 ? bytes.length : end + 1;
    lines.push(bytes.subarray(start, next));
    start = next;
  }
  return lines;
}
