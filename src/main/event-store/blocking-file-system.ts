import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";
import { makeFolder } from "./make-folder.ts";

/** Zero where the system has no such flag, as on Windows. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDONLY } = constants;

/**
 * The machine's file system, waiting for each operation instead of handing it to the thread pool. For worker threads
 * that do nothing else: with many small files the way to the pool and back costs more than the operation.
 */
export const blockingFileSystem: FileSystem = {
  ...nodeFileSystem,
  async openToRead(path) {
    const descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    return {
      read: async (buffer, position) => readSync(descriptor, buffer, 0, buffer.length, position),
      stat: async () => fstatSync(descriptor),
      close: async () => closeSync(descriptor),
    };
  },
  readFile: async (path) => readFileSync(path),
  writeFile: async (path, content) => writeFileSync(path, content),
  rename: async (from, to) => renameSync(from, to),
  unlink: async (path) => unlinkSync(path),
  mkdir: (path) => makeFolder(path, { mkdir: async (one) => mkdirSync(one), stat: async (one) => statSync(one) }),
  readdir: async (path) => readdirSync(path, { withFileTypes: true }),
  stat: async (path) => statSync(path),
  lstat: async (path) => lstatSync(path),
};
