import { existsSync } from "node:fs";
import { stat, truncate } from "node:fs/promises";
import { dirname, sep } from "node:path";
import {
  type AppendableFile,
  type FileSystem,
  nodeFileSystem,
  type ReadableFile,
} from "../main/event-store/file-system.ts";

/** What a file system is asked to do, by the name of the method. */
export type FileOperation = keyof FileSystem | "read" | "append" | "datasync" | "fstat" | "close";

export interface Fault {
  /** As the system would name it: `ENOSPC`, `EIO`, `EMFILE`. */
  readonly code: string;
  /** Fails this operation, counted from 1 among those that `applies` accepts, and every later one while `lasting`. */
  readonly at: number;
  readonly lasting?: boolean;
  readonly applies?: (operation: FileOperation, path: string) => boolean;
  /** A failing `append` first writes so many bytes of what it was given, as a full disk does. */
  readonly bytesWrittenFirst?: number;
}

/**
 * A real file system whose operations can be made to fail, and whose unsynced bytes can be lost. What is synced is noted
 * down and not waited for, since power is lost here in play only.
 */
export interface FaultyFileSystem extends FileSystem {
  /** What was asked for, in order. */
  readonly operations: readonly { readonly operation: FileOperation; readonly path: string }[];
  /** Whether the fault has struck. */
  readonly hasFailed: boolean;
  /** Sets the next fault and counts from zero again; `undefined` for none. */
  setFault(fault: Fault | undefined): void;
  /** Every append writes no more than so many bytes at once, as a system may. */
  limitAppends(bytes: number | undefined): void;
  /**
   * What a power failure leaves of the files that were appended to. A file is gone, which here means empty, when the
   * names on the way to it were never synced.
   * @param kept bytes that stay, of those synced and those written; at worst, and unless given, only the former
   */
  losePower(kept?: (synced: number, written: number) => number): Promise<void>;
}

export function faultyFileSystem(inner: FileSystem = nodeFileSystem): FaultyFileSystem {
  const operations: { operation: FileOperation; path: string }[] = [];
  /** Bytes known to be on the device, for files that were opened for appending. */
  const syncedSizes = new Map<string, number>();
  const unsyncedNames = new Set<string>();
  let fault: Fault | undefined;
  let counted = 0;
  let hasFailed = false;
  let appendLimit: number | undefined;

  /** @returns the error with which the operation fails, or `undefined`. */
  function strike(operation: FileOperation, path: string): Error | undefined {
    operations.push({ operation, path });
    if (fault === undefined || fault.applies?.(operation, path) === false) return undefined;
    counted += 1;
    if (counted < fault.at || (counted > fault.at && fault.lasting !== true)) return undefined;
    hasFailed = true;
    return Object.assign(new Error(`${fault.code}: injected fault, ${operation} '${path}'`), {
      code: fault.code,
      path,
    });
  }

  async function run<T>(operation: FileOperation, path: string, action: () => Promise<T>): Promise<T> {
    const error = strike(operation, path);
    if (error !== undefined) throw error;
    return action();
  }

  function readable(path: string, file: ReadableFile): ReadableFile {
    return {
      read: (buffer, position) => run("read", path, () => file.read(buffer, position)),
      stat: () => run("fstat", path, () => file.stat()),
      async close() {
        const error = strike("close", path);
        await file.close();
        if (error !== undefined) throw error;
      },
    };
  }

  function appendable(path: string, file: AppendableFile): AppendableFile {
    return {
      ...readable(path, file),
      async append(bytes) {
        const error = strike("append", path);
        if (error === undefined) return file.append(bytes.subarray(0, appendLimit));
        const written = fault?.bytesWrittenFirst ?? 0;
        if (written > 0) await file.append(bytes.subarray(0, written));
        throw error;
      },
      datasync: () =>
        run("datasync", path, async () => {
          syncedSizes.set(path, (await file.stat()).size);
        }),
    };
  }

  return {
    operations,
    get hasFailed() {
      return hasFailed;
    },
    setFault(next) {
      fault = next;
      counted = 0;
      hasFailed = false;
    },
    limitAppends(bytes) {
      appendLimit = bytes;
    },
    async losePower(kept = (synced) => synced) {
      for (const [path, synced] of syncedSizes) {
        const { size } = await stat(path);
        const isReachable = [...unsyncedNames].every((name) => path !== name && !path.startsWith(`${name}${sep}`));
        await truncate(path, isReachable ? kept(synced, size) : 0);
      }
    },
    openToRead: (path) => run("openToRead", path, async () => readable(path, await inner.openToRead(path))),
    openToAppend: (path) =>
      run("openToAppend", path, async () => {
        const file = await inner.openToAppend(path);
        if (!syncedSizes.has(path)) syncedSizes.set(path, (await file.stat()).size);
        return appendable(path, file);
      }),
    createToAppend: (path) =>
      run("createToAppend", path, async () => {
        const file = await inner.createToAppend(path);
        syncedSizes.set(path, 0);
        unsyncedNames.add(path);
        return appendable(path, file);
      }),
    readFile: (path) => run("readFile", path, () => inner.readFile(path)),
    writeFile: (path, content) => run("writeFile", path, () => inner.writeFile(path, content)),
    rename: (from, to) => run("rename", from, () => inner.rename(from, to)),
    unlink: (path) => run("unlink", path, () => inner.unlink(path)),
    mkdir: (path) =>
      run("mkdir", path, async () => {
        for (let missing = path; !existsSync(missing); missing = dirname(missing)) unsyncedNames.add(missing);
        await inner.mkdir(path);
      }),
    readdir: (path) => run("readdir", path, () => inner.readdir(path)),
    stat: (path) => run("stat", path, () => inner.stat(path)),
    lstat: (path) => run("lstat", path, () => inner.lstat(path)),
    realpath: (path) => run("realpath", path, () => inner.realpath(path)),
    syncFolder: (path) =>
      run("syncFolder", path, async () => {
        for (const name of unsyncedNames) if (dirname(name) === path) unsyncedNames.delete(name);
      }),
  };
}
