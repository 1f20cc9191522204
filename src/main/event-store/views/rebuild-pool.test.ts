import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { readPlainLog } from "../../../testing/plain-log.ts";
import { nodeFileSystem } from "../file-system.ts";
import { discoverStreams } from "../log/discover-streams.ts";
import { eventsOf, readStream } from "../log/read-stream.ts";
import { legacyShardPath } from "../log/shard.ts";
import type { RebuildEventSource } from "./rebuild-source.ts";
import { ViewManager, type ViewManagerOptions } from "./view-manager.ts";
import { FilesystemViewStorage } from "./view-storage.ts";

/** More than it takes for threads to be used. */
const RESOURCES = 230;

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "semiont-pool-"));
  const writes = Array.from({ length: RESOURCES }, (_, index) => writeStream(`resource-${index}`, index));
  await Promise.all([...writes, put("project/.semiont/events/__system__/events-000001.jsonl", systemRecord)]);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const systemRecord = `${JSON.stringify({ type: "mark:entity-type-added", payload: { entityType: "Person" }, metadata: { sequenceNumber: 1 } })}\n`;

async function put(path: string, text: string): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

function streamFile(id: string): string {
  return `project/.semiont/events/${legacyShardPath(id)}/${id}/events-000001.jsonl`;
}

/** A created resource, moved as often as its number says to the place its neighbour had; U+2028 in the last name. */
async function writeStream(id: string, index: number): Promise<void> {
  const payloads = [
    ["yield:created", { name: `Name\u2028${index}`, format: "text/plain", storageUri: `file://${index}` }],
    ["mark:added", { annotation: { id: "a", body: [] } }],
    ["mark:body-updated", { annotationId: "a", operations: [] }],
    ["yield:moved", { fromUri: `file://${index}`, toUri: `file://${index + 1}` }],
  ] as const;
  const lines = payloads.map(([type, payload], position) =>
    JSON.stringify({
      ...{ type, resourceId: id, userId: "u", version: 1, payload, id: `${id}-${position}` },
      ...{ timestamp: new Date(1e12 + index * 1000 + position).toISOString() },
      metadata: { sequenceNumber: position + 1 },
    }),
  );
  await put(streamFile(id), `\uFEFF${lines.join("\r\n")}`);
}

function sourceOf(withThreads: boolean): RebuildEventSource & { readonly read: string[] } {
  const eventsDir = join(folder, "project", ".semiont", "events");
  const read: string[] = [];
  const find = async () => (await discoverStreams(nodeFileSystem, eventsDir)).streams;
  return {
    read,
    getAllResourceIds: async () => (await find()).map(({ streamId }) => streamId),
    async getEvents(streamId) {
      read.push(streamId);
      const events: StoredEvent[] = [];
      for (const stream of await find()) {
        if (stream.streamId !== streamId) continue;
        for await (const readings of readStream({ fileSystem: nodeFileSystem, eventsDir }, stream)) {
          events.push(...eventsOf(readings));
        }
      }
      return events;
    },
    locateStreams: async () =>
      withThreads
        ? { eventsDir, files: new Map((await find()).map(({ streamId, files }) => [streamId, files])) }
        : undefined,
  };
}

async function rebuild(state: string, source: RebuildEventSource, options = {}, threads: ViewManagerOptions = {}) {
  const stateDir = join(folder, state);
  const manager = new ViewManager(new FilesystemViewStorage({ stateDir }), { stateDir }, threads);
  try {
    return await manager.rebuildAll(source, options);
  } finally {
    await manager.close();
  }
}

async function filesOf(state: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(join(folder, state), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !/\.lock(?:-journal)?$/.test(entry.name))
      files.set(relative(join(folder, state), path), await readFile(path, "utf8"));
  }
  return files;
}

