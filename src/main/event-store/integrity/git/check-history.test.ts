import { appendFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { goodStream, lineOf, linesOf, seeded, textOf } from "../../../../testing/damage.ts";
import { createRepository, gitIn, type TestRepository } from "../../../../testing/git-repository.ts";
import { checkHistory, type HistoryCheck } from "./check-history.ts";

const STREAM = "9bca89beafc3139df1fc1162c2be9ea1";
const OTHER = "資料";
const FILE = `ab/cd/${STREAM}/events-000001.jsonl`;
const OTHER_FILE = `ef/01/${OTHER}.jsonl`;
const old = goodStream("nested-dotted", STREAM, 8, seeded(1));
const oldLines = linesOf(old);
const otherLines = linesOf(goodStream("flat", OTHER, 4, seeded(2)));

let repository: Awaited<ReturnType<typeof createRepository>>;
let folder: string;
let events: string;

beforeEach(async () => {
  repository = await createRepository();
  folder = repository.folder;
  events = join(folder, "kb", ".semiont", "events");
  await write(FILE, textOf(oldLines.slice(0, 5)));
  await write(OTHER_FILE, textOf(otherLines.slice(0, 2)));
  await commit("first records", "Ada");
  await appendFile(join(events, FILE), textOf(oldLines.slice(5)));
  await commit("more records", "Ada");
});

afterEach(() => repository[Symbol.asyncDispose]());

test("a history that only grows has nothing to be said of", async () => {
  expect(await check()).toEqual({
    state: "checked",
    isShallow: false,
    commits: 2,
    changes: [],
    skipped: 0,
    uncommitted: { grown: 0, added: 0 },
  });
});

test("growth that is not committed is said and no finding", async () => {
  await appendFile(join(events, OTHER_FILE), textOf(otherLines.slice(2)));
  await write("00/00/new.jsonl", "");
  expect(await check()).toMatchObject({ changes: [], uncommitted: { grown: 1, added: 1 } });
});

test("a migration, a silent edit and a garbage collection are told apart and attributed", async () => {
  const migrated = (index: number, entityType?: string) => {
    const record = old.records[index];
    if (record === undefined) throw new Error("there is a record");
    const payload = entityType === undefined ? record.event.payload : { entityType };
    return lineOf("flat", record, {
      event: { ...record.event, type: "mark:entity-tag-added", payload },
    });
  };
  const all = old.records.map((_, index) => migrated(index));
  await write(FILE, textOf(all));
  const migration = await commit("Migrate to flat records", "Migrator");
  const edited = all.with(3, migrated(3, "forged"));
  await write(FILE, textOf(edited));
  const edit = await commit("tidy up", "Mallory");
  const derived = { event: { type: "embedding:computed", id: "d1", resourceId: STREAM, payload: {} } };
  const withDerived = JSON.stringify({ ...derived.event, metadata: { sequenceNumber: 9 } });
  await appendFile(join(events, FILE), `${withDerived}\n`);
  await write(`00/01/embeddings/events-000001.jsonl`, `${withDerived}\n`);
  await commit("embeddings", "Server");
  await rm(join(events, "00", "01"), { recursive: true });
  await write(FILE, textOf(edited));
  const collection = await commit("Drop embeddings", "Janitor");

  const { changes } = checked(await check());
  expect(changes.map(({ finding, commit: by, records }) => [finding.cause, by?.id, by?.author, records])).toEqual([
    ["migration", migration, "Migrator", 8],
    ["content-edited", edit, "Mallory", 1],
    ["derived-events-removed", collection, "Janitor", 1],
    ["derived-events-removed", collection, "Janitor", 1],
  ]);
  const [, silent] = changes;
  expect(silent?.finding).toMatchObject({
    severity: "suspect",
    stream: STREAM,
    file: `.semiont/events/${FILE}`,
    line: 4,
    offset: Buffer.byteLength(textOf(edited.slice(0, 3))),
    eventId: `${STREAM}-3`,
    sequence: 4,
    expected: all[3],
    actual: edited[3],
  });
  expect(silent?.finding.message).toContain("“tidy up”, Mallory");
});

describe("what a commit must not do", () => {
  test("remove, insert, reorder", async () => {
    const [first = "", second = "", third = "", ...rest] = oldLines;
    await write(FILE, textOf([first, third, ...rest]));
    await commit("remove", "Mallory");
    await write(FILE, textOf([first, second, third, ...rest]));
    await commit("put back", "Ada");
    await write(FILE, textOf([first, third, second, ...rest]));
    await commit("swap", "Mallory");
    expect(await causes()).toEqual(["record-removed remove", "record-inserted put back", "records-reordered swap"]);
  });

  test("delete a file of the log", async () => {
    await rm(join(events, OTHER_FILE));
    await commit("delete", "Mallory");
    expect(await causes()).toEqual(["stream-removed delete"]);
    expect(checked(await check()).changes[0]?.finding).toMatchObject({ stream: OTHER, file: null });
  });

  test("change or delete committed records without a commit", async () => {
    await write(FILE, textOf(oldLines.with(0, (oldLines[0] ?? "").replace("did:web", "did:wen"))));
    await rm(join(events, OTHER_FILE));
    expect((await causes()).sort()).toEqual(["content-edited uncommitted", "stream-removed uncommitted"]);
  });

  test("an edit that was put back is still told", async () => {
    const forged = oldLines.with(1, (oldLines[1] ?? "").replace("did:web", "did:wen"));
    await write(FILE, textOf(forged));
    await commit("edit", "Mallory");
    await write(FILE, textOf(oldLines));
    await commit("revert", "Ada");
    expect(await causes()).toEqual(["content-edited edit", "content-edited revert"]);
  });
});

describe("history is followed", () => {
  test("through a move of the streams to other folders, with an edit on the way", async () => {
    await mkdir(join(events, "12", "34"), { recursive: true });
    await rename(join(events, "ab", "cd", STREAM), join(events, "12", "34", STREAM));
    await write(
      `12/34/${STREAM}/events-000001.jsonl`,
      textOf(oldLines.with(2, (oldLines[2] ?? "").replace("did:web", "did:wen"))),
    );
    await commit("move shards", "Mallory");
    expect(await causes()).toEqual(["content-edited move shards"]);
    expect(checked(await check()).commits).toBe(3);
  });

  test("through a move of the whole project", async () => {
    await write(FILE, textOf(oldLines.slice(1)));
    await commit("cut", "Mallory");
    await rename(join(folder, "kb"), join(folder, "base"));
    events = join(folder, "base", ".semiont", "events");
    await commit("move project", "Ada");
    await appendFile(join(events, OTHER_FILE), textOf(otherLines.slice(2)));
    await commit("grow", "Ada");
    expect(await causes()).toEqual(["record-removed cut"]);
  });

  test("through merges, where what both sides appended is no rewriting, and what a merge drops is", async () => {
    await git("checkout", "-q", "-b", "side", "HEAD~1");
    await appendFile(join(events, OTHER_FILE), textOf(otherLines.slice(2)));
    await commit("side", "Ada");
    await git("checkout", "-q", "main");
    await merge("side");
    expect(await causes()).toEqual([]);
    await git("checkout", "-q", "-b", "lost", "HEAD~1");
    await write("00/00/lost.jsonl", textOf(otherLines));
    await commit("lost", "Ada");
    await git("checkout", "-q", "main");
    await merge("lost", "-s", "ours");
    expect(await causes()).toEqual(["stream-removed merge lost"]);
  });

  test("through a merge that brings what its side did to records, which is told of the side's commit alone", async () => {
    await git("checkout", "-q", "-b", "side");
    await write(FILE, textOf(oldLines.slice(1).with(3, (oldLines[4] ?? "").replace("did:web", "did:wen"))));
    await commit("remove and edit", "Mallory");
    await git("checkout", "-q", "main");
    await appendFile(join(events, OTHER_FILE), textOf(otherLines.slice(2)));
    await commit("meanwhile", "Ada");
    await merge("side");
    expect(await causes()).toEqual(["content-edited remove and edit", "record-removed remove and edit"]);
  });

  test("into a merge that does to records what neither side did", async () => {
    await git("checkout", "-q", "-b", "side", "HEAD~1");
    await appendFile(join(events, OTHER_FILE), textOf(otherLines.slice(2)));
    await commit("side", "Ada");
    await git("checkout", "-q", "main");
    await git("merge", "-q", "--no-ff", "--no-commit", "side");
    const forged = oldLines.with(1, (oldLines[1] ?? "").replace("did:web", "did:wen"));
    await write(
      FILE,
      textOf(forged.toSpliced(2, 0, lineOf("flat", { event: { id: "x" }, sequence: 3, previous: "" }))),
    );
    await commit("merge side", "Mallory");
    expect(await causes()).toEqual(["content-edited merge side", "record-inserted merge side"]);
  });

  test("as far as a shallow clone has it", async () => {
    await write(FILE, textOf(oldLines.slice(1)));
    await commit("cut", "Mallory");
    await appendFile(join(events, OTHER_FILE), textOf(otherLines.slice(2)));
    await commit("grow", "Ada");
    const clone = join(folder, "clone");
    await git("clone", "-q", "--depth", "2", `file://${folder}`, clone);
    events = join(clone, "kb", ".semiont", "events");
    expect(await check()).toMatchObject({ state: "checked", isShallow: true, changes: [] });
  });

  test("inside of a submodule", async () => {
    await write(FILE, textOf(oldLines.slice(1)));
    await commit("cut", "Mallory");
    const outer = join(folder, "outer");
    await mkdir(outer);
    await gitIn(outer, "init", "-q", "-b", "main");
    await gitIn(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", folder, "base");
    await gitIn(outer, "commit", "-qm", "submodule");
    events = join(outer, "base", "kb", ".semiont", "events");
    expect(await causes()).toEqual(["record-removed cut"]);
  });
});

test("where there is no repository, or no commit of the log, that is said once", async () => {
  const bare = await mkdtemp(join(tmpdir(), "semiont-no-git-"));
  try {
    expect(await checkHistory(bare)).toEqual({ state: "none", reason: "The project is not in a git repository." });
    await gitIn(bare, "init", "-q");
    expect(await checkHistory(bare)).toEqual({ state: "none", reason: "The git repository has no commit yet." });
    await writeFile(join(bare, "x"), "x");
    await gitIn(bare, "add", ".");
    await gitIn(bare, "commit", "-qm", "x");
    await mkdir(join(bare, "events"));
    expect(await checkHistory(join(bare, "events"))).toMatchObject({ state: "none" });
  } finally {
    await rm(bare, { recursive: true });
  }
});

test("a check writes nothing, runs no program that the repository names, and can be cancelled", async () => {
  const trap = join(folder, "trap");
  await git("config", "core.fsmonitor", `touch ${trap}`);
  await git("config", "core.pager", `touch ${trap}`);
  await git("config", "diff.external", `touch ${trap}`);
  const index = await readFile(join(folder, ".git", "index"));
  await check();
  await expect(readFile(trap)).rejects.toThrow("ENOENT");
  expect((await readFile(join(folder, ".git", "index"))).equals(index)).toBe(true);
  const reason = new Error("enough");
  await expect(checkHistory(events, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

function check(): Promise<HistoryCheck> {
  return checkHistory(events);
}

function checked(result: HistoryCheck) {
  if (result.state !== "checked") throw new Error(result.reason);
  return result;
}

async function causes(): Promise<string[]> {
  const { changes } = checked(await check());
  return changes.map(({ finding, commit: by }) => `${finding.cause} ${by?.subject ?? "uncommitted"}`);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(events, path)), { recursive: true });
  await writeFile(join(events, path), text);
}

async function merge(branch: string, ...options: string[]): Promise<void> {
  await git("merge", "-q", "--no-ff", "-m", `merge ${branch}`, ...options, branch);
}

const git: TestRepository["git"] = (...args) => repository.git(...args);
const commit: TestRepository["commit"] = (message, author) => repository.commit(message, author);
