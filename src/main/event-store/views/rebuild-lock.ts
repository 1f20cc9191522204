import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { isLogLockUnavailableError } from "../errors/log-lock-unavailable-error.ts";
import type { FileSystem } from "../file-system.ts";
import { FileLock } from "../log/file-lock.ts";
import { errorCode } from "../system-error.ts";
import { type RebuildHolder, RebuildRunningError } from "./errors/rebuild-running-error.ts";

const holderSchema = z.object({ process: z.int(), host: z.string(), since: z.iso.datetime() });

/**
 * The right to rebuild the views of a state folder, among all processes: a file lock on `rebuild.lock` in that folder, which
 * the system takes back when its holder dies. It is not the lock of single views, so that stores go on keeping theirs up to
 * date meanwhile. Who has it stands beside it, for messages only: what a killed process left there, nobody is asked for.
 */
export class RebuildLock {
  readonly #fileSystem: FileSystem;
  readonly #stateDir: string;
  readonly #holderFile: string;

  constructor(fileSystem: FileSystem, stateDir: string) {
    this.#fileSystem = fileSystem;
    this.#stateDir = stateDir;
    this.#holderFile = join(stateDir, "rebuild.holder");
  }

  /**
   * Runs a rebuild, unless another one runs. A second one would do the same work again, so it is refused and does not wait.
   * @param rebuild is told why no other one would be noticed, where locks do not work: views can be rebuilt once more
   * @throws RebuildRunningError
   */
  async during<T>(rebuild: (problem: string | null) => Promise<T>): Promise<T> {
    const lock = new FileLock(this.#fileSystem, join(this.#stateDir, "rebuild"));
    try {
      const problem = await this.#take(lock);
      if (problem !== null) return await rebuild(problem);
      await this.#sayWhoHolds();
      try {
        return await rebuild(null);
      } finally {
        await this.#unlessRefused(this.#fileSystem.unlink(this.#holderFile));
      }
    } finally {
      lock.close();
    }
  }

  /** @returns why it cannot be taken by anybody; null when it was */
  async #take(lock: FileLock): Promise<string | null> {
    try {
      // Not taken is also a lock whose file was just put in the place of another one; then the next try is the one that tells.
      if ((await lock.tryTake()) || (await lock.tryTake())) return null;
    } catch (error) {
      if (!isLogLockUnavailableError(error)) throw error;
      const { cause } = error;
      return `Another rebuild of the same views would not be noticed, since locks do not work here: ${cause instanceof Error ? cause.message : String(cause)}`;
    }
    throw new RebuildRunningError(this.#stateDir, await this.#readHolder());
  }

  async #sayWhoHolds(): Promise<void> {
    const holder: RebuildHolder = { process: process.pid, host: hostname(), since: new Date().toISOString() };
    const text = new TextEncoder().encode(JSON.stringify(holder));
    await this.#unlessRefused(this.#fileSystem.writeFile(this.#holderFile, text));
  }

  async #readHolder(): Promise<RebuildHolder | undefined> {
    try {
      const text = new TextDecoder().decode(await this.#fileSystem.readFile(this.#holderFile));
      return holderSchema.parse(JSON.parse(text));
    } catch (error) {
      // Gone meanwhile, or not written yet.
      if (errorCode(error) === undefined && !(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
      return undefined;
    }
  }

  /** What is only there for messages does not keep views from being rebuilt. */
  async #unlessRefused(operation: Promise<void>): Promise<void> {
    try {
      await operation;
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
    }
  }
}
