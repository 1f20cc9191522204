import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { type FileSystem, nodeFileSystem } from "../file-system.ts";

const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDONLY } = constants;

/**
 * Reads log files without a round trip through the thread pool: for worker threads only, whose waiting blocks nobody.
 * On 10,000 small files the trips cost several times the reading.
 */
export const workerFileSystem: FileSystem = {
  ...nodeFileSystem,
  async openToRead(path) {
    const descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    return {
      read: async (buffer, position) => readSync(descriptor, buffer, 0, buffer.length, position),
      stat: async () => fstatSync(descriptor),
      close: async () => closeSync(descriptor),
    };
  },
};
