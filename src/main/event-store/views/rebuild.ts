import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import { StorageUriClaims } from "../../../shared/projection/storage-uri-claims.ts";
import { type FileSystem, nodeFileSystem } from "../file-system.ts";
import { rebuildStorageUris, rebuildSystemViews } from "./rebuild-indexes.ts";
import { removeLeftovers } from "./rebuild-leftovers.ts";
import { rebuildInWorkers } from "./rebuild-pool.ts";
import { type ResourceOutcome, type ResourceTask, rebuildResource } from "./rebuild-resources.ts";
import {
  type ListChanges,
  NO_CHANGES,
  type RebuildFailure,
  type RebuildOptions,
  type RebuildResult,
  type RemovedItem,
  type StaleView,
} from "./rebuild-result.ts";
import type { RebuildEventSource, StreamLocations } from "./rebuild-source.ts";
import { openStorageUriFiles } from "./storage-uri-files.ts";
import type { StorageUriIndex } from "./storage-uri-index.ts";
import type { ViewFolder } from "./view-placement.ts";
import type { FilesystemViewStorage } from "./view-storage.ts";

/** What a rebuild brings up to date. */
export interface RebuildTarget {
  readonly fileSystem: FileSystem;
  readonly stateDir: string;
  readonly storage: FilesystemViewStorage;
  readonly uriIndex: StorageUriIndex;
}

/** Streams read at once: enough to keep the disk busy, few enough to bound memory. */
const CONCURRENCY = 8;
/** Fewer streams are read sooner than threads start. */
const WORTH_THREADS = 200;

/**
 * Brings every view up to date with the log and says what that took. Writes only what differs. A stream that cannot be
 * read and a file that cannot be written are named in the result and hinder nothing else.
 * @throws the reason of `options.signal` when that aborts
 */
export async function rebuildViews(
  target: RebuildTarget,
  source: RebuildEventSource,
  options: RebuildOptions,
): Promise<RebuildResult> {
  const started = performance.now();
  const run = new RebuildRun(target, source, options);
  const folder = await run.readViews();
  const storageUris = await run.rebuildResources(folder);
  const system = options.resources === undefined ? await run.rebuildSystem() : NO_SYSTEM_CHANGES;
  const leftovers = await run.removeLeftovers(folder);
  return run.result({ folder, storageUris, ...system, leftovers }, performance.now() - started);
}

const NO_SYSTEM_CHANGES = { entityTypes: NO_CHANGES, tagSchemas: NO_CHANGES };

interface Found {
  readonly folder: ViewFolder;
  readonly storageUris: ListChanges;
  readonly entityTypes: ListChanges;
  readonly tagSchemas: ListChanges;
  readonly leftovers: readonly string[];
}

/** One rebuild while it runs. */
class RebuildRun {
  readonly #target: RebuildTarget;
  readonly #source: RebuildEventSource;
  readonly #options: RebuildOptions;
  readonly #outcomes = new Map<string, ResourceOutcome>();
  readonly #failed: RebuildFailure[] = [];
  #tasks: readonly ResourceTask[] = [];
  #events = 0;

  constructor(target: RebuildTarget, source: RebuildEventSource, options: RebuildOptions) {
    this.#target = target;
    this.#source = source;
    this.#options = options;
  }

  async readViews(): Promise<ViewFolder> {
    this.#report("reading-views", 0, 1);
    const folder = await this.#target.storage.walk();
    this.#report("reading-views", 1, 1);
    return folder;
  }

  async #listTasks(folder: ViewFolder, locations?: StreamLocations): Promise<readonly ResourceTask[]> {
    const ids = new Set(this.#options.resources ?? locations?.files.keys() ?? (await this.#source.getAllResourceIds()));
    ids.delete(SYSTEM_STREAM);
    const tasks: ResourceTask[] = [];
    for (const resourceId of [...ids].sort()) {
      const viewFile = await this.#target.storage.pathWithin(folder, resourceId);
      const isThere = folder.views.get(resourceId)?.includes(viewFile) ?? false;
      tasks.push({ resourceId, viewFile, isThere });
    }
    return tasks;
  }

