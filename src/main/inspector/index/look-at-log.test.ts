import { appendFile, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import { scanStream } from "../../event-store/integrity/scan-stream.ts";
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

/** Which streams are seen to be unchanged since then. */
async function scans() {
  const { streams } = await discoverStreams(nodeFileSystem, eventsDir);
  return Promise.all(streams.map(async (reference) => ({ reference, scan: await scanStream(source(), reference) })));
}

async function unchangedAmong(before: Awaited<ReturnType<typeof scans>>, startThread?: () => never) {
  const { found, isSeenUnchanged } = await lookAtLog(source(), MANY, startThread);
  return before.flatMap(({ scan }) => {
    const reference = found.streams.find(({ streamId }) => streamId === scan.streamId);
    return reference !== undefined && isSeenUnchanged(reference, scan) ? [scan.streamId] : [];
  });
}

test("a thread finds what is found without one", async () => {
  await symlink("/nowhere", join(eventsDir, "ab", "link.jsonl"));
  await writeFile(join(eventsDir, "ab", "notes.txt"), "");
  const { found } = await lookAtLog(source(), MANY);
  expect(found).toEqual(await discoverStreams(nodeFileSystem, eventsDir));
  expect(found.streams).toHaveLength(3);
});

test("a stream of which any file has another size, time or inode is not seen unchanged", async () => {
  const before = await scans();
  expect(await unchangedAmong(before)).toEqual(["__system__", "one", "two"]);

  await appendFile(join(eventsDir, "ab/cd/two/events-000002.jsonl"), LINE);
  expect(await unchangedAmong(before)).toEqual(["__system__", "one"]);

  await utimes(join(eventsDir, "__system__.jsonl"), 1, 1);
  expect(await unchangedAmong(before)).toEqual(["one"]);

  // The same bytes and time in another file.
  const one = join(eventsDir, "ab/cd/one.jsonl");
  const [at] = before.flatMap(({ scan }) => (scan.streamId === "one" ? scan.files.map((file) => file.modifiedMs) : []));
  await writeFile(`${one}.new`, LINE);
  await utimes(`${one}.new`, (at ?? 0) / 1000, (at ?? 0) / 1000);
  await rename(`${one}.new`, one);
  expect(await unchangedAmong(before)).toEqual([]);
});

test("a stream that has got or lost a file is not seen unchanged", async () => {
  const before = await scans();
  await writeFile(join(eventsDir, "ab/cd/two/events-000003.jsonl"), LINE);
  expect(await unchangedAmong(before)).toEqual(["__system__", "one"]);
  await rm(join(eventsDir, "ab/cd/one.jsonl"));
  expect(await unchangedAmong(before)).toEqual(["__system__"]);
});

test("where no thread can be started all is still found, and nothing is taken for unchanged", async () => {
  const refuse = () => {
    throw new Error("There is no room for a thread.");
  };
  expect((await lookAtLog(source(), MANY, refuse)).found).toEqual(await discoverStreams(nodeFileSystem, eventsDir));
  expect(await unchangedAmong(await scans(), refuse)).toEqual([]);
});

test("a folder that is missing holds no streams", async () => {
  await rm(eventsDir, { recursive: true });
  expect((await lookAtLog(source(), MANY)).found.streams).toEqual([]);
  await mkdir(eventsDir);
});
