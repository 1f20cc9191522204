import { Worker } from "node:worker_threads";
import type { StorageUriClaims } from "../../../shared/projection/storage-uri-claims.ts";
import type { StreamLocations } from "../log/event-storage.ts";
import { type StartThread, Threads } from "../threads.ts";
import type { RebuildPlaces, RebuildReply, RebuildRequest } from "./rebuild-messages.ts";
import type { ResourceOutcome } from "./rebuild-resources.ts";
import type { ViewFolder } from "./walk-views.ts";

/** So many resources travel in one message: enough to make it cheap, few enough to share the work and to cancel soon. */
const BATCH = 50;

export interface PoolRebuild {
  readonly places: Omit<RebuildPlaces, "eventsDir">;
  readonly locations: StreamLocations;
  readonly resourceIds: readonly string[];
  /** Gets the claims of every stream that could be read. */
  readonly claims: StorageUriClaims;
  readonly record: (outcome: ResourceOutcome) => void;
  readonly signal: AbortSignal | undefined;
  readonly startThread: StartThread;
}

export interface PoolResult {
  /** What stood in the folder of views when the rebuild began; absent when no thread could be started. */
  readonly folder?: ViewFolder;
  /** Resources left to be rebuilt because no thread could be started. */
  readonly left: readonly string[];
}

/** Starts a thread that answers {@link RebuildRequest}s. */
export function startRebuildThread(): Worker {
  return new Worker(new URL("./rebuild.worker.ts", import.meta.url));
}

/**
 * Rebuilds views in worker threads. Cancelled, it lets what is under way end, so that every file is whole.
 * @throws the signal's reason when that aborts; an Error when a thread dies
 */
export async function rebuildInWorkers(rebuild: PoolRebuild): Promise<PoolResult> {
  const threads = new Threads<RebuildRequest, RebuildReply>(rebuild.startThread, { finishesWork: true });
  let folder: ViewFolder | undefined;
  try {
    const take = (reply: RebuildReply, request: RebuildRequest) => {
      if (reply.kind === "views") folder = reply.folder;
      else if (request.kind === "rebuild") receive(rebuild, request, reply);
    };
    const left = await threads.ask(requestsFor(rebuild), take, rebuild.signal);
    const ids = left.flatMap((request) =>
      request.kind === "rebuild" ? request.resources.map(({ resourceId }) => resourceId) : [],
    );
    return folder === undefined ? { left: ids } : { folder, left: ids };
  } finally {
    await threads.close();
  }
}

function requestsFor({ places: own, locations, resourceIds }: PoolRebuild): RebuildRequest[] {
  const places: RebuildPlaces = { ...own, eventsDir: locations.eventsDir };
  const requests: RebuildRequest[] = [{ kind: "walk-views", places }];
  for (let start = 0; start < resourceIds.length; start += BATCH) {
    const resources = resourceIds
      .slice(start, start + BATCH)
      .map((resourceId) => ({ resourceId, files: locations.files.get(resourceId) ?? [] }));
    requests.push({ kind: "rebuild", places, resources });
  }
  return requests;
}

function receive(
  { record, claims }: PoolRebuild,
  request: RebuildRequest & { kind: "rebuild" },
  reply: RebuildReply & { kind: "rebuilt" },
): void {
  for (const [index, { resourceId }] of request.resources.entries()) {
    const [kind, events, reason] = reply.outcomes[index] ?? ["failed", 0, "the thread gave no answer"];
    record({ resourceId, kind, events, ...(reason === undefined ? {} : { reason }) });
  }
  for (const [uri, resourceId, time, isReleased] of reply.claims) claims.merge(uri, { resourceId, time, isReleased });
}
