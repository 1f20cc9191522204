import { appendFile, lstat, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import { discoverStreams } from "../../event-store/log/discover-streams.ts";
import { lookAtLog } from "./look-at-log.ts";

/** So many that a thread looks. */
const MANY = 10_000;

const FILES = ["__system__.jsonl", "ab/cd/one.jsonl", "ab/cd/two/events-000001.jsonl", "ab/cd/two/events-000002.jsonl"];
const LINE = '{"id":"1","type":"mark:added","payload":{},"metadata":{"sequenceNumber":1}}\n';

let eventsDir: string;
beforeEach(async () => {
  eventsDir = await mkdtemp(join(tmpdir(), "semiont-look-"));
  for (const file of FILES) {
    await mkdir(dirname(join(eventsDir, file)), { recursive: true });
    await writeFile(join(eventsDir, file), LINE);
  }
});
afterEach(() => rm(eventsDir, { recursive: true }));

const source = () => ({ fileSystem: nodeFileSystem, eventsDir });

/** What a thread says of every file, and what is there. */
async function seenAndThere(startThread?: () => never) {
  const { found, marksOf } = await lookAtLog(source(), MANY, startThread);
  const files = found.streams.flatMap((stream) => stream.files);
  const there = files.map(async (file) => {
    const { size, mtimeMs, ino } = await lstat(join(eventsDir, file));
    return [file, { size, mtimeMs, ino }] as const;
  });
  return {
    seen: new Map(files.map((file) => [file, marksOf(file)])),
    there: new Map(await Promise.all(there)),
    marksOf,
  };
}

test("a thread finds what is found without one", async () => {
  await symlink("/nowhere", join(eventsDir, "ab", "link.jsonl"));
  await writeFile(join(eventsDir, "ab", "notes.txt"), "");
  const { found } = await lookAtLog(source(), MANY);
  expect(found).toEqual(await discoverStreams(nodeFileSystem, eventsDir));
  expect(found.streams).toHaveLength(3);
});

test("a thread tells the size, the time and the inode of every file", async () => {
  const before = await seenAndThere();
  expect(before.seen.size).toBe(FILES.length);
  expect(before.seen).toEqual(before.there);

  const one = join(eventsDir, "ab/cd/one.jsonl");
  await appendFile(join(eventsDir, "ab/cd/two/events-000002.jsonl"), LINE);
  await utimes(join(eventsDir, "__system__.jsonl"), 1, 1);
  await writeFile(`${one}.new`, LINE);
  await rename(`${one}.new`, one);
  await writeFile(join(eventsDir, "ab/cd/two/events-000003.jsonl"), LINE);
  const after = await seenAndThere();
  expect(after.seen).toEqual(after.there);
  for (const file of FILES.slice(0, 2)) expect(after.seen.get(file)).not.toEqual(before.seen.get(file));
  expect(after.seen.get("ab/cd/two/events-000001.jsonl")).toEqual(before.seen.get("ab/cd/two/events-000001.jsonl"));
  expect(after.seen.has("ab/cd/two/events-000003.jsonl")).toBe(true);
  expect(after.marksOf("ab/cd/gone.jsonl")).toBeUndefined();
});

test("where no thread can be started all is still found, and every file is still to be looked at", async () => {
  const { seen, there } = await seenAndThere(() => {
    throw new Error("There is no room for a thread.");
  });
  expect([...seen.keys()]).toEqual([...there.keys()]);
  expect(seen.size).toBe(FILES.length);
  expect([...seen.values()].every((marks) => marks === undefined)).toBe(true);
});

test("a folder that is missing holds no streams", async () => {
  await rm(eventsDir, { recursive: true });
  expect((await lookAtLog(source(), MANY)).found.streams).toEqual([]);
  await mkdir(eventsDir);
});
