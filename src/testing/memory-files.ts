import { posix } from "node:path";
import { type FileSystem, nodeFileSystem } from "../main/event-store/file-system.ts";

/** A file system whose log files are given texts; everything else about it is the machine's. */
export function filesInMemory(folder: string, files: Readonly<Record<string, string | Buffer>>): FileSystem {
  return {
    ...nodeFileSystem,
    async openToRead(path) {
      const name = posix.relative(folder, path);
      const content = Object.hasOwn(files, name) ? files[name] : undefined;
      if (content === undefined) throw Object.assign(new Error(`no such file: ${name}`), { code: "ENOENT" });
      const bytes = Buffer.from(content);
      return {
        read: async (buffer, position) => bytes.copy(buffer, 0, position),
        stat: async () => ({
          size: bytes.length,
          mtimeMs: 0,
          ino: 1,
          isFile: () => true,
          isDirectory: () => false,
          isSymbolicLink: () => false,
        }),
        close: () => Promise.resolve(),
      };
    },
  };
}
