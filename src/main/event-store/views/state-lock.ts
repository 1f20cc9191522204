import { join } from "node:path";
import { LogLockUnavailableError } from "../errors/log-lock-unavailable-error.ts";
import { LogLockedError } from "../errors/log-locked-error.ts";
import type { FileSystem } from "../file-system.ts";
import { AppendTurns } from "../log/append-turns.ts";
import { FileLock } from "../log/file-lock.ts";
import type { Logger } from "../logger.ts";
import { isMissing } from "../system-error.ts";
import { ViewsLockedError } from "./errors/views-locked-error.ts";

const PATIENCE = 10_000;

/**
 * The right to replace files of a state folder, so that two stores that look at what is there before they write, in one process or in
 * two, do not do so at the same moment. Within one store, files are written by one writer each. A file lock on `views.lock` in that
 * folder, made by the first write. Where locking is not possible it is done without: views can be rebuilt.
 */
export class StateLock {
  readonly #fileSystem: FileSystem;
  readonly #file: string;
  readonly #logger: Logger;
  readonly #patience: number;
  readonly #turns: AppendTurns;
  #isAvailable = true;

  /** @param patience milliseconds to wait for another process that writes views */
  constructor(fileSystem: FileSystem, stateDir: string, logger: Logger, patience = PATIENCE) {
    const lock = new FileLock(fileSystem, join(stateDir, "views"));
    this.#fileSystem = fileSystem;
    this.#file = lock.name;
    this.#logger = logger;
    this.#patience = patience;
    this.#turns = new AppendTurns(lock, patience);
  }

  /** Runs something while no other store writes there. @throws ViewsLockedError when that does not come to pass */
  async during<T>(action: () => Promise<T>): Promise<T> {
    if (!this.#isAvailable) return action();
    let hasBegun = false;
    try {
      return await this.#turns.during(() => {
        hasBegun = true;
        return action();
      });
    } catch (error) {
      if (!hasBegun && error instanceof LogLockedError)
        throw new ViewsLockedError(this.#file, this.#patience, { cause: error });
      if (hasBegun || !(error instanceof LogLockUnavailableError)) throw error;
      this.#isAvailable = false;
      this.#logger.warn("Views are written without a lock; only one process should append.", { error });
      return action();
    }
  }

  /** As `during`, where stores have written views of single events; elsewhere there is nobody to wait for. */
  async duringIfUsed<T>(action: () => Promise<T>): Promise<T> {
    return (await this.isUsed()) ? this.during(action) : action();
  }

  /** Whether a store has written views of single events there. */
  async isUsed(): Promise<boolean> {
    try {
      await this.#fileSystem.stat(this.#file);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  close(): void {
    this.#turns.close();
  }
}
