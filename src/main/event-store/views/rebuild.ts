import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import { StorageUriClaims } from "../../../shared/projection/storage-uri-claims.ts";
import { type FileSystem, nodeFileSystem } from "../file-system.ts";
import type { StreamLocations } from "../log/event-storage.ts";
import { silentLogger } from "../logger.ts";
import type { StartThread } from "../threads.ts";
import { removeLeftovers } from "./rebuild-leftovers.ts";
import { rebuildInWorkers } from "./rebuild-pool.ts";
import { type ResourceOutcome, rebuildResource } from "./rebuild-resources.ts";
import {
  type ListChanges,
  NO_CHANGES,
  type RebuildFailure,
  type RebuildOptions,
  type RebuildProgress,
  type RebuildResult,
  type RemovedItem,
  type StaleView,
} from "./rebuild-result.ts";
import { type RebuildEventSource, readBatches, readClaims } from "./rebuild-source.ts";
import {
  addStorageUris,
  previewStorageUris,
  rebuildStorageUris,
  type StorageUriRebuild,
} from "./rebuild-storage-uris.ts";
import { rebuildSystemViews, type SystemChanges } from "./rebuild-system-views.ts";
import { StateLock } from "./state-lock.ts";
import type { StorageUriIndex } from "./storage-uri-index.ts";
import { type ShardForm, viewPaths } from "./view-paths.ts";
import type { FilesystemViewStorage } from "./view-storage.ts";
import { resourceOfView, type ViewFolder, walkViews } from "./walk-views.ts";

/** What a rebuild brings up to date. */
export interface RebuildTarget {
  readonly fileSystem: FileSystem;
  readonly stateDir: string;
  readonly storage: FilesystemViewStorage;
  readonly uriIndex: StorageUriIndex;
  readonly startThread: StartThread;
}

/** What a rebuild says, which knows nothing of who else rebuilds. */
type RebuiltViews = Omit<RebuildResult, "lockProblem">;

/** Streams read at once: enough to keep the disk busy, few enough to bound memory. */
const CONCURRENCY = 8;
/** Fewer streams are read sooner than threads start. */
const WORTH_THREADS = 200;

const NO_SYSTEM_CHANGES: SystemChanges = { entityTypes: NO_CHANGES, tagSchemas: NO_CHANGES };

/**
 * Brings every view up to date with the log and says what that took. Writes only what differs. A stream that cannot be
 * read and a file that cannot be written are named in the result and hinder nothing else.
 * @throws the reason of `options.signal` when that aborts
 */
export async function rebuildViews(
  target: RebuildTarget,
  source: RebuildEventSource,
  options: RebuildOptions,
): Promise<RebuiltViews> {
  const started = performance.now();
  const run = new RebuildRun(target, source, options);
  try {
    const storageUris = await run.rebuildResources();
    const system = options.resources === undefined ? await run.rebuildSystem() : NO_SYSTEM_CHANGES;
    const leftovers = await run.removeLeftovers();
    return await run.result({ storageUris, ...system }, leftovers, performance.now() - started);
  } finally {
    run.close();
  }
}

/** One rebuild while it runs. */
class RebuildRun {
  readonly #target: RebuildTarget;
  readonly #source: RebuildEventSource;
  readonly #options: RebuildOptions;
  readonly #lock: StateLock;
  readonly #outcomes: ResourceOutcome[] = [];
  readonly #failed: RebuildFailure[] = [];
  /** What stood in the folder of views; empty where only some resources are rebuilt. */
  #folder: ViewFolder = { views: [], leftovers: [] };
  #events = 0;

  constructor(target: RebuildTarget, source: RebuildEventSource, options: RebuildOptions) {
    this.#target = target;
    this.#source = source;
    this.#options = options;
    this.#lock = new StateLock(target.fileSystem, target.stateDir, silentLogger);
  }

  close(): void {
    this.#lock.close();
  }

