import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EventLog } from "../log/event-log.ts";
import { getShardPath } from "../log/shard.ts";
import { SemiontProject } from "../project/semiont-project.ts";
import { ViewManager } from "./view-manager.ts";
import { FilesystemViewStorage } from "./view-storage.ts";

/** Enough for threads to be used, and to be in the middle of it for a while. */
const RESOURCES = 400;

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "semiont-crash-"));
  for (let index = 0; index < RESOURCES; index += 1) await writeStream(`resource-${index}`);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function writeStream(id: string): Promise<void> {
  const payload = { name: `The name of ${id}`, format: "text/plain", storageUri: `file://${id}` };
  const record = { type: "yield:created", resourceId: id, timestamp: new Date(0).toISOString(), payload };
  const file = join(folder, ".semiont", "events", getShardPath(id), `${id}.jsonl`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ event: record, metadata: { sequenceNumber: 1 } })}\n`);
}

/** Rebuilds in a process of its own, and tells on its standard output how far it is. */
const program = `
  const [root, modules] = process.argv.slice(1);
  const load = (path) => import(new URL(path, modules).href);
  const { EventLog } = await load("../log/event-log.ts");
  const { ViewManager } = await load("./view-manager.ts");
  const { FilesystemViewStorage } = await load("./view-storage.ts");
  const stateDir = root + "/state";
  const { SemiontProject } = await load("../project/semiont-project.ts");
  const log = new EventLog(new SemiontProject(root));
  const manager = new ViewManager(new FilesystemViewStorage({ stateDir }), { stateDir });
  await manager.rebuildAll(log, { onProgress: ({ phase, done }) => console.log(phase, done) });
  await manager.close();
`;

/** @returns after how many progress reports the process was killed, or that it had ended by itself. */
function rebuildAndKill(afterReports: number): Promise<"killed" | "ended"> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", program, folder, import.meta.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let reports = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      reports += chunk.toString().split("\n").length - 1;
      if (reports >= afterReports) child.kill("SIGKILL");
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (signal === "SIGKILL") resolve("killed");
      else if (code === 0) resolve("ended");
      else reject(new Error(`The rebuilding process ended with code ${code}.`));
    });
  });
}

async function filesOf(state: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(join(folder, state), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !entry.name.startsWith("rebuild."))
      files.set(relative(join(folder, state), path), await readFile(path, "utf8"));
  }
  return files;
}

async function rebuild(state: string) {
  const stateDir = join(folder, state);
  const manager = new ViewManager(new FilesystemViewStorage({ stateDir }), { stateDir });
  try {
    return await manager.rebuildAll(new EventLog(new SemiontProject(folder)));
  } finally {
    await manager.close();
  }
}

test("a rebuild killed at any moment leaves every file whole, and the next one completes it", {
  timeout: 120_000,
}, async () => {
  await rebuild("expected");
  const expected = await filesOf("expected");
  let killed = 0;
  for (const afterReports of [4, 150, 350]) {
    if ((await rebuildAndKill(afterReports)) === "killed") killed += 1;
    const found = await filesOf("state");
    for (const [path, text] of found) {
      if (!path.endsWith(".tmp")) expect(text).toBe(expected.get(path));
    }
    // Some of the work is undone, so that the next process has something to do.
    for (const path of [...found.keys()].slice(0, 100)) await rm(join(folder, "state", path));
  }
  expect(killed).toBeGreaterThan(0);
  const result = await rebuild("state");
  expect(result).toMatchObject({ resources: RESOURCES, failed: [] });
  const left = [...(await filesOf("state"))].filter(([path]) => !path.endsWith(".tmp"));
  expect(new Map(left)).toEqual(expected);
});
