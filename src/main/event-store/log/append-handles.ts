import { join } from "node:path";
import type { AppendableFile, FileSystem } from "../file-system.ts";
import { errorCode } from "../system-error.ts";

/** Told of a file that could not be closed. What was acknowledged is on disk all the same where that was promised. */
export type CloseFailure = (file: string, error: unknown) => void;

/** Files kept open between appends, up to a limit; more cost memory and, in some systems, the right to open others. */
export class AppendHandles {
  readonly #fileSystem: FileSystem;
  readonly #eventsDir: string;
  readonly #limit: number;
  readonly #onCloseFailure: CloseFailure;
  /** Those that are not in use, the longest unused first. */
  readonly #idle = new Map<string, AppendableFile>();

  constructor(fileSystem: FileSystem, eventsDir: string, limit: number, onCloseFailure: CloseFailure) {
    this.#fileSystem = fileSystem;
    this.#eventsDir = eventsDir;
    this.#limit = limit;
    this.#onCloseFailure = onCloseFailure;
  }

  /** @returns the file, open, for one user at a time. */
  async open(file: string): Promise<AppendableFile> {
    const idle = this.#idle.get(file);
    if (idle === undefined) return this.#opening(() => this.#fileSystem.openToAppend(join(this.#eventsDir, file)));
    this.#idle.delete(file);
    return idle;
  }

  /** @throws with code `EEXIST` where it is there already */
  create(file: string): Promise<AppendableFile> {
    return this.#opening(() => this.#fileSystem.createToAppend(join(this.#eventsDir, file)));
  }

  /** Hands back a file that may be used again. */
  async giveBack(file: string, open: AppendableFile): Promise<void> {
    this.#idle.set(file, open);
    if (this.#idle.size > this.#limit) await this.#closeOldest();
  }

  /** Hands back a file that must not be used again. */
  async discard(file: string, open: AppendableFile): Promise<void> {
    try {
      await open.close();
    } catch (error) {
      this.#onCloseFailure(file, error);
    }
  }

  /** Closes a file that is not in use: what stands under its name now may be another one. */
  async forget(file: string): Promise<void> {
    const idle = this.#idle.get(file);
    this.#idle.delete(file);
    if (idle !== undefined) await this.discard(file, idle);
  }

  async closeAll(): Promise<void> {
    while (this.#idle.size > 0) await this.#closeOldest();
  }

  /** Opens, after closing what is idle where too many files are open. */
  async #opening(open: () => Promise<AppendableFile>): Promise<AppendableFile> {
    try {
      return await open();
    } catch (error) {
      const code = errorCode(error);
      if ((code !== "EMFILE" && code !== "ENFILE") || this.#idle.size === 0) throw error;
      await this.closeAll();
      return open();
    }
  }

  async #closeOldest(): Promise<void> {
    const [oldest] = this.#idle;
    if (oldest === undefined) return;
    const [file, open] = oldest;
    this.#idle.delete(file);
    await this.discard(file, open);
  }
}
