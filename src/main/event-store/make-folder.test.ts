import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { blockingFileSystem } from "./blocking-file-system.ts";
import { nodeFileSystem } from "./file-system.ts";
import { makeFolder } from "./make-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "semiont-folder-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe.each([
  ["the file system of the machine", nodeFileSystem],
  ["the one that waits", blockingFileSystem],
])("%s", (_name, fileSystem) => {
  test("makes all that is missing, and leaves what is there", async () => {
    await fileSystem.mkdir(join(folder, "a", "b", "c"));
    await fileSystem.mkdir(join(folder, "a", "b"));
    await fileSystem.mkdir(folder);
    expect(await readdir(join(folder, "a", "b"))).toEqual(["c"]);
  });

  test("says what stands in the way", async () => {
    await writeFile(join(folder, "file"), "");
    await expect(fileSystem.mkdir(join(folder, "file"))).rejects.toMatchObject({ code: "EEXIST" });
    await expect(fileSystem.mkdir(join(folder, "file", "in", "it"))).rejects.toMatchObject({ code: "ENOTDIR" });
  });

  test.runIf(process.platform === "linux")("ends where the system takes no folder", async () => {
    await expect(fileSystem.mkdir("/proc/semiont/inspector")).rejects.toMatchObject({ code: "ENOENT" });
  });
});

test("two that make the same folder at once both find it made", async () => {
  const path = join(folder, "a", "b", "c", "d");
  await Promise.all(Array.from({ length: 20 }, () => makeFolder(path)));
  expect(await readdir(join(folder, "a", "b", "c"))).toEqual(["d"]);
});
