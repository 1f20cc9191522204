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
  /** Those that are being opened before they are asked for. */
  readonly #prepared = new Map<string, Promise<AppendableFile>>();
  readonly #closing = new Set<Promise<void>>();

  constructor(fileSystem: FileSystem, eventsDir: string, limit: number, onCloseFailure: CloseFailure) {
    this.#fileSystem = fileSystem;
    this.#eventsDir = eventsDir;
    this.#limit = limit;
    this.#onCloseFailure = onCloseFailure;
  }

  /** Begins to open a file that is about to be asked for, or else to be forgotten. */
  prepare(file: string): void {
    if (this.#idle.has(file) || this.#prepared.has(file)) return;
    const opening = this.#openNow(file);
    // Whoever asks for the file is told.
    opening.catch(() => undefined);
    this.#prepared.set(file, opening);
  }

  /** @returns the file, open, for one user at a time. */
  async open(file: string): Promise<AppendableFile> {
    const open = this.#idle.get(file) ?? this.#prepared.get(file) ?? this.#openNow(file);
    this.#idle.delete(file);
    this.#prepared.delete(file);
    return open;
  }

  /** @throws with code `EEXIST` where it is there already */
  create(file: string): Promise<AppendableFile> {
    return this.#opening(() => this.#fileSystem.createToAppend(join(this.#eventsDir, file)));
  }

  /** Hands back a file that may be used again. */
  giveBack(file: string, open: AppendableFile): void {
    this.#idle.set(file, open);
    if (this.#idle.size > this.#limit) this.#closeOldest();
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
    const open = this.#idle.get(file) ?? (await this.#prepared.get(file)?.catch(() => undefined));
    this.#idle.delete(file);
    this.#prepared.delete(file);
    if (open !== undefined) await this.discard(file, open);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#prepared.keys()].map((file) => this.forget(file)));
    await this.#closeIdle();
  }

  #openNow(file: string): Promise<AppendableFile> {
    return this.#opening(() => this.#fileSystem.openToAppend(join(this.#eventsDir, file)));
  }

  /** Opens, after closing what is idle where too many files are open. */
  async #opening(open: () => Promise<AppendableFile>): Promise<AppendableFile> {
    try {
      return await open();
    } catch (error) {
      const code = errorCode(error);
      const isIdleInTheWay = this.#idle.size > 0 || this.#closing.size > 0;
      if ((code !== "EMFILE" && code !== "ENFILE") || !isIdleInTheWay) throw error;
      await this.#closeIdle();
      return open();
    }
  }

  async #closeIdle(): Promise<void> {
    while (this.#idle.size > 0) this.#closeOldest();
    await Promise.all(this.#closing);
  }

  /** Nobody waits for it, but whoever closes all. */
  #closeOldest(): void {
    const [oldest] = this.#idle;
    if (oldest === undefined) return;
    const [file, open] = oldest;
    this.#idle.delete(file);
    const closing = this.discard(file, open).then(() => {
      this.#closing.delete(closing);
    });
    this.#closing.add(closing);
  }
}
