import { Worker } from "node:worker_threads";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import type { StreamReference } from "../../event-store/log/stream-reference.ts";
import { type StartThread, Threads } from "../../event-store/threads.ts";
import type { ReadReply, ReadRequest } from "./read-messages.ts";
import { type PlaceReading, readPlace } from "./read-place.ts";
import type { RecordSource } from "./record-reader.ts";

/** Streams that travel in one message. */
const BATCH = 50;
/** Where there are few streams they are shared out in so many messages. */
const MOST_SHARES = 4;
/** Fewer files than this are read sooner than a thread starts, unless one of them is large. */
const FEW_FILES = 40;
const LARGE_FILE = 1024 * 1024;

/** How much of a log has been read. */
export interface ReadSoFar {
  readonly events: number;
  readonly bytes: number;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Default: real ones. Where none can be started, everything is read in this thread. */
  readonly startThread?: StartThread;
  onProgress(done: number, total: number, read: ReadSoFar): void;
}

/**
 * Reads all streams, in worker threads where that is worth it.
 * @returns the readings in the order of the references
 * @throws the signal's reason when cancelled; an Error when a thread dies
 */
export async function readLog(
  source: RecordSource,
  references: readonly StreamReference[],
  options: ReadOptions,
): Promise<readonly PlaceReading[]> {
  const readings: PlaceReading[] = [];
  let [done, events, bytes] = [0, 0, 0];
  const take = (index: number, reading: PlaceReading) => {
    readings[index] = reading;
    done += 1;
    events += reading.scan.records.length;
    bytes += reading.scan.files.reduce((sum, { size }) => sum + size, 0);
    options.onProgress(done, references.length, { events, bytes });
  };
  options.onProgress(0, references.length, { events, bytes });
  const isWorthThreads = source.fileSystem === nodeFileSystem && (await isLarge(source, references));
  const left = isWorthThreads
    ? await readInThreads(source.eventsDir, references, take, options)
    : [...references.keys()];
  for (const index of left) {
    options.signal?.throwIfAborted();
    const reference = references[index];
    if (reference !== undefined) take(index, await readPlace(source, reference));
  }
  return readings;
}

function startReadThread(): Worker {
  return new Worker(new URL("./read.worker.ts", import.meta.url));
}

async function isLarge(
  { fileSystem, eventsDir }: RecordSource,
  references: readonly StreamReference[],
): Promise<boolean> {
  const files = references.flatMap((reference) => reference.files);
  if (files.length > FEW_FILES) return true;
  const sizes = await Promise.all(
    files.map((file) =>
      fileSystem.stat(`${eventsDir}/${file}`).then(
        ({ size }) => size,
        // A file that has vanished is dealt with where it is read.
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0) > LARGE_FILE;
}

/** @returns the places of the streams that are left because no thread could be started */
async function readInThreads(
  eventsDir: string,
  references: readonly StreamReference[],
  take: (index: number, reading: PlaceReading) => void,
  { signal, startThread = startReadThread }: ReadOptions,
): Promise<readonly number[]> {
  const size = Math.min(BATCH, Math.ceil(references.length / MOST_SHARES));
  const requests = Array.from({ length: Math.ceil(references.length / size) }, (_, batch): ReadRequest => {
    const first = batch * size;
    const streams = references.slice(first, first + size).map(({ streamId, files }) => ({ streamId, files }));
    return { eventsDir, first, streams };
  });
  const threads = new Threads<ReadRequest, ReadReply>(startThread);
  try {
    const takeAll = ({ readings }: ReadReply, { first }: ReadRequest) => {
      for (const [place, reading] of readings.entries()) take(first + place, reading);
    };
    const left = await threads.ask(requests, takeAll, signal);
    return left.flatMap(({ first, streams }) => streams.map((_, place) => first + place));
  } finally {
    await threads.close();
  }
}
