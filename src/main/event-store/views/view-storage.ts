import type { ResourceView } from "../../../shared/projection/resource-view.ts";
import { type FileSystem, nodeFileSystem } from "../file-system.ts";
import { componentLogger, type Logger, silentLogger } from "../logger.ts";
import { CorruptViewError } from "./errors/corrupt-view-error.ts";
import { refuseStateFolderInLog } from "./errors/state-folder-in-log-error.ts";
import { readViewText } from "./read-view-text.ts";
import { StateLock } from "./state-lock.ts";
import { versionInViewText, viewText } from "./view-file.ts";
import type { ShardForm, ShardFunction } from "./view-paths.ts";
import { ViewPlacement } from "./view-placement.ts";
import { resourceOfView, walkViews } from "./walk-views.ts";
import { fileStatus, readTextFile, removeFile, writeWhole } from "./whole-file.ts";
import { WriteBehind } from "./write-behind.ts";

/** Gives the view of a resource as it is now. */
export interface ViewSource {
  /** The view with every event that was materialized so far. */
  current(): Promise<ResourceView>;
  /** The view replayed from the whole log, for when another process has written a later one. */
  replayed(): Promise<ResourceView>;
}

/** Where the views of resources are kept. */
export interface ViewStorage {
  /** @returns `null` where there is no view. @throws CorruptViewError where there is something else. */
  get(resourceId: string): Promise<ResourceView | null>;
  exists(resourceId: string): Promise<boolean>;
  /** Resolves when the view is kept. */
  save(resourceId: string, view: ResourceView): Promise<void>;
  /** From now on `get` gives the view of this source; it is kept by and by, at the latest on `flush`. */
  saveSoon(resourceId: string, source: ViewSource): void;
  /** That there was none is fine. */
  delete(resourceId: string): Promise<void>;
  /** Ids of all resources that have a view, sorted. */
  list(): Promise<readonly string[]>;
  /** Resolves when everything is kept. */
  flush(): Promise<void>;
  /** As `flush`; nothing is accepted afterwards. */
  close(): Promise<void>;
}

/** What the storage of views uses: Node's file system and no logger, unless given. */
export interface FilesystemViewStorageOptions {
  readonly fileSystem?: FileSystem;
  readonly logger?: Logger;
  /** The shard function of the store's streams, asked only when there are no views yet to go by. */
  readonly streamShard?: () => Promise<ShardFunction | undefined>;
}

const FILES_REMEMBERED = 10_000;

/** A view's file as this storage left it. */
interface WrittenFile {
  readonly path: string;
  /** Differs whenever another file has come to stand at the path. */
  readonly status: string | undefined;
}

/** Views as JSON files, `<stateDir>/resources/<ab>/<cd>/<resourceId>.json`. On disk a view is always whole. */
export class FilesystemViewStorage implements ViewStorage {
  readonly #fileSystem: FileSystem;
  readonly #stateDir: string;
  readonly #placement: ViewPlacement;
  readonly #writes: WriteBehind;
  readonly #lock: StateLock;
  /** Where to get the views that are not on disk yet, or that must not be read from there now. */
  readonly #sources = new Map<string, ViewSource>();
  /** What was written last, so that a growing view need not be looked for and read each time. The oldest first. */
  readonly #written = new Map<string, WrittenFile>();
  /** Views saved while others write the same files, to be written again when they have ended; see `holding`. */
  #held: Set<string> | undefined;

