import { appendFile, mkdir, mkdtemp, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Anchor } from "../../../../shared/integrity/anchor.ts";
import { goodStream, linesOf, seeded } from "../../../../testing/damage.ts";
import { nodeFileSystem } from "../../file-system.ts";
import { verifyProject } from "../verify-project.ts";
import { readAnchorFile, writeAnchorFile } from "./anchor-file.ts";
import { takeAnchor } from "./take-anchor.ts";
import { verifyAnchor } from "./verify-anchor.ts";

const FIRST = "9bca89beafc3139df1fc1162c2be9ea1";
const SECOND = "資料-2";
const ROTATED = [1, 2].map((number) => `ab/cd/${FIRST}/events-00000${number}.jsonl`);
const SINGLE = `ef/01/${SECOND}.jsonl`;

let folder: string;
let events: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "semiont-anchor-"));
  events = join(folder, ".semiont", "events");
  const lines = linesFor(FIRST, 8);
  await write(ROTATED[0] ?? "", lines.slice(0, 5).join(""));
  await write(ROTATED[1] ?? "", lines.slice(5).join(""));
  await write(SINGLE, linesFor(SECOND, 4).join(""));
});

afterEach(() => rm(folder, { recursive: true }));

describe("a log that is as it was, or has grown, extends its anchor", () => {
  test("unchanged", async () => {
    const anchor = await take();
    expect(anchor.streams.map(({ stream, events: count, head }) => [stream, count, head?.sequence])).toEqual([
      [FIRST, 8, 8],
      [SECOND, 4, 4],
    ]);
    const comparison = await verifyAnchor(events, anchor);
    expect(comparison).toMatchObject({
      extends: true,
      counts: { unchanged: 2, grown: 0, added: 0, diverged: 0 },
      findings: [],
    });
  });

  test("appended to, rotated, with a new stream, and through a torn tail", async () => {
    await appendFile(at(SINGLE), '{"type":"mark:ad');
    const anchor = await take();
    await appendFile(at(SINGLE), "\n{}\n");
    await write(`ab/cd/${FIRST}/events-000003.jsonl`, "{}\n");
    await write("00/01/new.jsonl", "");
    expect(await verifyAnchor(events, anchor)).toMatchObject({
      extends: true,
      counts: { unchanged: 1, grown: 1, added: 1, diverged: 0 },
    });
  });
});

describe("a stream whose files have other names now", () => {
  const MOVED = `12/34/${FIRST}.jsonl`;

  test("extends its anchor where its bytes are the same, in one file or cut at other places, grown or not", async () => {
    const anchor = await take();
    const lines = linesFor(FIRST, 10);
    await rm(at(`ab/cd/${FIRST}`), { recursive: true });
    await write(MOVED, lines.slice(0, 8).join(""));
    expect(await verifyAnchor(events, anchor)).toMatchObject({ extends: true, counts: { unchanged: 2, diverged: 0 } });
    await write(MOVED, lines.join(""));
    expect(await verifyAnchor(events, anchor)).toMatchObject({ extends: true, counts: { unchanged: 1, grown: 1 } });
    await rm(at(MOVED));
    await write(`12/34/${FIRST}/events-000001.jsonl`, lines.slice(0, 3).join(""));
    await write(`12/34/${FIRST}/events-000002.jsonl`, lines.slice(3).join(""));
    expect(await verifyAnchor(events, anchor)).toMatchObject({ extends: true, counts: { unchanged: 1, grown: 1 } });
  });

  test("is found edited or cut", async () => {
    const anchor = await take();
    const lines = linesFor(FIRST, 8);
    await rm(at(`ab/cd/${FIRST}`), { recursive: true });
    await write(MOVED, lines.with(6, (lines[6] ?? "").replace("did:web", "did:wen")).join(""));
    expect((await verifyAnchor(events, anchor)).findings).toMatchObject([{ cause: "history-changed", line: 2 }]);
    await write(MOVED, lines.slice(0, 7).join(""));
    expect((await verifyAnchor(events, anchor)).findings).toMatchObject([{ cause: "log-shortened", line: 3 }]);
  });
});