  /** @returns how the storage-uri index changed. */
  async rebuildResources(folder: ViewFolder): Promise<ListChanges> {
    const { uriIndex, fileSystem, stateDir } = this.#target;
    const { dryRun = false, resources } = this.#options;
    const isPartial = resources !== undefined;
    const readLog = async () => {
      const locations = await this.#locateStreams();
      this.#tasks = await this.#listTasks(folder, locations);
      return this.#rebuildTasks(this.#tasks, locations);
    };
    if (!dryRun && !isPartial) {
      return uriIndex.rebuild(readLog, (files, claims) =>
        this.#guard("storage-uri index", NO_CHANGES, () =>
          rebuildStorageUris({ dryRun, isPartial, unreadable: this.#unreadable() }, files, claims),
        ),
      );
    }
    const claims = await readLog();
    const changes = await this.#guard("storage-uri index", NO_CHANGES, async () => {
      const files = await openStorageUriFiles(fileSystem, stateDir);
      return rebuildStorageUris({ dryRun: true, isPartial, unreadable: this.#unreadable() }, files, claims);
    });
    if (!dryRun) await this.#guard("storage-uri index", undefined, () => this.#addUris(changes.added, claims));
    return changes;
  }

  async rebuildSystem(): Promise<{ entityTypes: ListChanges; tagSchemas: ListChanges }> {
    this.#report("rebuilding-indexes", 0, 1);
    const { fileSystem, stateDir } = this.#target;
    const changes = await this.#guard(SYSTEM_STREAM, NO_SYSTEM_CHANGES, async () => {
      const events = await this.#source.getEvents(SYSTEM_STREAM);
      this.#events += events.length;
      return rebuildSystemViews({ fileSystem, stateDir, dryRun: this.#options.dryRun ?? false }, events);
    });
    this.#report("rebuilding-indexes", 1, 1);
    return changes;
  }

  async removeLeftovers(folder: ViewFolder): Promise<readonly string[]> {
    if (this.#options.resources !== undefined) return [];
    return removeLeftovers(this.#target.fileSystem, folder.leftovers, this.#options.dryRun ?? false);
  }

  result(found: Found, durationMs: number): RebuildResult {
    const { entityTypes, tagSchemas, storageUris } = found;
    const named = (kind: ResourceOutcome["kind"]) =>
      [...this.#outcomes].filter(([, outcome]) => outcome.kind === kind).map(([resourceId]) => resourceId);
    const added = named("added").sort();
    const changed = named("changed").sort();
    const unchanged = named("unchanged").length;
    return {
      dryRun: this.#options.dryRun ?? false,
      resources: this.#outcomes.size - named("eventless").length,
      events: this.#events,
      added,
      changed,
      unchanged,
      stale: this.#stale(found),
      removed: [
        ...removedItems("entity-type", entityTypes.removed),
        ...removedItems("tag-schema", tagSchemas.removed),
        ...removedItems("storage-uri", storageUris.removed),
        ...removedItems("leftover-file", found.leftovers),
      ],
      failed: this.#failed.toSorted((left, right) => (left.name < right.name ? -1 : 1)),
      entityTypes,
      tagSchemas,
      storageUris,
      durationMs,
    };
  }

  /** Threads read the machine's own files, so they are no use where another file system was asked for. */
  async #locateStreams(): Promise<StreamLocations | undefined> {
    return this.#target.fileSystem === nodeFileSystem ? this.#source.locateStreams?.() : undefined;
  }

  async #rebuildTasks(tasks: readonly ResourceTask[], locations?: StreamLocations): Promise<StorageUriClaims> {
    const { signal, dryRun = false } = this.#options;
    const claims = new StorageUriClaims();
    const record = (task: ResourceTask, outcome: ResourceOutcome) => this.#record(task, outcome, tasks.length);
    this.#report("rebuilding-views", 0, tasks.length);
    const isWorthThreads = locations !== undefined && tasks.length >= WORTH_THREADS;
    const left = isWorthThreads ? await rebuildInWorkers({ locations, dryRun, claims, record, signal }, tasks) : tasks;
    const rebuild = { source: this.#source, fileSystem: this.#target.fileSystem, dryRun, claims };
    const waiting = left.values();
    const work = async () => {
      for (const task of waiting) {
        signal?.throwIfAborted();
        record(task, await rebuildResource(rebuild, task));
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: CONCURRENCY }, work));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
    return claims;
  }

  #record({ resourceId }: ResourceTask, outcome: ResourceOutcome, total: number): void {
    this.#outcomes.set(resourceId, outcome);
    this.#events += outcome.events;
    if (outcome.kind === "failed") this.#failed.push({ name: resourceId, reason: outcome.reason });
    this.#report("rebuilding-views", this.#outcomes.size, total);
  }

  async #addUris(uris: readonly string[], claims: StorageUriClaims): Promise<void> {
    for (const uri of uris) await this.#target.uriIndex.setOwner(uri, claims.ownerOf(uri));
    await this.#target.uriIndex.flush();
  }

  #unreadable(): ReadonlySet<string> {
    return new Set(this.#failed.map(({ name }) => name));
  }

  #stale({ folder }: Found): StaleView[] {
    if (this.#options.resources !== undefined) return [];
    const right = new Map(this.#tasks.map(({ resourceId, viewFile }) => [resourceId, viewFile]));
    const stale: StaleView[] = [];
    for (const [resourceId, files] of folder.views) {
      const isEventless = this.#outcomes.get(resourceId)?.kind === "eventless";
      for (const file of files) if (isEventless || right.get(resourceId) !== file) stale.push({ resourceId, file });
    }
    return stale.sort((left, right) => (left.file < right.file ? -1 : 1));
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

  #report(phase: "reading-views" | "rebuilding-views" | "rebuilding-indexes", done: number, total: number): void {
    this.#options.onProgress?.({ phase, done, total, events: this.#events });
  }
}

function removedItems(kind: RemovedItem["kind"], names: readonly string[]): RemovedItem[] {
  return names.map((name) => ({ kind, name }));
}
