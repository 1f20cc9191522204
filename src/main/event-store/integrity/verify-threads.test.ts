import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Worker } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DIALECTS, goodStream, linesOf, seeded, textOf } from "../../../testing/damage.ts";
import { DAMAGES } from "../../../testing/damages.ts";
import { nodeFileSystem } from "../file-system.ts";
import { legacyShardPath } from "../log/shard.ts";
import { startScanThread } from "./scan-threads.ts";
import { type ScanOptions, scanProject, verifyProject } from "./verify-project.ts";

/** More than it takes for threads to walk and to check. */
const STREAMS = 250;

let folder = "";
let eventsDir = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "semiont-verify-"));
  eventsDir = join(folder, ".semiont", "events");
  const random = seeded(11);
  const damages = Object.values(DAMAGES);
  await Promise.all(
    Array.from({ length: STREAMS }, async (_, index) => {
      const id = `resource-${index}`;
      const good = goodStream(DIALECTS[index % DIALECTS.length] ?? "flat", id, 8, random);
      const damaged = index % 10 === 0 ? damages[(index / 10) % damages.length]?.(good, random) : undefined;
      const file = join(eventsDir, legacyShardPath(id), id, "events-000001.jsonl");
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, damaged?.text ?? textOf(linesOf(good)));
    }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const refusing = (): Worker => {
  throw Object.assign(new Error("no room for another thread"), { code: "ERR_WORKER_OUT_OF_MEMORY" });
};

test("a check says the same in worker threads, without them, and where none can be started", async () => {
  let started = 0;
  const counting = () => {
    started += 1;
    return startScanThread();
  };
  const threaded = await verifyProject(eventsDir, { startThread: counting });
  expect(started).toBeGreaterThan(0);
  expect(threaded.streams).toBe(STREAMS);
  expect(threaded.findings.length).toBeGreaterThan(10);
  expect(await verifyProject(eventsDir, { startThread: refusing })).toEqual(threaded);
  expect(await verifyProject(eventsDir, { fileSystem: nodeFileSystem })).toEqual(threaded);
});

test("so does a scan, and both count their progress to the end", async () => {
  const progress: [number, number][] = [];
  const onProgress = (...step: [number, number]) => void progress.push(step);
  const threaded = await scanProject(eventsDir, { onProgress });
  expect(progress.at(-1)).toEqual([STREAMS, STREAMS]);
  expect(await scanProject(eventsDir, { startThread: refusing })).toEqual(threaded);
  await verifyProject(eventsDir, { startThread: refusing, onProgress });
  expect(progress.at(-1)).toEqual([STREAMS, STREAMS]);
});

test.each([{}, { startThread: refusing }])("a check ends with the signal's reason", async (options: ScanOptions) => {
  const controller = new AbortController();
  const onProgress = () => controller.abort(new Error("enough"));
  await expect(verifyProject(eventsDir, { ...options, signal: controller.signal, onProgress })).rejects.toThrow(
    "enough",
  );
});

test("a folder that cannot be listed is named with the system's code, wherever it was met", async () => {
  const locked = join(eventsDir, legacyShardPath("resource-0"));
  const failing = {
    ...nodeFileSystem,
    readdir: (path: string) =>
      path === locked
        ? Promise.reject(Object.assign(new Error("denied"), { code: "EACCES" }))
        : nodeFileSystem.readdir(path),
  };
  const { unreadable, verdict } = await scanProject(eventsDir, { fileSystem: failing });
  expect(unreadable).toEqual([
    { path: legacyShardPath("resource-0"), error: expect.objectContaining({ code: "EACCES" }) },
  ]);
  expect(verdict).toBe("unreadable");
});