describe("a rebuild in worker threads", () => {
  test("does what a rebuild in one thread does", async () => {
    const threaded = sourceOf(true);
    const results = [await rebuild("threads", threaded), await rebuild("alone", sourceOf(false))];
    const [first, second] = results.map((result) => ({ ...result, durationMs: 0 }));
    expect(first).toEqual(second);
    expect(first?.added).toHaveLength(RESOURCES);
    expect(threaded.read).toEqual(["__system__"]);
    expect(await filesOf("threads")).toEqual(await filesOf("alone"));
    expect((await readPlainLog(join(folder, "project"))).size).toBe(RESOURCES + 1);
  });

  test("does the same in this thread where none can be started", async () => {
    const startThread = () => {
      throw Object.assign(new Error("no room for another thread"), { code: "ERR_WORKER_OUT_OF_MEMORY" });
    };
    const refused = sourceOf(true);
    const results = [await rebuild("refused", refused, {}, { startThread }), await rebuild("threads", sourceOf(true))];
    const [first, second] = results.map((result) => ({ ...result, durationMs: 0 }));
    expect(first).toEqual(second);
    expect(refused.read).toHaveLength(RESOURCES + 1);
    expect(await filesOf("refused")).toEqual(await filesOf("threads"));
    const again = await rebuild("refused", sourceOf(true), {}, { startThread });
    expect(again).toMatchObject({ unchanged: RESOURCES, stale: [] });
  });

  test("finds what differs, and what is stale", async () => {
    await rebuild("state", sourceOf(true));
    expect(await rebuild("state", sourceOf(true))).toMatchObject({ added: [], changed: [], unchanged: RESOURCES });
    const before = await filesOf("state");
    const [damaged = "", removed = ""] = [...before.keys()].filter((path) => path.startsWith("resources"));
    await writeFile(join(folder, "state", damaged), "{}");
    await rm(join(folder, "state", removed));
    await put("state/resources/ab/cd/gone.json", "{}");
    const preview = await rebuild("state", sourceOf(true), { dryRun: true });
    const result = await rebuild("state", sourceOf(true));
    expect({ ...preview, dryRun: false, durationMs: 0 }).toEqual({ ...result, durationMs: 0 });
    expect(result.changed).toHaveLength(1);
    expect(result.added).toHaveLength(1);
    expect(result.stale).toEqual([{ resourceId: "gone", file: join(folder, "state/resources/ab/cd/gone.json") }]);
    await rm(join(folder, "state/resources/ab/cd/gone.json"));
    expect(await filesOf("state")).toEqual(before);
  });

  test("names streams and views that fail, and does the others", async () => {
    await rebuild("state", sourceOf(true));
    const file = join(folder, streamFile("resource-7"));
    await cp(file, join(folder, "elsewhere.jsonl"));
    const source = sourceOf(true);
    const locate = source.locateStreams;
    const moved: RebuildEventSource = {
      ...source,
      async locateStreams() {
        const locations = await locate?.();
        // Between finding and reading, the file becomes a link that leads out of the log.
        await rm(file);
        await symlink(join(folder, "elsewhere.jsonl"), file);
        return locations;
      },
    };
    const result = await rebuild("state", moved);
    expect(result.failed).toEqual([{ name: "resource-7", reason: expect.stringContaining("resource-7") }]);
    expect(result).toMatchObject({ unchanged: RESOURCES - 1, stale: [], removed: [] });
  });

  test("ends with the signal's reason, with every file whole, and heals", async () => {
    const controller = new AbortController();
    const options = {
      signal: controller.signal,
      onProgress: ({ phase, done }: { phase: string; done: number }) => {
        if (phase === "rebuilding-views" && done > 0) controller.abort(new Error("enough"));
      },
    };
    await expect(rebuild("state", sourceOf(true), options)).rejects.toThrow("enough");
    const files = await filesOf("state");
    expect(files.size).toBeGreaterThan(0);
    expect(files.size).toBeLessThan(RESOURCES);
    for (const text of files.values()) expect(() => JSON.parse(text)).not.toThrow();
    expect(await rebuild("state", sourceOf(true))).toMatchObject({ resources: RESOURCES, failed: [] });
  });
});
