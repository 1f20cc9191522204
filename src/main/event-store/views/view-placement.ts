import { basename, join } from "node:path";
import type { FileSystem } from "../file-system.ts";
import { getShardPath, legacyShardPath } from "../log/shard.ts";
import { isMissing } from "../system-error.ts";
import { isTemporaryName } from "./whole-file.ts";

/** Names the shard folder of an id, `ab/cd`. */
export type ShardFunction = (id: string) => string;

/** The shard functions that stores have used: the published one first. */
const SHARD_FUNCTIONS: readonly ShardFunction[] = [getShardPath, legacyShardPath];

const SUFFIX = ".json";
/** So many view files are enough to tell which shard function placed them: two agree by chance once in 65,536. */
const SAMPLE = 3;

export interface ViewPlacementOptions {
  readonly fileSystem: FileSystem;
  readonly stateDir: string;
  /** The shard function of the store's streams, asked only when there are no views yet to go by. */
  readonly streamShard?: () => Promise<ShardFunction | undefined>;
}

/** What stands in the `resources` folder. */
export interface ViewFolder {
  /** View files by the resource they are named after; more than one where a shard function changed. */
  readonly views: ReadonlyMap<string, readonly string[]>;
  /** What writers that were killed left behind. */
  readonly leftovers: readonly string[];
}

/** Decides where the view of a resource stands: where it already is, else beside the others, else as published. */
export class ViewPlacement {
  readonly #options: ViewPlacementOptions;
  readonly #known = new Map<string, string>();
  #shard: Promise<ShardFunction> | undefined;

  constructor(options: ViewPlacementOptions) {
    this.#options = options;
  }

  async pathOf(resourceId: string): Promise<string> {
    const known = this.#known.get(resourceId);
    if (known !== undefined) return known;
    const path = (await this.existing(resourceId)) ?? (await this.pathOfNew(resourceId));
    this.#known.set(resourceId, path);
    return path;
  }

  /** Where a view stands, or will stand, decided from a walk of the folder instead of by looking for each. */
  async pathWithin(folder: ViewFolder, resourceId: string): Promise<string> {
    const files = folder.views.get(resourceId);
    const existing =
      files && SHARD_FUNCTIONS.map((shard) => this.#path(shard, resourceId)).find((path) => files.includes(path));
    return existing ?? (await this.pathOfNew(resourceId));
  }

  /** @returns the view's file, or `undefined` when there is none at any place it could have. */
  async existing(resourceId: string): Promise<string | undefined> {
    for (const path of new Set(SHARD_FUNCTIONS.map((shard) => this.#path(shard, resourceId)))) {
      if (await this.#isThere(path)) return path;
    }
    return undefined;
  }

  async pathOfNew(resourceId: string): Promise<string> {
    this.#shard ??= this.#detectShard().catch((error: unknown) => {
      // A failure is not kept: the next call looks again.
      this.#shard = undefined;
      throw error;
    });
    return this.#path(await this.#shard, resourceId);
  }

  /** Walks the whole folder, of whatever depth. A missing one is empty. */
  async walk(): Promise<ViewFolder> {
    const views = new Map<string, string[]>();
    const leftovers: string[] = [];
    for await (const file of this.#files(join(this.#options.stateDir, "resources"))) {
      const name = basename(file);
      if (isTemporaryName(name)) leftovers.push(file);
      if (!name.endsWith(SUFFIX)) continue;
      const id = name.slice(0, -SUFFIX.length);
      views.set(id, [...(views.get(id) ?? []), file]);
    }
    return { views, leftovers };
  }

  #path(shard: ShardFunction, resourceId: string): string {
    if (/[/\\\0]/.test(resourceId)) throw new TypeError(`"${resourceId}" cannot name a file, so it has no view.`);
    return join(this.#options.stateDir, "resources", shard(resourceId), `${resourceId}${SUFFIX}`);
  }

  async #isThere(path: string): Promise<boolean> {
    try {
      await this.#options.fileSystem.stat(path);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async #detectShard(): Promise<ShardFunction> {
    const votes = new Map<ShardFunction, number>();
    for await (const file of this.#files(join(this.#options.stateDir, "resources"))) {
      const id = basename(file, SUFFIX);
      for (const shard of SHARD_FUNCTIONS) {
        if (this.#path(shard, id) === file) votes.set(shard, (votes.get(shard) ?? 0) + 1);
      }
      const winner = SHARD_FUNCTIONS.find((shard) => (votes.get(shard) ?? 0) >= SAMPLE);
      if (winner !== undefined) return winner;
    }
    const [most] = [...votes].sort(([, left], [, right]) => right - left);
    return most?.[0] ?? (await this.#options.streamShard?.()) ?? getShardPath;
  }

  async *#files(folder: string): AsyncGenerator<string> {
    const entries = await this.#entries(folder);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isFile()) yield path;
      else if (entry.isDirectory()) yield* this.#files(path);
    }
  }

  async #entries(folder: string) {
    try {
      return await this.#options.fileSystem.readdir(folder);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }
}
