import type { ResourceEvent } from "../../../shared/events/catalogue.ts";
import { resourceId as asResourceId, type ResourceId } from "../../../shared/events/ids.ts";
import { StorageUriClaims, uriChange } from "../../../shared/projection/storage-uri-claims.ts";
import { type FileSystem, nodeFileSystem } from "../file-system.ts";
import { type Logger, silentLogger } from "../logger.ts";
import { ResourceNotFoundError } from "./errors/resource-not-found-error.ts";
import { StateLock } from "./state-lock.ts";
import { openStorageUriFiles, type StorageUriFiles } from "./storage-uri-files.ts";
import { WriteBehind } from "./write-behind.ts";

export interface StorageUriIndexOptions {
  readonly fileSystem: FileSystem;
  readonly stateDir: string;
  readonly logger: Logger;
}

/** The index is written as one; this is its name where files have one. */
const INDEX = "storage-uri index";

/** Which resource stands at which URI, kept up to date while events are appended. Reads see what is not written yet. */
export class StorageUriIndex {
  readonly #options: StorageUriIndexOptions;
  #claims = new StorageUriClaims();
  /** URIs whose owner on disk has been taken into the claims. */
  readonly #seen = new Set<string>();
  /** Owners that are not on disk yet; `undefined` for an entry to be taken away. */
  readonly #unwritten = new Map<string, string | undefined>();
  /** What is applied while a rebuild reads the log, which it may not have seen. */
  readonly #meanwhile = new Set<[string, ResourceEvent][]>();
  readonly #writes: WriteBehind;
  readonly #lock: StateLock;
  #files: Promise<StorageUriFiles> | undefined;
  /** One change after the other: each looks at what the one before has left. */
  #queue: Promise<void> = Promise.resolve();

  constructor(options: StorageUriIndexOptions) {
    this.#options = options;
    this.#writes = new WriteBehind({
      write: () => this.#enqueue(() => this.#write()),
      onError: (file, error) => options.logger.error("Could not write a projection; trying again.", { file, error }),
    });
    this.#lock = new StateLock(options.fileSystem, options.stateDir, options.logger);
  }

  /** @returns the id of the resource at the URI, or `undefined`. @throws CorruptViewError */
  async lookUp(uri: string): Promise<string | undefined> {
    if (this.#unwritten.has(uri)) return this.#unwritten.get(uri);
    return (await this.#open()).read(uri);
  }

  /** Applies an event of a resource, where it has to do with URIs. Resolves when `lookUp` tells the new owner. */
  async apply(resourceId: string, event: ResourceEvent): Promise<void> {
    if (uriChange(event) === undefined) return;
    for (const meanwhile of this.#meanwhile) meanwhile.push([resourceId, event]);
    await this.#enqueue(async () => {
      const { release, claim } = uriChange(event) ?? {};
      for (const uri of [release, claim]) if (uri !== undefined) await this.#learn(uri);
      for (const uri of this.#claims.apply(resourceId, event)) this.#setOwner(uri, this.#claims.ownerOf(uri));
    });
  }

  /** Gives a URI to a resource, or with `undefined` to none. */
  async setOwner(uri: string, resourceId: string | undefined): Promise<void> {
    await this.#enqueue(async () => this.#setOwner(uri, resourceId));
  }

  async flush(): Promise<void> {
    await this.#queue;
    await this.#writes.flush();
  }

  async close(): Promise<void> {
    await this.#queue;
    try {
      await this.#writes.close();
    } finally {
      this.#lock.close();
    }
  }

  /**
   * Replaces the whole index by what the log says.
   * @param readLog finds and reads all streams; what is appended from the moment it is called is added to their claims
   * @param apply brings the files up to date with the owners; gets what they hold now
   */
  async rebuild<T>(
    readLog: () => Promise<StorageUriClaims>,
    apply: (files: StorageUriFiles, claims: StorageUriClaims) => Promise<T>,
  ): Promise<T> {
    const meanwhile: [string, ResourceEvent][] = [];
    this.#meanwhile.add(meanwhile);
    try {
      const claims = await readLog();
      return await this.#enqueue(async () => {
        for (const [resourceId, event] of meanwhile) claims.apply(resourceId, event);
        const files = await this.#open();
        const result = await this.#lock.duringIfUsed(() => apply(files, claims));
        this.#claims = claims;
        this.#seen.clear();
        this.#unwritten.clear();
        return result;
      });
    } finally {
      this.#meanwhile.delete(meanwhile);
    }
  }

  /** What the disk says counts as a claim that any other one beats. */
  async #learn(uri: string): Promise<void> {
    if (this.#seen.has(uri)) return;
    const owner = await this.lookUp(uri);
    if (owner !== undefined) this.#claims.claim(uri, owner, Number.NEGATIVE_INFINITY);
    this.#seen.add(uri);
  }

  #setOwner(uri: string, resourceId: string | undefined): void {
    this.#unwritten.set(uri, resourceId);
    this.#writes.schedule(INDEX);
  }

  async #write(): Promise<void> {
    const changes = new Map(this.#unwritten);
    const files = await this.#open();
    await this.#lock.during(() => files.write(changes));
    for (const [uri, owner] of changes) {
      if (this.#unwritten.get(uri) === owner) this.#unwritten.delete(uri);
    }
  }

  async #open(): Promise<StorageUriFiles> {
    this.#files ??= openStorageUriFiles(this.#options.fileSystem, this.#options.stateDir);
    try {
      return await this.#files;
    } catch (error) {
      // A failure is not kept: the next call tries again.
      this.#files = undefined;
      throw error;
    }
  }

  #enqueue<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(change);
    // The next change does not depend on whether this one went well; who asked for it is told.
    this.#queue = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }
}

