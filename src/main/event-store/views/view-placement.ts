import type { FileSystem } from "../file-system.ts";
import { legacyShardPath } from "../log/shard.ts";
import { isMissing } from "../system-error.ts";
import { SHARD_FORMS, type ShardForm, type ShardFunction, viewPath, viewPaths } from "./view-paths.ts";
import { resourceOfView, viewFiles } from "./walk-views.ts";

export interface ViewPlacementOptions {
  readonly fileSystem: FileSystem;
  readonly stateDir: string;
  /** The shard function of the store's streams, asked only when there are no views yet to go by. */
  readonly streamShard?: () => Promise<ShardFunction | undefined>;
}

/** So many view files are enough to tell which shard function placed them: two agree by chance once in 65,536. */
const SAMPLE = 3;

/** Decides where the view of a resource stands: where it already is, else beside the others, else as published. */
export class ViewPlacement {
  readonly #options: ViewPlacementOptions;
  #form: Promise<ShardForm> | undefined;

  constructor(options: ViewPlacementOptions) {
    this.#options = options;
  }

  async pathOf(resourceId: string): Promise<string> {
    const { stateDir } = this.#options;
    return (await this.existing(resourceId)) ?? viewPath(stateDir, await this.preferredForm(), resourceId);
  }

  /** @returns the view's file, or `undefined` when there is none at any place it could have. */
  async existing(resourceId: string): Promise<string | undefined> {
    const paths = viewPaths(this.#options.stateDir, await this.preferredForm(), resourceId);
    const areThere = await Promise.all(paths.map((path) => this.#isThere(path)));
    return paths.find((_, index) => areThere[index]);
  }

  /** How new views are placed. */
  preferredForm(): Promise<ShardForm> {
    this.#form ??= this.#detectForm().catch((error: unknown) => {
      // A failure is not kept: the next call looks again.
      this.#form = undefined;
      throw error;
    });
    return this.#form;
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

  async #detectForm(): Promise<ShardForm> {
    const { fileSystem, stateDir, streamShard } = this.#options;
    const votes = new Map<ShardForm, number>();
    for await (const file of viewFiles(fileSystem, stateDir)) {
      for (const form of SHARD_FORMS) {
        if (viewPath(stateDir, form, resourceOfView(file)) === file) votes.set(form, (votes.get(form) ?? 0) + 1);
      }
      const winner = SHARD_FORMS.find((form) => (votes.get(form) ?? 0) >= SAMPLE);
      if (winner !== undefined) return winner;
    }
    const [most] = [...votes].sort(([, left], [, right]) => right - left);
    return most?.[0] ?? ((await streamShard?.()) === legacyShardPath ? "shipped" : "published");
  }
}