describe("what no chain shows is found", () => {
  test("a tail cut off at a line", async () => {
    const anchor = await take();
    const text = await readFile(at(SINGLE), "utf8");
    const kept = text
      .split(/(?<=\n)/)
      .slice(0, 3)
      .join("");
    await writeFile(at(SINGLE), kept);
    expect((await verifyProject(events)).findings.filter(({ severity }) => severity !== "info")).toEqual([]);
    const { extends: isExtended, findings } = await verifyAnchor(events, anchor);
    expect(isExtended).toBe(false);
    expect(findings).toMatchObject([
      {
        cause: "log-shortened",
        stream: SECOND,
        file: `.semiont/events/${SINGLE}`,
        line: 4,
        offset: Buffer.byteLength(kept),
      },
    ]);
  });

  test("a tail cut inside a line", async () => {
    const anchor = await take();
    const bytes = await readFile(at(SINGLE));
    await truncate(at(SINGLE), bytes.length - 10);
    expect((await verifyAnchor(events, anchor)).findings).toMatchObject([{ cause: "history-changed", line: 4 }]);
  });

  test("a stream hashed anew in full", async () => {
    const anchor = await take();
    await write(SINGLE, linesFor(SECOND, 6, 99).join(""));
    expect((await verifyProject(events)).verdict).toBe("verified");
    expect((await verifyAnchor(events, anchor)).findings).toMatchObject([
      { cause: "history-changed", stream: SECOND, line: 1 },
    ]);
  });

  test("one byte, at its line", async () => {
    const anchor = await take();
    const lines = linesFor(SECOND, 4);
    lines[2] = lines[2]?.replace("did:web", "did:wen") ?? "";
    await write(SINGLE, lines.join(""));
    expect((await verifyAnchor(events, anchor)).findings).toMatchObject([
      { cause: "history-changed", line: 3, sequence: 3, eventId: `${SECOND}-2` },
    ]);
  });

  test("a file of the middle that is gone or has grown", async () => {
    const anchor = await take();
    await appendFile(at(ROTATED[0] ?? ""), "{}\n");
    expect((await verifyAnchor(events, anchor)).findings).toMatchObject([{ cause: "history-changed" }]);
    await rm(at(ROTATED[0] ?? ""));
    expect((await verifyAnchor(events, anchor)).findings).toMatchObject([{ cause: "log-shortened", line: null }]);
  });

  test("a stream that is gone", async () => {
    const anchor = await take();
    await rm(at(SINGLE));
    expect((await verifyAnchor(events, anchor)).findings).toMatchObject([
      { cause: "stream-missing", stream: SECOND, file: null, sequence: 4 },
    ]);
  });
});

describe("the file of an anchor", () => {
  test("gives back what was written", async () => {
    const anchor = await take();
    const path = join(folder, "anchor.json");
    await writeAnchorFile(nodeFileSystem, path, anchor, events);
    expect(await readAnchorFile(nodeFileSystem, path)).toEqual(anchor);
  });

  test("is refused among the project's own files, also by another way there", async () => {
    const anchor = await take();
    const config = join(dirname(events), "config");
    await writeFile(config, "[project]\n");
    for (const path of [
      config,
      join(events, "a.json"),
      join(folder, "x", "..", ".semiont", "events", "ab", "a.json"),
    ]) {
      await expect(writeAnchorFile(nodeFileSystem, path, anchor, events)).rejects.toThrow("inside “.semiont”");
    }
    expect(await readFile(config, "utf8")).toBe("[project]\n");
  });

  test("takes the place of an anchor, and of no other file", async () => {
    const anchor = await take();
    const path = join(folder, "anchor.json");
    await writeAnchorFile(nodeFileSystem, path, anchor, events);
    await writeAnchorFile(nodeFileSystem, path, { ...anchor, project: "again" }, events);
    expect(await readAnchorFile(nodeFileSystem, path)).toMatchObject({ project: "again" });
    const notes = join(folder, "notes.md");
    await writeFile(notes, "mine");
    await expect(writeAnchorFile(nodeFileSystem, notes, anchor, events)).rejects.toThrow("Nothing is overwritten");
    expect(await readFile(notes, "utf8")).toBe("mine");
  });

  test("is refused when it was edited, is no anchor, or is not there", async () => {
    const path = join(folder, "anchor.json");
    const anchor = await take();
    const [first, ...others] = anchor.streams;
    const edited = { ...anchor, streams: [{ ...first, events: 7 }, ...others] };
    await writeFile(path, JSON.stringify(edited));
    await expect(readAnchorFile(nodeFileSystem, path)).rejects.toThrow("edited after it was saved");
    await writeFile(path, "{}");
    await expect(readAnchorFile(nodeFileSystem, path)).rejects.toThrow("not an anchor");
    await expect(readAnchorFile(nodeFileSystem, join(folder, "none.json"))).rejects.toThrow("cannot be read");
  });

  test("paths in it are never followed out of the log", async () => {
    const anchor = await take();
    await writeFile(join(folder, "secret"), "x");
    const [first] = anchor.streams;
    if (first === undefined) throw new Error("there is a stream");
    const files = first.files.map((file, index) => ({ ...file, path: `../../secret${index === 0 ? "" : index}` }));
    // The log's own files were read for them, whose bytes are those that were anchored.
    expect(await verifyAnchor(events, { ...anchor, streams: [{ ...first, files }] })).toMatchObject({ extends: true });
    const [known] = first.files;
    if (known === undefined) throw new Error("there is a file");
    const mixed = [known, { ...known, path: "../../secret" }];
    const comparison = await verifyAnchor(events, { ...anchor, streams: [{ ...first, files: mixed }] });
    expect(comparison.findings.map(({ cause }) => cause)).toEqual(["log-shortened"]);
  });
});

test("a stream in two places is refused, since no one can say which of them is the stream", async () => {
  await mkdir(join(events, "zz"));
  await rename(at(SINGLE), join(events, "zz", `${SECOND}.jsonl`));
  await write(SINGLE, "");
  await expect(take()).rejects.toThrow("stands in two places");
});

test("an anchor taken twice of the same log has the same root", async () => {
  expect((await take()).root).toBe((await take()).root);
});

function take(): Promise<Anchor> {
  return takeAnchor(events, { project: "kb", now: new Date("2026-05-01T00:00:00.000Z") });
}

function linesFor(stream: string, events: number, seed = 7): string[] {
  return linesOf(goodStream("flat", stream, events, seeded(seed))).map((line) => `${line}\n`);
}

function at(path: string): string {
  return join(events, path);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(at(path)), { recursive: true });
  await writeFile(at(path), text);
}