  /** @returns how the storage-uri index changed. */
  async rebuildResources(): Promise<ListChanges> {
    const { fileSystem, stateDir, uriIndex } = this.#target;
    const { dryRun = false, resources } = this.#options;
    const rebuild: StorageUriRebuild = {
      fileSystem,
      stateDir,
      uriIndex,
      lock: this.#lock,
      readLog: () => this.#readLog(),
      readClaims: () => this.#readClaims(),
      unreadable: () => this.#unreadable(),
      guard: (otherwise, action) => this.#guard("storage-uri index", otherwise, action),
    };
    if (resources !== undefined) return addStorageUris(rebuild, dryRun);
    return dryRun ? previewStorageUris(rebuild) : rebuildStorageUris(rebuild);
  }

  async rebuildSystem(): Promise<SystemChanges> {
    this.#report("rebuilding-indexes", 0, 1);
    const { fileSystem, stateDir } = this.#target;
    const { dryRun = false } = this.#options;
    const rebuild = async () => {
      const events = await this.#source.getEvents(SYSTEM_STREAM);
      this.#events += events.length;
      return rebuildSystemViews({ fileSystem, stateDir, dryRun }, events);
    };
    // The stream is short, and what a store writes of it between reading and writing here would be lost.
    const changes = await this.#guard(SYSTEM_STREAM, NO_SYSTEM_CHANGES, () =>
      dryRun ? rebuild() : this.#lock.duringIfUsed(rebuild),
    );
    this.#report("rebuilding-indexes", 1, 1);
    return changes;
  }

  async removeLeftovers(): Promise<readonly string[]> {
    return removeLeftovers(this.#target.fileSystem, this.#folder.leftovers, this.#options.dryRun ?? false);
  }

  async result(
    indexes: SystemChanges & { readonly storageUris: ListChanges },
    leftovers: readonly string[],
    durationMs: number,
  ): Promise<RebuiltViews> {
    const named = (kind: ResourceOutcome["kind"]) =>
      this.#outcomes.filter((outcome) => outcome.kind === kind).map(({ resourceId }) => resourceId);
    return {
      dryRun: this.#options.dryRun ?? false,
      resources: this.#outcomes.length - named("eventless").length,
      events: this.#events,
      added: named("added").sort(),
      changed: named("changed").sort(),
      unchanged: named("unchanged").length,
      stale: await this.#stale(),
      removed: [
        ...removedItems("entity-type", indexes.entityTypes.removed),
        ...removedItems("tag-schema", indexes.tagSchemas.removed),
        ...removedItems("storage-uri", indexes.storageUris.removed),
        ...removedItems("leftover-file", leftovers),
      ],
      failed: this.#failed.toSorted((left, right) => (left.name < right.name ? -1 : 1)),
      ...indexes,
      durationMs,
    };
  }

  async #readLog(): Promise<StorageUriClaims> {
    this.#options.signal?.throwIfAborted();
    this.#report("finding-streams", 0, 1);
    const locations = await this.#locateStreams();
    const resourceIds = await this.#listResources(locations);
    this.#report("finding-streams", 1, 1);
    this.#report("rebuilding-views", 0, resourceIds.length);
    const claims = new StorageUriClaims();
    const record = (outcome: ResourceOutcome) => this.#record(outcome, resourceIds.length);
    const left = await this.#rebuildInWorkers(resourceIds, locations, claims, record);
    await this.#rebuildHere(left, claims, record);
    return claims;
  }

  async #readClaims(): Promise<StorageUriClaims> {
    const claims = new StorageUriClaims();
    const unreadable = this.#unreadable();
    for (const resourceId of await this.#listResources(await this.#locateStreams())) {
      if (unreadable.has(resourceId)) continue;
      await this.#guard(resourceId, undefined, () => readClaims(this.#source, resourceId, claims));
    }
    return claims;
  }

  /** Threads read the machine's own files, so they are no use where another file system was asked for. */
  async #locateStreams(): Promise<StreamLocations | undefined> {
    return this.#target.fileSystem === nodeFileSystem ? this.#source.locateStreams?.() : undefined;
  }

  async #listResources(locations: StreamLocations | undefined): Promise<readonly string[]> {
    const { resources } = this.#options;
    const ids = new Set(resources ?? locations?.files.keys() ?? (await this.#source.getAllResourceIds()));
    ids.delete(SYSTEM_STREAM);
    return [...ids].sort();
  }

  /** @returns the resources that are left to be rebuilt in this thread. */
  async #rebuildInWorkers(
    resourceIds: readonly string[],
    locations: StreamLocations | undefined,
    claims: StorageUriClaims,
    record: (outcome: ResourceOutcome) => void,
  ): Promise<readonly string[]> {
    const { fileSystem, stateDir, storage, startThread } = this.#target;
    const { resources, signal, dryRun = false } = this.#options;
    let left = resourceIds;
    let folder: ViewFolder | undefined;
    if (locations !== undefined && resourceIds.length >= WORTH_THREADS) {
      const places = { stateDir, form: await storage.preferredForm(), dryRun };
      ({ left, folder } = await rebuildInWorkers({
        places,
        locations,
        resourceIds,
        claims,
        record,
        signal,
        startThread,
      }));
    }
    if (resources === undefined) this.#folder = folder ?? (await walkViews(fileSystem, stateDir));
    return left;
  }

  async #rebuildHere(
    resourceIds: readonly string[],
    claims: StorageUriClaims,
    record: (outcome: ResourceOutcome) => void,
  ): Promise<void> {
    const { fileSystem, stateDir, storage } = this.#target;
    const { signal, dryRun = false } = this.#options;
    const form = await storage.preferredForm();
    const readStream = (resourceId: string) => readBatches(this.#source, resourceId);
    const rebuild = { readStream, fileSystem, stateDir, form, dryRun, lock: this.#lock, claims };
    const waiting = resourceIds.values();
    const work = async () => {
      for (const resourceId of waiting) {
        signal?.throwIfAborted();
        record(await rebuildResource(rebuild, resourceId));
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: CONCURRENCY }, work));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  }

  #record(outcome: ResourceOutcome, total: number): void {
    this.#outcomes.push(outcome);
    this.#events += outcome.events;
    if (outcome.kind === "failed") this.#failed.push({ name: outcome.resourceId, reason: outcome.reason ?? "" });
    this.#report("rebuilding-views", this.#outcomes.length, total);
  }

  #unreadable(): ReadonlySet<string> {
    return new Set(this.#failed.map(({ name }) => name));
  }

  async #stale(): Promise<StaleView[]> {
    const form = await this.#target.storage.preferredForm();
    const outcomes = new Map(this.#outcomes.map(({ resourceId, kind }) => [resourceId, kind]));
    const byResource = Map.groupBy(this.#folder.views, resourceOfView);
    const stale: StaleView[] = [];
    for (const [resourceId, files] of byResource) {
      const kind = outcomes.get(resourceId);
      if (kind === "failed") continue;
      const right =
        kind === undefined || kind === "eventless" ? undefined : this.#rightFile(form, resourceId, kind, files);
      for (const file of files) if (file !== right) stale.push({ resourceId, file });
    }
    return stale.sort((left, right) => (left.file < right.file ? -1 : 1));
  }

  /** Of the files named after a resource, the one that holds its view. */
  #rightFile(
    form: ShardForm,
    resourceId: string,
    kind: ResourceOutcome["kind"],
    files: readonly string[],
  ): string | undefined {
    // What was compared was found, and there was only this one to be found.
    if (files.length === 1 && kind !== "added") return files[0];
    return viewPaths(this.#target.stateDir, form, resourceId).find((path) => files.includes(path));
  }

  /** Names a failure in the result instead of ending the rebuild. */
  async #guard<T>(name: string, otherwise: T, action: () => Promise<T>): Promise<T> {
    this.#options.signal?.throwIfAborted();
    try {
      return await action();
    } catch (error) {
      this.#failed.push({ name, reason: error instanceof Error ? error.message : String(error) });
      return otherwise;
    }
  }

  #report(phase: RebuildProgress["phase"], done: number, total: number): void {
    this.#options.onProgress?.({ phase, done, total, events: this.#events });
  }
}

function removedItems(kind: RemovedItem["kind"], names: readonly string[]): RemovedItem[] {
  return names.map((name) => ({ kind, name }));
}
