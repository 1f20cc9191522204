import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { goodStream, lineOf, linesOf, seeded, textOf } from "../../../../testing/damage.ts";
import { makeRepository } from "../../../../testing/git-repository.ts";
import { startTestInspector } from "../../../../testing/inspector-client.ts";

const IDS = ["9bca89beafc3139df1fc1162c2be9ea1", "0d8ba0f8d25c4bd2a41d4ae1a3f0f7de"] as const;
const ALL = { severity: null, stream: null, offset: 0, limit: 100 } as const;

/** Two streams of an older era, committed, then migrated, then one record edited and another removed by hand. */
async function opened() {
  const test = await startTestInspector();
  const project = join(test.folder, "project");
  const events = join(project, ".semiont", "events");
  await mkdir(events, { recursive: true });
  const repository = await makeRepository(project);
  const streams = IDS.map((id, index) => goodStream("nested-dotted", id, 8, seeded(index + 1)));
  const write = async (index: number, lines: readonly string[]) => {
    const file = join(events, "ab", `${index}0`, `${IDS[index]}.jsonl`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, textOf([...lines]));
  };
  for (const [index, stream] of streams.entries()) await write(index, linesOf(stream));
  await repository.commit("first records", "Ada");
  const migrated = streams.map((stream) =>
    stream.records.map((record) => {
      const event = { ...record.event, type: "mark:entity-tag-added" };
      return lineOf("flat", record, { event });
    }),
  );
  for (const [index, lines] of migrated.entries()) await write(index, lines);
  await repository.commit("Migrate to flat records", "Migrator");
  const [first = [], second = []] = migrated;
  const edited = first.with(3, (first[3] ?? "").replace(/"entityType":"[^"]*"/u, '"entityType":"forged"'));
  await write(0, edited);
  await repository.commit("tidy up", "Mallory");
  await write(1, second.toSpliced(4, 1));
  await repository.commit("smaller", "Mallory");
  await test.page.open(project);
  return { ...test, project, events, edited, [Symbol.asyncDispose]: () => test[Symbol.asyncDispose]() };
}

test("git tells who did what; the migration is one row, each edit its own, linked to its record", async () => {
  await using test = await opened();
  const { page } = test;
  expect(await page.call("history.read", {})).toEqual({ state: "unknown" });
  const report = await page.call("history.check", { operation: "history" });
  expect(report).toMatchObject({
    ...{ state: "checked", current: true, commits: 4, isShallow: false },
    ...{ counts: { suspect: 2, explained: 1 }, uncommitted: { grown: 0, added: 0 } },
  });
  const { rows, total } = await page.call("history.changes", ALL);
  expect(total).toBe(3);
  expect(rows.map(({ cause, commit, deed }) => [cause, commit?.author, deed])).toEqual([
    ["record-removed", "Mallory", "Removed record 5"],
    ["content-edited", "Mallory", "Edited record 4"],
    ["migration", "Migrator", "Rewrote 16 records in 2 streams: type names and envelope"],
  ]);
  expect(rows[1]?.reference).toEqual({ stream: IDS[0], position: 4 });

  const edit = await page.call("history.change", { id: rows[1]?.id ?? "" });
  expect(edit?.before?.text).not.toContain("forged");
  expect(edit?.after?.value).toMatchObject({ payload: { entityType: "forged" } });
  const migration = await page.call("history.change", { id: rows[2]?.id ?? "" });
  expect(migration?.parts.map(({ stream, records }) => [stream, records])).toEqual(
    expect.arrayContaining(IDS.map((id) => [id, 8])),
  );
  const [part] = migration?.parts ?? [];
  expect(await page.call("history.change", { id: part?.id ?? "" })).toMatchObject({ row: { records: 8, streams: 1 } });
});

test("a record shows what was done to it, and to records that are missing before it", async () => {
  await using test = await opened();
  const { page } = test;
  await page.call("history.check", { operation: "history" });
  const about = (stream: string, file: string, line: number) =>
    page.call("history.about", { stream, file: `.semiont/events/ab/${file}`, line });
  expect(await about(IDS[0], `00/${IDS[0]}.jsonl`, 4)).toMatchObject({
    changes: [{ row: { cause: "content-edited", commit: { subject: "tidy up" } } }],
    others: 0,
  });
  expect(await about(IDS[0], `00/${IDS[0]}.jsonl`, 2)).toEqual({ changes: [], others: 1 });
  expect(await about(IDS[1], `10/${IDS[1]}.jsonl`, 5)).toMatchObject({
    changes: [{ row: { cause: "record-removed", commit: { subject: "smaller" } }, after: null }],
  });
});

test("growth since the last commit is said as such, and makes what was looked at outdated", async () => {
  await using test = await opened();
  const { page, events, edited } = test;
  await page.call("history.check", { operation: "history" });
  await page.next("watch.changed", ({ state }) => state === "watching");
  const more = (edited.at(-1) ?? "")
    .replace(`${IDS[0]}-7`, "grown")
    .replace('"sequenceNumber":8', '"sequenceNumber":9');
  await appendFile(join(events, "ab", "00", `${IDS[0]}.jsonl`), `${more}\n`);
  await page.next("project.changed");
  expect(await page.call("history.read", {})).toMatchObject({ state: "checked", current: false });
  const again = await page.call("history.check", { operation: "history" });
  expect(again).toMatchObject({ current: true, uncommitted: { grown: 1, added: 0 }, counts: { suspect: 2 } });
});

test("an acknowledged finding stays listed with its note, over sessions, and can be taken back", async () => {
  await using test = await opened();
  const { page, project } = test;
  await page.call("history.check", { operation: "history" });
  const { rows } = await page.call("history.changes", ALL);
  const inGit = rows[0]?.id ?? "";
  await page.call("integrity.acknowledge", { id: inGit, note: "on purpose" });
  const wanted = { code: null, cause: null, severity: "suspect", stream: null, offset: 0, limit: 10 } as const;
  const { rows: findings } = await page.call("integrity.findings", wanted);
  const id = findings[0]?.finding.id ?? "";
  const before = await page.call("integrity.read", {});
  await page.call("integrity.acknowledge", { id, note: "known since May" });
  expect(await page.call("integrity.read", {})).toMatchObject({ verdict: before.verdict, acknowledged: 1 });
  const { summary } = await page.next("project.changed", (change) => change.summary.findings.acknowledged === 1);
  expect(summary.verdict).toBe("suspect");
  await expect(page.call("integrity.acknowledge", { id: "none", note: "" })).rejects.toMatchObject({
    code: "not-found",
  });
  await page.call("project.close", {});

  const again = await page.open(project);
  expect(again.findings.acknowledged).toBe(1);
  expect(await page.call("integrity.finding", { id })).toMatchObject({ acknowledged: { note: "known since May" } });
  await page.call("history.check", { operation: "history" });
  expect(await page.call("history.changes", ALL)).toMatchObject({
    rows: [{ acknowledged: { note: "on purpose" } }, { acknowledged: null }, { acknowledged: null }],
  });
  await page.call("integrity.acknowledge", { id, note: null });
  expect(await page.call("integrity.read", {})).toMatchObject({ acknowledged: 0 });
});

test("without a repository that is said, and a check can be cancelled", async () => {
  await using test = await startTestInspector();
  const { page, folder } = test;
  const project = join(folder, "project");
  await mkdir(join(project, ".semiont", "events"), { recursive: true });
  await page.open(project);
  expect(await page.call("history.check", { operation: "history" })).toEqual({
    state: "none",
    reason: expect.stringContaining("not in a git repository"),
  });
  const running = page.call("history.check", { operation: "again" });
  await page.call("operation.cancel", { operation: "again" });
  await expect(running).rejects.toMatchObject({ code: "cancelled" });
});
