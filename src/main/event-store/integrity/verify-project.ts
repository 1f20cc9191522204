import { combineDiagnoses, type ProjectDiagnosis } from "../../../shared/integrity/diagnose-project.ts";
import { diagnoseStream, type StreamDiagnosis } from "../../../shared/integrity/diagnose-stream.ts";
import type { Finding } from "../../../shared/integrity/finding.ts";
import type { StreamScan } from "../../../shared/integrity/record-header.ts";
import { type Verdict, worstVerdict } from "../../../shared/integrity/verdict.ts";
import { type FileSystem, nodeFileSystem } from "../file-system.ts";
import type { StreamReference } from "../log/stream-reference.ts";
import type { IgnoredEntry, UnreadableFolder } from "../log/walk-folders.ts";
import type { StartThread } from "../threads.ts";
import { scanStream } from "./scan-stream.ts";
import { ScanThreads, startScanThread } from "./scan-threads.ts";

export interface ScanOptions {
  /** Streams done and streams in all. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Default: that of the machine. Another one is used in this thread only. */
  readonly fileSystem?: FileSystem;
  /** Default: real ones. Where none can be started, everything is done in this thread. */
  readonly startThread?: StartThread;
}

/** Every stream of a project, scanned and diagnosed. */
export interface ProjectScan extends ProjectDiagnosis {
  /** In the order of `streams`. */
  readonly scans: readonly StreamScan[];
  readonly references: readonly StreamReference[];
  readonly unreadable: readonly UnreadableFolder[];
}

/** What a whole check says, without keeping what it read. */
export interface Verification {
  readonly verdict: Verdict;
  /** Streams found, the system stream among them. */
  readonly streams: number;
  readonly events: number;
  readonly findings: readonly Finding[];
  /** In the order of `references`. */
  readonly byStream: readonly (StreamDiagnosis & { readonly events: number })[];
  readonly references: readonly StreamReference[];
  readonly unreadable: readonly UnreadableFolder[];
  /** What stands in the log and is not read, such as symbolic links. */
  readonly ignored: readonly IgnoredEntry[];
}

/** Scans a whole log and keeps every record's header. @throws the signal's reason when cancelled */
export async function scanProject(eventsDir: string, options: ScanOptions = {}): Promise<ProjectScan> {
  return withThreads(eventsDir, options, async (threads) => {
    const { streams: references, unreadable } = await threads.discover();
    const scans: StreamScan[] = [];
    const alone: StreamDiagnosis[] = [];
    let done = 0;
    await threads.read("scan", references, (reply, streams) => {
      if (reply.kind !== "scanned") return;
      for (const [place, { index }] of streams.entries()) {
        const read = reply.scans[place];
        if (read === undefined) continue;
        scans[index] = read.scan;
        alone[index] = read.diagnosis;
      }
      done += streams.length;
      options.onProgress?.(done, references.length);
    });
    return { ...withFolders(combineDiagnoses(scans, alone), unreadable), scans, references, unreadable };
  });
}

/**
 * Checks a whole log from the bytes on disk. Memory stays with the largest stream that has something to be said about
 * it, and 8 bytes an event.
 * @throws the signal's reason when cancelled
 */
export async function verifyProject(eventsDir: string, options: ScanOptions = {}): Promise<Verification> {
  return withThreads(eventsDir, options, async (threads) => {
    const { streams: references, unreadable, ignored } = await threads.discover();
    const diagnoses: StreamDiagnosis[] = [];
    const events: number[] = [];
    const prints: BigUint64Array[] = [];
    let done = 0;
    await threads.read("check", references, (reply, streams) => {
      if (reply.kind !== "checked") return;
      let from = 0;
      for (const [place, { index }] of streams.entries()) {
        const check = reply.checks[place];
        if (check === undefined) continue;
        diagnoses[index] = check.diagnosis;
        events[index] = check.events;
        prints[index] = reply.eventIdPrints.subarray(from, from + check.prints);
        from += check.prints;
      }
      done += streams.length;
      options.onProgress?.(done, references.length);
    });
    const doubled = await rescanDoubles(options.fileSystem ?? nodeFileSystem, eventsDir, references, prints);
    for (const { index, diagnosis } of doubled) diagnoses[index] = diagnosis;
    const { verdict } = withFolders(
      { verdict: worstVerdict(diagnoses.map((one) => one.verdict)), streams: diagnoses },
      unreadable,
    );
    return {
      verdict,
      streams: references.length,
      events: events.reduce((sum, count) => sum + count, 0),
      findings: diagnoses.flatMap(({ findings }) => findings),
      byStream: diagnoses.map((diagnosis, index) => ({ ...diagnosis, events: events[index] ?? 0 })),
      references,
      unreadable,
      ignored,
    };
  });
}

async function withThreads<Result>(
  eventsDir: string,
  { fileSystem, startThread = startScanThread, signal }: ScanOptions,
  work: (threads: ScanThreads) => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const threads = new ScanThreads({
    eventsDir,
    fileSystem: fileSystem ?? nodeFileSystem,
    startThread: fileSystem === undefined ? startThread : undefined,
    signal,
  });
  try {
    return await work(threads);
  } finally {
    await threads.close();
  }
}

/** A folder that cannot be listed may hide any stream: nothing better than unreadable can be said of the project. */
function withFolders(diagnosis: ProjectDiagnosis, unreadable: readonly UnreadableFolder[]): ProjectDiagnosis {
  return unreadable.length === 0 ? diagnosis : { ...diagnosis, verdict: "unreadable" };
}

/** Looks closely at the streams that share an event id or a name: the prints only say where to look. */
async function rescanDoubles(
  fileSystem: FileSystem,
  eventsDir: string,
  references: readonly StreamReference[],
  prints: readonly BigUint64Array[],
): Promise<readonly { index: number; diagnosis: StreamDiagnosis }[]> {
  const suspects = [...new Set([...sharedPrints(prints), ...sharedNames(references)])].sort(
    (left, right) => left - right,
  );
  const scans: StreamScan[] = [];
  for (const index of suspects) {
    const stream = references[index];
    if (stream !== undefined) scans.push(await scanStream({ fileSystem, eventsDir }, stream));
  }
  const combined = combineDiagnoses(scans, scans.map(diagnoseStream));
  return combined.streams.flatMap((diagnosis, place) => {
    const index = suspects[place];
    return index === undefined ? [] : [{ index, diagnosis }];
  });
}

function sharedNames(references: readonly StreamReference[]): readonly number[] {
  const byName = Map.groupBy(references.keys(), (index) => references[index]?.streamId);
  return [...byName.values()].filter((indexes) => indexes.length > 1).flat();
}

function sharedPrints(prints: readonly BigUint64Array[]): readonly number[] {
  const total = prints.reduce((sum, { length }) => sum + length, 0);
  const all = new BigUint64Array(total);
  let filled = 0;
  for (const some of prints) {
    all.set(some, filled);
    filled += some.length;
  }
  all.sort();
  const doubles = new Set<bigint>();
  for (let index = 1; index < total; index += 1) {
    const print = all[index];
    if (print !== undefined && print === all[index - 1]) doubles.add(print);
  }
  if (doubles.size === 0) return [];
  return prints.flatMap((some, index) => (some.some((print) => doubles.has(print)) ? [index] : []));
}