  /** @throws StateFolderInLogError */
  constructor({ stateDir }: { readonly stateDir: string }, options: FilesystemViewStorageOptions = {}) {
    refuseStateFolderInLog(stateDir);
    const logger = componentLogger(options.logger ?? silentLogger, "view-storage");
    this.#fileSystem = options.fileSystem ?? nodeFileSystem;
    this.#stateDir = stateDir;
    this.#placement = new ViewPlacement({ fileSystem: this.#fileSystem, stateDir, ...options });
    this.#writes = new WriteBehind({
      write: (resourceId) => this.#writePending(resourceId),
      onError: (resourceId, error) => logger.error("Could not write a view; trying again.", { resourceId, error }),
    });
    this.#lock = new StateLock(this.#fileSystem, stateDir, logger);
  }

  async get(resourceId: string): Promise<ResourceView | null> {
    const source = this.#sources.get(resourceId);
    if (source !== undefined) return source.current();
    const path = await this.#placement.pathOf(resourceId);
    const text = await readTextFile(this.#fileSystem, path);
    if (text === undefined) return null;
    const reading = readViewText(text);
    if (!reading.ok) throw new CorruptViewError(path, reading.reason);
    return reading.view;
  }

  async exists(resourceId: string): Promise<boolean> {
    return this.#sources.has(resourceId) || (await this.#placement.existing(resourceId)) !== undefined;
  }

  async save(resourceId: string, view: ResourceView): Promise<void> {
    await writeWhole(this.#fileSystem, await this.#placement.pathOf(resourceId), viewText(view));
  }

  saveSoon(resourceId: string, source: ViewSource): void {
    this.#writes.schedule(resourceId);
    this.#sources.set(resourceId, source);
    this.#held?.add(resourceId);
  }

  async delete(resourceId: string): Promise<void> {
    this.#sources.delete(resourceId);
    await this.#writes.settled(resourceId);
    const path = await this.#placement.existing(resourceId);
    if (path !== undefined) await removeFile(this.#fileSystem, path);
  }

  async list(): Promise<readonly string[]> {
    const { views } = await walkViews(this.#fileSystem, this.#stateDir);
    return [...new Set([...views.map(resourceOfView), ...this.#sources.keys()])].sort();
  }

  flush(): Promise<void> {
    return this.#writes.flush();
  }

  async close(): Promise<void> {
    try {
      await this.#writes.close();
    } finally {
      this.#lock.close();
    }
  }

  /** Where the view of a resource stands, or will stand. */
  pathOf(resourceId: string): Promise<string> {
    return this.#placement.pathOf(resourceId);
  }

  /** How new views are placed. */
  preferredForm(): Promise<ShardForm> {
    return this.#placement.preferredForm();
  }

  /**
   * Runs something that writes view files behind the back of this storage. What is saved meanwhile is read from memory
   * and written once more afterwards, so that an older view cannot last.
   */
  async holding<T>(action: () => Promise<T>): Promise<T> {
    const held = new Set<string>();
    this.#held = held;
    try {
      return await action();
    } finally {
      this.#held = undefined;
      for (const resourceId of held) this.#writes.schedule(resourceId);
    }
  }

  async #writePending(resourceId: string): Promise<void> {
    const source = this.#sources.get(resourceId);
    // Deleted while it waited.
    if (source === undefined) return;
    const known = this.#written.get(resourceId);
    const before = known ?? { path: await this.#placement.pathOf(resourceId), status: undefined };
    let view = await source.current();
    for (let seen = -1; ; ) {
      const overtakenBy = await this.#writeUnlessOvertaken(resourceId, before, view, seen);
      if (overtakenBy === undefined) break;
      seen = overtakenBy;
      view = await source.replayed();
    }
    const isLatest = this.#sources.get(resourceId) === source && !this.#writes.isScheduled(resourceId);
    if (isLatest && this.#held?.has(resourceId) !== true) this.#sources.delete(resourceId);
  }

  #remember(resourceId: string, file: WrittenFile): void {
    this.#written.delete(resourceId);
    this.#written.set(resourceId, file);
    for (const oldest of this.#written.keys()) {
      if (this.#written.size <= FILES_REMEMBERED) return;
      this.#written.delete(oldest);
    }
  }

  /**
   * Another process may have written a later view of the same stream, or the file may be ahead of the log: only the log
   * knows.
   * @param seen a version on disk that a replay has just shown to be ahead of the log
   * @returns the version on disk that made it leave the file as it is
   */
  #writeUnlessOvertaken(
    resourceId: string,
    { path, status }: WrittenFile,
    view: ResourceView,
    seen: number,
  ): Promise<number | undefined> {
    return this.#lock.during(async () => {
      const found = await fileStatus(this.#fileSystem, path);
      // What this storage has written itself is never later than what it writes now.
      if (found !== undefined && found !== status) {
        const onDisk = versionInViewText((await readTextFile(this.#fileSystem, path)) ?? "");
        if (onDisk !== undefined && onDisk > view.annotations.version && onDisk !== seen) return onDisk;
      }
      await writeWhole(this.#fileSystem, path, viewText(view));
      this.#remember(resourceId, { path, status: await fileStatus(this.#fileSystem, path) });
      return undefined;
    });
  }
}
