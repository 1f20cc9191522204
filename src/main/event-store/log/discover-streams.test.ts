import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fixturesDirectory } from "../../../testing/fixtures.ts";
import { nodeFileSystem } from "../file-system.ts";
import { discoverStreams } from "./discover-streams.ts";
import { legacyShardPath } from "./shard.ts";
import { shardOf } from "./stream-reference.ts";

const fixtures = fixturesDirectory();

describe("discovering streams", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "semiont-discover-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function put(...paths: string[]): Promise<void> {
    for (const path of paths) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), "");
    }
  }

  const discover = () => discoverStreams(nodeFileSystem, folder);

  test("a missing folder holds no streams", async () => {
    const found = await discoverStreams(nodeFileSystem, join(folder, "missing"));
    expect(found).toEqual({ streams: [], ignored: [], unreadable: [] });
  });

  test("finds both layouts at any depth, under shard folders of any name", async () => {
    await put(
      "__system__.jsonl",
      "ab/cd/one.jsonl",
      "shard-00/two/events-000001.jsonl",
      "three.jsonl",
      "a/b/c/d/four.jsonl",
    );
    const { streams } = await discover();
    expect(streams.map(({ streamId, layout }) => [streamId, layout])).toEqual([
      ["__system__", "documented"],
      ["four", "documented"],
      ["one", "documented"],
      ["two", "shipped"],
      ["three", "documented"],
    ]);
    expect(streams.map(shardOf)).toEqual(["", "a/b/c/d", "ab/cd", "shard-00", ""]);
  });

  test("reads rotated files in the order of their numbers", async () => {
    const names = ["events-1000000.jsonl", "events-000010.jsonl", "events-999999.jsonl", "events-000002.jsonl"];
    await put(...names.map((name) => `ab/cd/id/${name}`));
    const { streams } = await discover();
    expect(streams[0]?.files).toEqual(
      ["events-000002.jsonl", "events-000010.jsonl", "events-999999.jsonl", "events-1000000.jsonl"].map(
        (name) => `ab/cd/id/${name}`,
      ),
    );
  });

  test("an id of two characters may share its place with a shard folder", async () => {
    await put("0c/21/ab/events-000001.jsonl", "ab/events-000001.jsonl", "ab/cd/other.jsonl");
    const { streams } = await discover();
    expect(streams.map(({ streamId, folder }) => [streamId, folder])).toEqual([
      ["ab", "0c/21/ab"],
      ["other", "ab/cd"],
      ["ab", "ab"],
    ]);
  });

  test("one id found in several places has several references", async () => {
    await put("ab/cd/id.jsonl", "ab/cd/id/events-000001.jsonl", "ef/01/id.jsonl");
    const { streams } = await discover();
    expect(streams.map(({ streamId, files }) => [streamId, files[0]])).toEqual([
      ["id", "ab/cd/id.jsonl"],
      ["id", "ab/cd/id/events-000001.jsonl"],
      ["id", "ef/01/id.jsonl"],
    ]);
  });

  test("what is no part of the log is named, not read", async () => {
    await put(
      "ab/cd/id/events-000001.jsonl",
      "ab/cd/id/events-000001.jsonl.bak",
      "ab/cd/id/events-000002.jsonl.gz",
      "ab/cd/id/events-000001-copy.jsonl",
      "ab/.DS_Store",
      ".git/config.jsonl",
      "README.md",
      "events-000001.jsonl",
    );
    const { streams, ignored } = await discover();
    expect(streams.map(({ files }) => files)).toEqual([["ab/cd/id/events-000001.jsonl"]]);
    expect(ignored).toEqual([
      { path: ".git", reason: "hidden" },
      { path: "README.md", reason: "foreign" },
      { path: "ab/.DS_Store", reason: "hidden" },
      { path: "ab/cd/id/events-000001-copy.jsonl", reason: "foreign" },
      { path: "ab/cd/id/events-000001.jsonl.bak", reason: "foreign" },
      { path: "ab/cd/id/events-000002.jsonl.gz", reason: "foreign" },
      { path: "events-000001.jsonl", reason: "foreign" },
    ]);
  });

  test("symbolic links are not followed, neither to files nor to folders, nor around in circles", async () => {
    await put("log/ab/cd/id.jsonl", "outside/secret.jsonl");
    await symlink(join(folder, "outside"), join(folder, "log", "ef"));
    await symlink(join(folder, "outside", "secret.jsonl"), join(folder, "log", "ab", "linked.jsonl"));
    await symlink(join(folder, "log"), join(folder, "log", "ab", "again"));
    const { streams, ignored } = await discoverStreams(nodeFileSystem, join(folder, "log"));
    expect(streams.map(({ streamId }) => streamId)).toEqual(["id"]);
    expect(ignored.map(({ path }) => path)).toEqual(["ab/again", "ab/linked.jsonl", "ef"]);
    expect(new Set(ignored.map(({ reason }) => reason))).toEqual(new Set(["symbolic-link"]));
  });

  test("the folder itself may be a link", async () => {
    await put("log/id.jsonl");
    await symlink(join(folder, "log"), join(folder, "linked"));
    expect((await discoverStreams(nodeFileSystem, join(folder, "linked"))).streams).toHaveLength(1);
  });

  test("a folder that cannot be listed hides nothing else", async () => {
    await put("ab/one.jsonl", "cd/two.jsonl");
    const failing: typeof nodeFileSystem = {
      ...nodeFileSystem,
      readdir: (path) =>
        path.endsWith("ab")
          ? Promise.reject(Object.assign(new Error("EACCES"), { code: "EACCES" }))
          : nodeFileSystem.readdir(path),
    };
    const { streams, unreadable } = await discoverStreams(failing, folder);
    expect(streams.map(({ streamId }) => streamId)).toEqual(["two"]);
    expect(unreadable).toMatchObject([{ path: "ab", error: { code: "EACCES" } }]);
  });

  test.skipIf(fixtures === undefined)(
    "finds the two streams of short ids in the fixtures (needs fixtures)",
    async () => {
      const eventsDir = join(fixtures ?? "", "edge/short-ids/project/.semiont/events");
      const { streams } = await discoverStreams(nodeFileSystem, eventsDir);
      expect(streams.map(({ streamId }) => streamId)).toEqual(["ab", "abc"]);
    },
  );

  test("a large log is walked in threads, or here where none can be started, with the same result", async () => {
    const large = join(folder, "large");
    const ids = Array.from({ length: 1600 }, (_, index) => `resource-${index}`);
    for (const id of ids) {
      const stream = join(large, legacyShardPath(id), id);
      await mkdir(stream, { recursive: true });
      await writeFile(join(stream, "events-000001.jsonl"), "");
    }
    await writeFile(join(large, legacyShardPath("resource-1599"), ".hidden"), "");
    const counts: number[] = [];
    const threaded = await discoverStreams(nodeFileSystem, large, (count) => counts.push(count));
    expect(counts.at(-1)).toBe(1600);
    expect(counts).toEqual(counts.toSorted((left, right) => left - right));
    expect(threaded.streams.map(({ streamId }) => streamId).toSorted()).toEqual(ids.toSorted());
    expect(threaded.ignored).toHaveLength(1);
    const refusing = () => {
      throw Object.assign(new Error("no room for another thread"), { code: "ERR_WORKER_INIT_FAILED" });
    };
    expect(await discoverStreams(nodeFileSystem, large, undefined, refusing)).toEqual(threaded);
    expect(await discoverStreams({ ...nodeFileSystem }, large)).toEqual(threaded);
  });
});