/** The state folder of a project. */
export interface StateFolder {
  readonly stateDir: string;
}

interface SharedIndex {
  readonly index: StorageUriIndex;
  users: number;
}

/** By state folder, so that whoever looks up a URI sees what an open store has not written yet. */
const sharedIndexes = new Map<string, SharedIndex>();

/** The index of a state folder, one for all its users in this process. Give it back with {@link releaseStorageUriIndex}. */
export function acquireStorageUriIndex(options: StorageUriIndexOptions): StorageUriIndex {
  const shared = sharedIndexes.get(options.stateDir) ?? { index: new StorageUriIndex(options), users: 0 };
  sharedIndexes.set(options.stateDir, shared);
  shared.users += 1;
  return shared.index;
}

/** Resolves when everything is on disk. @throws as `StorageUriIndex.flush` does */
export async function releaseStorageUriIndex(stateDir: string): Promise<void> {
  const shared = sharedIndexes.get(stateDir);
  if (shared === undefined) return;
  shared.users -= 1;
  try {
    await shared.index.flush();
  } finally {
    if (shared.users === 0 && sharedIndexes.delete(stateDir)) await shared.index.close();
  }
}

/** The resource whose file stands at a URI. @throws ResourceNotFoundError */
export async function resolveStorageUri(project: StateFolder, uri: string): Promise<ResourceId> {
  const owner = await withIndex(project, (index) => index.lookUp(uri));
  if (owner === undefined) throw new ResourceNotFoundError(uri);
  return asResourceId(owner);
}

/** Puts an entry into the index. Resolves when it is on disk. */
export async function writeStorageUriEntry(project: StateFolder, uri: string, resourceId: ResourceId): Promise<void> {
  await withIndex(project, (index) => index.setOwner(uri, resourceId));
}

/** Takes an entry out of the index; that there was none is fine. Resolves when it is gone from disk. */
export async function removeStorageUriEntry(project: StateFolder, uri: string): Promise<void> {
  await withIndex(project, (index) => index.setOwner(uri, undefined));
}

async function withIndex<T>({ stateDir }: StateFolder, action: (index: StorageUriIndex) => Promise<T>): Promise<T> {
  // A write that fails is thrown by the release below.
  const index = acquireStorageUriIndex({ stateDir, fileSystem: nodeFileSystem, logger: silentLogger });
  try {
    return await action(index);
  } finally {
    await releaseStorageUriIndex(stateDir);
  }
}
