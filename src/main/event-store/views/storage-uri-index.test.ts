import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resourceId } from "../../../shared/events/ids.ts";
import { nodeFileSystem } from "../file-system.ts";
import { legacyShardPath, sha256 } from "../log/shard.ts";
import { silentLogger } from "../logger.ts";
import { openStorageUriFiles } from "./storage-uri-files.ts";
import {
  acquireStorageUriIndex,
  releaseStorageUriIndex,
  removeStorageUriEntry,
  resolveStorageUri,
  writeStorageUriEntry,
} from "./storage-uri-index.ts";

let stateDir = "";
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "semiont-state-"));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const one = resourceId("one");
const two = resourceId("two");
const singleFile = () => join(stateDir, "projections", "storage-uri-index.json");
const shardFile = (uri: string) =>
  join(stateDir, "projections", "storage-uri", legacyShardPath(uri), `${sha256(uri)}.json`);

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function useForm(form: string): Promise<void> {
  const seed = { uri: "file://seed", resourceId: "seed" };
  if (form === "object") await put(singleFile(), JSON.stringify({ [seed.uri]: seed.resourceId }));
  else await put(shardFile(seed.uri), JSON.stringify(seed));
}

describe.each(["object", "shards"])("the published functions, in the form of %s", (form) => {
  beforeEach(() => useForm(form));

  test("resolve what was written, and no longer what was removed", async () => {
    await writeStorageUriEntry({ stateDir }, "file://a", one);
    expect(await resolveStorageUri({ stateDir }, "file://a")).toBe("one");
    await writeStorageUriEntry({ stateDir }, "file://a", two);
    expect(await resolveStorageUri({ stateDir }, "file://a")).toBe("two");
    await removeStorageUriEntry({ stateDir }, "file://a");
    await removeStorageUriEntry({ stateDir }, "file://a");
    await expect(resolveStorageUri({ stateDir }, "file://a")).rejects.toMatchObject({
      code: "resource-not-found",
      name: "ResourceNotFoundError",
      uri: "file://a",
    });
    expect(await resolveStorageUri({ stateDir }, "file://seed")).toBe("seed");
  });

  test("lose nothing when many are called at once", async () => {
    const uris = Array.from({ length: 50 }, (_, index) => `file://${index}`);
    await Promise.all(uris.map((uri) => writeStorageUriEntry({ stateDir }, uri, one)));
    const files = await openStorageUriFiles(nodeFileSystem, stateDir);
    expect(files.form).toBe(form);
    expect((await files.readAll()).entries.size).toBe(51);
  });

  test("take any text for a URI", async () => {
    for (const uri of ["__proto__", "constructor", "file://деревня/🌾 50%?#x", ""]) {
      await writeStorageUriEntry({ stateDir }, uri, one);
      expect(await resolveStorageUri({ stateDir }, uri)).toBe("one");
    }
  });

  test("see what an open store has not written yet", async () => {
    const index = acquireStorageUriIndex({ stateDir, fileSystem: nodeFileSystem, logger: silentLogger });
    await index.setOwner("file://live", "one");
    expect(await resolveStorageUri({ stateDir }, "file://live")).toBe("one");
    await releaseStorageUriIndex(stateDir);
    expect(await resolveStorageUri({ stateDir }, "file://live")).toBe("one");
  });
});

describe("the form", () => {
  test("of a new state folder is the published one", async () => {
    await writeStorageUriEntry({ stateDir }, "file://b", two);
    await writeStorageUriEntry({ stateDir }, "file://a", one);
    expect(await readFile(singleFile(), "utf8")).toBe('{\n  "file://a": "one",\n  "file://b": "two"\n}');
    expect(await readdir(join(stateDir, "projections"))).toEqual(["storage-uri-index.json"]);
  });

  test("of single entries is as upstream writes them", async () => {
    await useForm("shards");
    await writeStorageUriEntry({ stateDir }, "file://a", one);
    expect(await readFile(shardFile("file://a"), "utf8")).toBe('{\n  "uri": "file://a",\n  "resourceId": "one"\n}');
  });
});

describe("what cannot be read", () => {
  test.each(["", "[]", '{"a":5}', "{"])("is not changed: %j in place of the object", async (text) => {
    await put(singleFile(), text);
    await expect(resolveStorageUri({ stateDir }, "file://a")).rejects.toMatchObject({ code: "corrupt-view" });
    await expect(writeStorageUriEntry({ stateDir }, "file://a", one)).rejects.toMatchObject({ code: "corrupt-view" });
    expect(await readFile(singleFile(), "utf8")).toBe(text);
  });

  test("hides no other entry", async () => {
    await useForm("shards");
    await put(shardFile("file://a"), "{}");
    await expect(resolveStorageUri({ stateDir }, "file://a")).rejects.toMatchObject({ code: "corrupt-view" });
    expect(await resolveStorageUri({ stateDir }, "file://seed")).toBe("seed");
    await writeStorageUriEntry({ stateDir }, "file://a", one);
    expect(await resolveStorageUri({ stateDir }, "file://a")).toBe("one");
  });
});
