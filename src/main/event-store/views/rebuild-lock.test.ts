import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resourceId, userId } from "../../../shared/events/ids.ts";
import { startAppendingToViews } from "../../../testing/appending-processes.ts";
import { startRebuilding } from "../../../testing/rebuilding-processes.ts";
import { EventLog } from "../log/event-log.ts";
import { SemiontProject } from "../project/semiont-project.ts";
import type { RebuildOptions, RebuildResult } from "./rebuild-result.ts";
import { ViewManager } from "./view-manager.ts";
import { FilesystemViewStorage } from "./view-storage.ts";

let root = "";
let stateDir = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "semiont-rebuild-"));
  stateDir = join(root, "state");
  const log = new EventLog(new SemiontProject(root));
  await log.append(
    { ...{ type: "mark:entity-tag-added", userId: userId("did:web:x"), version: 1 }, resourceId: ID, payload },
    ID,
  );
  await log.close();
});
afterEach(() => rm(root, { recursive: true, force: true }));

const ID = resourceId("doc-1");
const payload = { entityType: "Star" };

async function rebuild(options: RebuildOptions = {}) {
  const manager = new ViewManager(new FilesystemViewStorage({ stateDir }), { stateDir });
  const log = new EventLog(new SemiontProject(root));
  try {
    return await manager.rebuildAll(log, options);
  } finally {
    await manager.close();
    await log.close();
  }
}

test("a rebuild is refused while another process rebuilds, and says who; a killed one leaves nothing behind", async () => {
  const other = await startRebuilding(root, stateDir);
  const refused = { code: "rebuild-running", stateDir, holder: { process: other.pid } };
  await expect(rebuild()).rejects.toMatchObject(refused);
  await expect(rebuild()).rejects.toThrow(`by process ${other.pid} on `);
  expect((await rebuild({ dryRun: true })).added).toEqual(["doc-1"]);
  await other.kill();
  expect(await rebuild()).toMatchObject({ added: ["doc-1"], lockProblem: null });
  expect(await readdir(stateDir)).not.toContain("rebuild.holder");
});

test("a rebuild that ends lets the next one begin", async () => {
  const first = await startRebuilding(root, stateDir);
  expect(await first.finish()).toBe("null");
  expect((await rebuild()).unchanged).toBe(1);
});

test("where locks do not work, views are rebuilt all the same, and the result says so", async () => {
  const without = await startRebuilding(root, stateDir, ["--no-experimental-sqlite"]);
  expect((await rebuild()).added).toEqual(["doc-1"]);
  expect(await without.finish()).toMatch(/Another rebuild of the same views would not be noticed.*sqlite/u);
});

/** Nothing is left to be done, and everything is there. */
async function expectUpToDate(events: number): Promise<void> {
  const none = { added: [], changed: [], removed: [] };
  expect(await rebuild({ dryRun: true })).toMatchObject({
    ...{ events, added: [], changed: [], stale: [], removed: [], failed: [] },
    ...{ entityTypes: none, tagSchemas: none, storageUris: none },
  });
}

test("views are rebuilt again and again while a store of another process appends, and nothing is lost", {
  timeout: 60_000,
}, async () => {
  const appending = startAppendingToViews({ root, stateDir, name: "growing", resources: 8, events: 40 });
  await appending.started;
  let isOver = false;
  const ended = appending.ended.finally(() => {
    isOver = true;
  });
  while (!isOver) expect((await rebuild()).failed).toEqual([]);
  expect(await ended).toEqual({ code: 0, complaint: "" });
  await expectUpToDate(1 + 8 * 41 + 40);
});

describe("what a store of another process writes after the log was read is kept", () => {
  const append = async (name: string) => {
    const appending = startAppendingToViews({ root, stateDir, name, resources: 2, events: 3 });
    expect(await appending.ended).toEqual({ code: 0, complaint: "" });
  };

  /** Another process appends once the first stream has been read. */
  async function rebuildDuringAppend(): Promise<RebuildResult> {
    const log = new EventLog(new SemiontProject(root));
    const manager = new ViewManager(new FilesystemViewStorage({ stateDir }), { stateDir });
    let isFirst = true;
    const result = await manager.rebuildAll({
      getAllResourceIds: () => log.getAllResourceIds(),
      async getEvents(id) {
        const events = await log.getEvents(id);
        if (isFirst) {
          isFirst = false;
          await append("meanwhile");
        }
        return events;
      },
    });
    await manager.close();
    await log.close();
    return result;
  }

  test("where stores have written before", { timeout: 60_000 }, async () => {
    await append("before");
    await rebuild();
    await rebuildDuringAppend();
    await expectUpToDate(1 + 2 * (2 * 4 + 3));
  });

  test("where none has written before", { timeout: 60_000 }, async () => {
    await rebuild();
    expect(await rebuildDuringAppend()).toMatchObject({
      storageUris: { added: [], changed: [], removed: [] },
      failed: [],
    });
    await expectUpToDate(1 + 2 * 4 + 3);
  });

  test("where nobody has, and the index is stale besides", { timeout: 60_000 }, async () => {
    await mkdir(join(stateDir, "projections"), { recursive: true });
    await writeFile(join(stateDir, "projections", "storage-uri-index.json"), JSON.stringify({ "file://stale.md": ID }));
    expect(await rebuildDuringAppend()).toMatchObject({ storageUris: { removed: ["file://stale.md"] }, failed: [] });
    await expectUpToDate(1 + 2 * 4 + 3);
  });
});
