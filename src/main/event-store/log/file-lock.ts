import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { LogLockUnavailableError } from "../errors/log-lock-unavailable-error.ts";
import type { FileSystem } from "../file-system.ts";
import { errorCode, isMissing } from "../system-error.ts";
import { makeFolder } from "./log-folders.ts";
import type { LogLock } from "./log-lock.ts";

/** SQLite's result code for a lock that someone else holds; what stands above it says more precisely why. */
const SQLITE_BUSY = 5;
const PRIMARY_CODE = 0xff;

/**
 * A lock that the operating system takes back when its holder dies, however it dies: the file lock of SQLite on an empty
 * database, `events.lock` beside the log's folder. Nothing is ever written into it, and it is made by the first append,
 * not by opening. It stands with the log, and not in a temporary or state folder, because it must be the same for every
 * process, container and user that appends. Taking and giving it back costs about 20 µs.
 */
export class FileLock implements LogLock {
  readonly name: string;
  readonly #fileSystem: FileSystem;
  #database: DatabaseSync | undefined;
  /** Tells the file that is locked from another one put in its place. */
  #inode: number | undefined;
  #isClosed = false;

  constructor(fileSystem: FileSystem, eventsDir: string) {
    this.#fileSystem = fileSystem;
    this.name = `${eventsDir}.lock`;
  }

  async tryTake(): Promise<boolean> {
    try {
      this.#database ??= await this.#open();
      // "Immediate" takes the lock that only one connection can have, and asks for nothing to be written.
      this.#database.exec("BEGIN IMMEDIATE");
      if (await this.#isInPlace()) return true;
      // Others would lock the file that stands there now, or make a new one: so does the next try.
      this.#release();
      return false;
    } catch (error) {
      if (isBusy(error)) return false;
      this.#release();
      throw new LogLockUnavailableError(this.name, error);
    }
  }

  giveBack(): void {
    try {
      this.#database?.exec("ROLLBACK");
    } catch {
      // Closing the connection gives the lock back too; the next append opens another one.
      this.#release();
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#release();
  }

  #release(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  async #open(): Promise<DatabaseSync> {
    // Loaded late: a host without it can still read.
    const { DatabaseSync } = await import("node:sqlite");
    await this.#makeFile();
    this.#inode = (await this.#fileSystem.lstat(this.name)).ino;
    if (this.#isClosed) throw new Error("the store is closed");
    return new DatabaseSync(this.name, { timeout: 0 });
  }

  /** SQLite would make the file writable for its maker alone; whoever may append must be able to lock. */
  async #makeFile(): Promise<void> {
    try {
      // A folder that was there and is gone must not come back empty: a disk may have been unmounted.
      if (this.#inode === undefined) {
        const changed = await makeFolder(this.#fileSystem, dirname(this.name));
        for (const folder of changed) await this.#fileSystem.syncFolder(folder);
      }
      const made = await this.#fileSystem.createToAppend(this.name);
      await made.close();
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    }
  }

  async #isInPlace(): Promise<boolean> {
    try {
      return (await this.#fileSystem.lstat(this.name)).ino === this.#inode;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    "errcode" in error &&
    typeof error.errcode === "number" &&
    (error.errcode & PRIMARY_CODE) === SQLITE_BUSY
  );
}
