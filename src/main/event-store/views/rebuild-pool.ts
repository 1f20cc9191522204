import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { StorageUriClaims } from "../../../shared/projection/storage-uri-claims.ts";
import type { StreamLocations } from "../log/event-storage.ts";
import type { RebuildPlaces, RebuildReply, RebuildRequest } from "./rebuild-messages.ts";
import type { ResourceOutcome } from "./rebuild-resources.ts";
import type { ViewFolder } from "./walk-views.ts";

/** So many resources travel in one message: enough to make it cheap, few enough to share the work and to cancel soon. */
const BATCH = 50;
const MOST_WORKERS = 4;

export interface PoolRebuild {
  readonly places: Omit<RebuildPlaces, "eventsDir">;
  readonly locations: StreamLocations;
  readonly resourceIds: readonly string[];
  /** Gets the claims of every stream that could be read. */
  readonly claims: StorageUriClaims;
  readonly record: (outcome: ResourceOutcome) => void;
  readonly signal: AbortSignal | undefined;
}

export interface PoolResult {
  /** What stood in the folder of views when the rebuild began; absent when no thread could be started. */
  readonly folder?: ViewFolder;
  /** Resources left to be rebuilt because no thread could be started. */
  readonly left: readonly string[];
}

/**
 * Rebuilds views in worker threads. Cancelled, it lets what is under way end, so that every file is whole.
 * @throws the signal's reason when that aborts; an Error when a thread dies
 */
export async function rebuildInWorkers(rebuild: PoolRebuild): Promise<PoolResult> {
  const jobs = new Jobs(rebuild);
  const count = Math.min(jobs.size, MOST_WORKERS, availableParallelism());
  const ends = await Promise.allSettled(Array.from({ length: count }, () => drive(rebuild, jobs)));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  rebuild.signal?.throwIfAborted();
  return jobs.result();
}

/** The requests of one rebuild, and what came of them. */
class Jobs {
  readonly #rebuild: PoolRebuild;
  readonly #waiting: RebuildRequest[] = [{ kind: "walk-views" }];
  #folder: ViewFolder | undefined;

  constructor(rebuild: PoolRebuild) {
    this.#rebuild = rebuild;
    const { resourceIds, locations } = rebuild;
    for (let start = 0; start < resourceIds.length; start += BATCH) {
      const resources = resourceIds
        .slice(start, start + BATCH)
        .map((resourceId) => ({ resourceId, files: locations.files.get(resourceId) ?? [] }));
      this.#waiting.push({ kind: "rebuild", resources });
    }
  }

  get size(): number {
    return this.#waiting.length;
  }

  take(): RebuildRequest | undefined {
    return this.#rebuild.signal?.aborted === true ? undefined : this.#waiting.shift();
  }

  putBack(request: RebuildRequest): void {
    this.#waiting.unshift(request);
  }

  receive(request: RebuildRequest, reply: RebuildReply): void {
    if (reply.kind === "views") this.#folder = reply.folder;
    if (reply.kind === "views" || request.kind === "walk-views") return;
    for (const [index, { resourceId }] of request.resources.entries()) {
      const [kind, events, reason] = reply.outcomes[index] ?? ["failed", 0, "the thread gave no answer"];
      this.#rebuild.record({ resourceId, kind, events, ...(reason === undefined ? {} : { reason }) });
    }
    for (const [uri, resourceId, time, isReleased] of reply.claims) {
      this.#rebuild.claims.merge(uri, { resourceId, time, isReleased });
    }
  }

  result(): PoolResult {
    const left = this.#waiting.flatMap((job) => (job.kind === "rebuild" ? job.resources : []));
    const leftIds = left.map(({ resourceId }) => resourceId);
    return this.#folder === undefined ? { left: leftIds } : { folder: this.#folder, left: leftIds };
  }
}

/** Runs one thread until no request is left. One that dies before its first answer could not start: others go on. */
async function drive({ places, locations }: PoolRebuild, jobs: Jobs): Promise<void> {
  const workerData: RebuildPlaces = { ...places, eventsDir: locations.eventsDir };
  const worker = new Worker(new URL("./rebuild.worker.ts", import.meta.url), { workerData });
  let hasAnswered = false;
  try {
    for (let request = jobs.take(); request !== undefined; request = jobs.take()) {
      try {
        jobs.receive(request, await ask(worker, request));
        hasAnswered = true;
      } catch (error) {
        if (hasAnswered) throw error;
        jobs.putBack(request);
        return;
      }
    }
  } finally {
    await worker.terminate();
  }
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
