import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyView } from "../../../shared/projection/resource-view.ts";
import { faultyFileSystem } from "../../../testing/faulty-file-system.ts";
import { getShardPath, legacyShardPath } from "../log/shard.ts";
import { FilesystemViewStorage } from "./view-storage.ts";

let stateDir = "";
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "semiont-state-"));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const fileOf = (id: string, shard = getShardPath(id)) => join(stateDir, "resources", shard, `${id}.json`);

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

describe("FilesystemViewStorage", () => {
  test("keeps views as files with two spaces and no final newline", async () => {
    const storage = new FilesystemViewStorage({ stateDir });
    expect(await storage.get("one")).toBeNull();
    expect(await storage.exists("one")).toBe(false);
    await storage.save("one", emptyView("one"));
    expect(await readFile(fileOf("one"), "utf8")).toBe(JSON.stringify(emptyView("one"), null, 2));
    expect(await storage.get("one")).toEqual(emptyView("one"));
    expect(await storage.exists("one")).toBe(true);
    expect(await storage.list()).toEqual(["one"]);
    await storage.delete("one");
    await storage.delete("one");
    expect(await storage.get("one")).toBeNull();
  });

  test.each(["", "  ", "{}", "[]", "null", "{", '{"resource":{}}'])(
    "says that %j is no view, and leaves it",
    async (text) => {
      const storage = new FilesystemViewStorage({ stateDir });
      await put(fileOf("one"), text);
      await expect(storage.get("one")).rejects.toMatchObject({ code: "corrupt-view", file: fileOf("one") });
      expect(await readFile(fileOf("one"), "utf8")).toBe(text);
    },
  );

  test("reads and replaces a view where it stands, and puts new ones beside it", async () => {
    const ids = ["one", "two", "three", "four"];
    for (const id of ids) await put(fileOf(id, legacyShardPath(id)), JSON.stringify(emptyView(id)));
    const storage = new FilesystemViewStorage({ stateDir });
    expect(await storage.get("one")).toEqual(emptyView("one"));
    expect(await storage.pathOf("two")).toBe(fileOf("two", legacyShardPath("two")));
    expect(await storage.pathOf("new")).toBe(fileOf("new", legacyShardPath("new")));
  });

  test("places the first view by the shard function of the streams, else as published", async () => {
    const beside = new FilesystemViewStorage({ stateDir }, { streamShard: async () => legacyShardPath });
    expect(await beside.pathOf("one")).toBe(fileOf("one", legacyShardPath("one")));
    const unknown = new FilesystemViewStorage({ stateDir }, { streamShard: async () => undefined });
    expect(await unknown.pathOf("one")).toBe(fileOf("one", getShardPath("one")));
  });

  test.each(["../escape", "a/b", "a\\b", "nul\0"])("refuses the id %j, which names no file", async (id) => {
    const storage = new FilesystemViewStorage({ stateDir });
    await expect(storage.get(id)).rejects.toThrow("cannot name a file");
    await expect(storage.save(id, emptyView(id))).rejects.toThrow("cannot name a file");
  });

  test.each(["__proto__", "..", "...", "naïve-資料_1.v2", "x".repeat(250)])("keeps a view of %j", async (id) => {
    const storage = new FilesystemViewStorage({ stateDir });
    await storage.save(id, emptyView(id));
    expect(await storage.get(id)).toEqual(emptyView(id));
    expect(await storage.list()).toEqual([id]);
  });

  test("keeps the old view whole when a new one cannot be written", async () => {
    const fileSystem = faultyFileSystem();
    const storage = new FilesystemViewStorage({ stateDir }, { fileSystem });
    await storage.save("one", emptyView("one"));
    const later = { ...emptyView("one"), resource: { ...emptyView("one").resource, name: "later" } };
    for (const operation of ["writeFile", "rename"]) {
      fileSystem.setFault({ code: "ENOSPC", at: 1, applies: (asked) => asked === operation });
      await expect(storage.save("one", later)).rejects.toMatchObject({
        code: "view-write-failed",
        file: fileOf("one"),
      });
      expect(await storage.get("one")).toEqual(emptyView("one"));
    }
    await storage.save("one", later);
    expect(await storage.get("one")).toEqual(later);
  });

  test("a view deleted while it waits to be written is not written", async () => {
    const storage = new FilesystemViewStorage({ stateDir });
    const source = { current: async () => emptyView("one"), replayed: async () => emptyView("one") };
    storage.saveSoon("one", source);
    expect(await storage.list()).toEqual(["one"]);
    await storage.delete("one");
    await storage.close();
    expect(await storage.get("one")).toBeNull();
  });
});
