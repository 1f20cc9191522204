import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { StorageUriClaims } from "../../../shared/projection/storage-uri-claims.ts";
import type { RebuildReply, RebuildRequest } from "./rebuild-messages.ts";
import type { ResourceOutcome, ResourceTask } from "./rebuild-resources.ts";
import type { StreamLocations } from "./rebuild-source.ts";

/** So many resources travel in one message: enough to make it cheap, few enough to share the work and to cancel soon. */
const BATCH = 50;
const MOST_WORKERS = 4;

export interface PoolRebuild {
  readonly locations: StreamLocations;
  readonly dryRun: boolean;
  /** Gets the claims of every stream that could be read. */
  readonly claims: StorageUriClaims;
  readonly record: (task: ResourceTask, outcome: ResourceOutcome) => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * Rebuilds views in worker threads. Cancelled, it lets what is under way end, so that every file is whole.
 * @returns the tasks that are left because no thread could be started
 * @throws the signal's reason when that aborts; an Error when a thread dies
 */
export async function rebuildInWorkers(
  rebuild: PoolRebuild,
  tasks: readonly ResourceTask[],
): Promise<readonly ResourceTask[]> {
  const batches: (readonly ResourceTask[])[] = [];
  for (let index = 0; index < tasks.length; index += BATCH) batches.push(tasks.slice(index, index + BATCH));
  const count = Math.min(batches.length, MOST_WORKERS, availableParallelism());
  const ends = await Promise.allSettled(Array.from({ length: count }, () => drive(rebuild, batches)));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  rebuild.signal?.throwIfAborted();
  return batches.flat();
}

/** Runs one thread until no batch is left. A thread that dies before its first answer puts its batch back. */
async function drive(rebuild: PoolRebuild, batches: (readonly ResourceTask[])[]): Promise<void> {
  const worker = new Worker(new URL("./rebuild.worker.ts", import.meta.url));
  let isProven = false;
  try {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      try {
        const reply = await ask(worker, requestOf(rebuild, batch));
        for (const [index, task] of batch.entries()) {
          const outcome = reply.outcomes[index];
          if (outcome !== undefined) rebuild.record(task, outcome);
        }
        rebuild.claims.merge(reply.claims);
        isProven = true;
      } catch (error) {
        if (isProven) throw error;
        batches.unshift(batch);
        return;
      }
      if (rebuild.signal?.aborted === true) return;
    }
  } finally {
    await worker.terminate();
  }
}

function requestOf({ locations, dryRun }: PoolRebuild, tasks: readonly ResourceTask[]): RebuildRequest {
  const located = tasks.map((task) => ({ ...task, files: locations.files.get(task.resourceId) ?? [] }));
  return { eventsDir: locations.eventsDir, dryRun, tasks: located };
}

function ask(worker: Worker, request: RebuildRequest): Promise<RebuildReply> {
  return new Promise((resolve, reject) => {
    const listeners = {
      message: (reply: RebuildReply) => settle(() => resolve(reply)),
      error: (error: unknown) => settle(() => reject(error)),
      exit: (code: number) => settle(() => reject(new Error(`A thread that rebuilds views ended with code ${code}.`))),
    };
    const settle = (end: () => void) => {
      worker.off("message", listeners.message).off("error", listeners.error).off("exit", listeners.exit);
      end();
    };
    worker.on("message", listeners.message).on("error", listeners.error).on("exit", listeners.exit);
    worker.postMessage(request);
  });
}
