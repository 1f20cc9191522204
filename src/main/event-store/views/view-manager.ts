import type { ResourceId } from "../../../shared/events/ids.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import type { TagSchema } from "../../../shared/projection/system-projection.ts";
import { type FileSystem, nodeFileSystem } from "../file-system.ts";
import { componentLogger, type Logger, silentLogger } from "../logger.ts";
import type { StartThread } from "../threads.ts";
import { RebuildRunningError } from "./errors/rebuild-running-error.ts";
import { refuseStateFolderInLog } from "./errors/state-folder-in-log-error.ts";
import type { GetAllEvents } from "./live-view.ts";
import { rebuildViews } from "./rebuild.ts";
import { RebuildLock } from "./rebuild-lock.ts";
import { startRebuildThread } from "./rebuild-pool.ts";
import type { RebuildOptions, RebuildResult, StaleView } from "./rebuild-result.ts";
import type { RebuildEventSource } from "./rebuild-source.ts";
import {
  acquireStorageUriIndex,
  releaseStorageUriIndex,
  type StateFolder,
  type StorageUriIndex,
} from "./storage-uri-index.ts";
import { SystemViews } from "./system-views.ts";
import { throwAll } from "./throw-all.ts";
import { ViewMaterializer } from "./view-materializer.ts";
import type { FilesystemViewStorage } from "./view-storage.ts";
import { removeFile } from "./whole-file.ts";

/** What the keeper of views uses: Node's file system and no logger, unless given. */
export interface ViewManagerOptions {
  readonly fileSystem?: FileSystem;
  readonly logger?: Logger;
  /** How a rebuild starts worker threads; real ones unless given. Where none can be started it works in this one. */
  readonly startThread?: StartThread;
}

/** Keeps everything that is derived from the log up to date: views, entity types, tag schemas, storage URIs. */
export class ViewManager {
  readonly #storage: FilesystemViewStorage;
  readonly #stateDir: string;
  readonly #fileSystem: FileSystem;
  readonly #startThread: StartThread;
  readonly #logger: Logger;
  readonly #materializer: ViewMaterializer;
  readonly #system: SystemViews;
  readonly #uriIndex: StorageUriIndex;
  #isRebuilding = false;

  /** @throws StateFolderInLogError */
  constructor(storage: FilesystemViewStorage, { stateDir }: StateFolder, options: ViewManagerOptions = {}) {
    const { fileSystem = nodeFileSystem, logger = silentLogger, startThread = startRebuildThread } = options;
    refuseStateFolderInLog(stateDir);
    this.#storage = storage;
    this.#stateDir = stateDir;
    this.#fileSystem = fileSystem;
    this.#startThread = startThread;
    this.#logger = componentLogger(logger, "view-manager");
    this.#materializer = new ViewMaterializer(storage);
    this.#system = new SystemViews({ fileSystem, stateDir, logger: this.#logger });
    this.#uriIndex = acquireStorageUriIndex({ fileSystem, stateDir, logger: this.#logger });
  }

  /**
   * Brings the view and the storage URIs of a resource up to date with an event just appended to its stream. Events of
   * one stream must come in the order of the stream. When this resolves the new state can be read; it is written soon.
   * @param getAllEvents reads the stream, that event included; called only when earlier events are not known
   */
  async materializeResource(resourceId: ResourceId, stored: StoredEvent, getAllEvents: GetAllEvents): Promise<void> {
    this.#materializer.materialize(resourceId, stored, getAllEvents);
    await this.#uriIndex.apply(resourceId, stored.event);
  }

  /**
   * Brings entity types and tag schemas up to date with an event just appended to the system stream.
   * @param getAllEvents reads that stream, so that what is in the files need not be believed
   */
  async materializeSystem(type: string, payload: unknown, getAllEvents?: GetAllEvents): Promise<void> {
    await this.#system.apply({ type, payload }, getAllEvents);
  }

  /** Sorted by UTF-16 code unit. */
  entityTypes(): Promise<readonly string[]> {
    return this.#system.entityTypes();
  }

  /** Sorted by id. */
  tagSchemas(): Promise<readonly TagSchema[]> {
    return this.#system.tagSchemas();
  }

  /**
   * Brings everything up to date with the log, writing only what differs. May run while events are appended.
   * @throws RebuildRunningError when one is running, here or in another process; the signal's reason when that aborts
   */
  async rebuildAll(eventLog: RebuildEventSource, options: RebuildOptions = {}): Promise<RebuildResult> {
    if (this.#isRebuilding) throw new RebuildRunningError(this.#stateDir);
    this.#isRebuilding = true;
    try {
      const target = {
        fileSystem: this.#fileSystem,
        stateDir: this.#stateDir,
        storage: this.#storage,
        uriIndex: this.#uriIndex,
        startThread: this.#startThread,
      };
      const rebuild = () => rebuildViews(target, eventLog, options);
      if (options.dryRun === true) return { ...(await rebuild()), lockProblem: null };
      return await new RebuildLock(this.#fileSystem, this.#stateDir).during(async (lockProblem) => {
        if (lockProblem !== null) this.#logger.warn(lockProblem);
        const result = { ...(await this.#storage.holding(() => this.#system.holding(rebuild))), lockProblem };
        this.#logger.info("Rebuilt the views.", { ...countsOf(result) });
        return result;
      });
    } finally {
      this.#isRebuilding = false;
    }
  }

  /** Removes view files that a rebuild found to be stale. @throws ViewWriteError */
  async removeStale(stale: readonly StaleView[]): Promise<void> {
    for (const { file } of stale) await removeFile(this.#fileSystem, file);
  }

  /** Resolves when everything is on disk. @throws what could not be written */
  async flush(): Promise<void> {
    await settle([this.#storage.flush(), this.#system.flush(), this.#uriIndex.flush()]);
  }

  /** As `flush`; nothing is accepted afterwards. */
  async close(): Promise<void> {
    await settle([this.#storage.close(), this.#system.close(), releaseStorageUriIndex(this.#stateDir)]);
  }
}

function countsOf({ resources, events, added, changed, unchanged, stale, removed, failed, durationMs }: RebuildResult) {
  return {
    ...{ resources, events, added: added.length, changed: changed.length, unchanged, stale: stale.length },
    ...{ removed: removed.length, failed: failed.length, durationMs: Math.round(durationMs) },
  };
}

async function settle(tasks: readonly Promise<void>[]): Promise<void> {
  const failures = (await Promise.allSettled(tasks)).flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
  throwAll(failures);
}
