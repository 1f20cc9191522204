import { constants } from "node:fs";
import {
  type FileHandle,
  lstat,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  stat,
  unlink,
  writeFile,
} from "node:fs/promises";
import { makeFolder } from "./make-folder.ts";

/** What the store asks of a file's status. Node's own `Stats` is one. */
export interface FileStatus {
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** One name in a folder. Node's own `Dirent` is one. */
export interface FolderEntry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** A file open for reading. */
export interface ReadableFile {
  /** @returns how many bytes were read into `buffer`; 0 at the end of the file. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  stat(): Promise<FileStatus>;
  close(): Promise<void>;
}

/** A file open for appending: what is written always lands behind what is there, whoever wrote that. */
export interface AppendableFile extends ReadableFile {
  /** @returns how many bytes were written, which may be fewer than given. */
  append(bytes: Uint8Array): Promise<number>;
  /** Resolves when the file's content and length are on the device. */
  datasync(): Promise<void>;
}

/**
 * The file system as the store uses it: a parameter of everything that touches a disk, so that tests can make any
 * operation fail. Failures are those of Node, with their `code`. Files of the log are opened without following a
 * symbolic link and without waiting for the other end of a pipe.
 */
export interface FileSystem {
  openToRead(path: string): Promise<ReadableFile>;
  /** Opens an existing file. */
  openToAppend(path: string): Promise<AppendableFile>;
  /** Makes a new file. @throws with code `EEXIST` where there is something of that name. */
  createToAppend(path: string): Promise<AppendableFile>;
  readFile(path: string): Promise<Uint8Array>;
  /** Makes or replaces the file. Not whole for readers until it resolves: write beside and rename where that matters. */
  writeFile(path: string, content: string | Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Makes the folder and those above it; that it is there already is fine. */
  mkdir(path: string): Promise<void>;
  readdir(path: string): Promise<readonly FolderEntry[]>;
  stat(path: string): Promise<FileStatus>;
  /** As `stat`, of a symbolic link itself. */
  lstat(path: string): Promise<FileStatus>;
  realpath(path: string): Promise<string>;
  /** Resolves when the names in a folder are on the device. Does nothing where the system cannot do that. */
  syncFolder(path: string): Promise<void>;
}

/** Zero where the system has no such flag, as on Windows. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR } = constants;

const LOG_FILE = O_NOFOLLOW | O_NONBLOCK;

class NodeFile implements AppendableFile {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async read(buffer: Uint8Array, position: number): Promise<number> {
    return (await this.#handle.read(buffer, 0, buffer.length, position)).bytesRead;
  }

  async append(bytes: Uint8Array): Promise<number> {
    return (await this.#handle.write(bytes)).bytesWritten;
  }

  datasync(): Promise<void> {
    return this.#handle.datasync();
  }

  stat(): Promise<FileStatus> {
    return this.#handle.stat();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** The file system of the machine. */
export const nodeFileSystem: FileSystem = {
  async openToRead(path) {
    return new NodeFile(await open(path, O_RDONLY | LOG_FILE));
  },
  async openToAppend(path) {
    return new NodeFile(await open(path, O_RDWR | O_APPEND | LOG_FILE));
  },
  async createToAppend(path) {
    return new NodeFile(await open(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL | LOG_FILE, 0o666));
  },
  readFile: (path) => readFile(path),
  writeFile: (path, content) => writeFile(path, content),
  rename: (from, to) => rename(from, to),
  unlink: (path) => unlink(path),
  mkdir: (path) => makeFolder(path),
  readdir: (path) => readdir(path, { withFileTypes: true }),
  stat: (path) => stat(path),
  lstat: (path) => lstat(path),
  realpath: (path) => realpath(path),
  async syncFolder(path) {
    // Windows opens no folders; there the names are as durable as the system makes them.
    if (process.platform === "win32") return;
    const folder = await open(path, O_RDONLY);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
};
