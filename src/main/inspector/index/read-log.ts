import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import type { StreamReference } from "../../event-store/log/stream-reference.ts";
import type { ReadReply, ReadRequest } from "./read-messages.ts";
import { type PlaceReading, readPlace } from "./read-place.ts";
import type { RecordSource } from "./record-reader.ts";

/** Streams that travel in one message. */
const BATCH = 50;
const MOST_WORKERS = 4;
/** Fewer files than this are read sooner than a thread starts, unless one of them is large. */
const FEW_FILES = 40;
const LARGE_FILE = 1024 * 1024;

const replyShape = z.custom<ReadReply>((value) => typeof value === "object" && value !== null && "readings" in value);

export interface ReadOptions {
  readonly signal?: AbortSignal;
  onProgress(done: number, total: number): void;
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
  let done = 0;
  const take = (index: number, reading: PlaceReading) => {
    readings[index] = reading;
    done += 1;
    options.onProgress(done, references.length);
  };
  if (source.fileSystem === nodeFileSystem && (await isLarge(source, references))) {
    await readInWorkers(source.eventsDir, references, take, options.signal);
    return readings;
  }
  for (const [index, reference] of references.entries()) {
    options.signal?.throwIfAborted();
    take(index, await readPlace(source, reference));
  }
  return readings;
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

async function readInWorkers(
  eventsDir: string,
  references: readonly StreamReference[],
  take: (index: number, reading: PlaceReading) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const size = Math.min(BATCH, Math.ceil(references.length / MOST_WORKERS));
  const batches = Array.from({ length: Math.ceil(references.length / size) }, (_, batch) => batch * size);
  const count = Math.min(batches.length, MOST_WORKERS, availableParallelism());
  const workers = Array.from({ length: count }, () => new Worker(new URL("./read.worker.ts", import.meta.url)));
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let from = batches.shift(); from !== undefined; from = batches.shift()) {
          const first = from;
          const streams = references
            .slice(first, first + size)
            .map(({ streamId, files }) => ({ streamId, files: [...files] }));
          const { readings } = await ask(worker, { eventsDir, streams }, signal);
          for (const [index, reading] of readings.entries()) take(first + index, reading);
        }
      }),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function ask(worker: Worker, request: ReadRequest, signal: AbortSignal | undefined): Promise<ReadReply> {
  const ended = new AbortController();
  const reply = new Promise<ReadReply>((resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true, signal: ended.signal });
    const fail = (error: unknown) => reject(error);
    const exit = (code: number) => reject(new Error(`A thread that reads streams ended with code ${code}.`));
    worker.once("message", (message: unknown) => resolve(replyShape.parse(message)));
    worker.once("error", fail);
    worker.once("exit", exit);
    ended.signal.addEventListener("abort", () => {
      worker.off("error", fail);
      worker.off("exit", exit);
    });
    worker.postMessage(request);
  });
  return reply.finally(() => ended.abort());
}
