import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fixturesDirectory } from "../../../testing/fixtures.ts";
import { nodeFileSystem } from "../file-system.ts";
import { discoverStreams } from "./discover-streams.ts";
import type { LineReading, MalformedLine } from "./read-line.ts";
import { eventsOf, type LogSource, readLogFile, readStream } from "./read-stream.ts";

const fixtures = fixturesDirectory();

function record(sequenceNumber: number, payload: unknown = {}): string {
  return JSON.stringify({ type: "mark:added", resourceId: "id", payload, metadata: { sequenceNumber } });
}

function malformedOf(readings: readonly LineReading[]): MalformedLine[] {
  return readings.flatMap((reading) => (reading.kind === "malformed" ? [reading.malformed] : []));
}

async function collect(batches: AsyncIterable<readonly LineReading[]>): Promise<LineReading[]> {
  const readings: LineReading[] = [];
  for await (const batch of batches) readings.push(...batch);
  return readings;
}

describe("reading a stream", () => {
  let folder: string;
  let source: LogSource;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "semiont-read-"));
    source = { fileSystem: nodeFileSystem, eventsDir: folder };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function read(content: string | Uint8Array, longestLine?: number): Promise<LineReading[]> {
    await writeFile(join(folder, "id.jsonl"), content);
    const limited = longestLine === undefined ? source : { ...source, longestLine };
    return collect(readStream(limited, { files: ["id.jsonl"] }));
  }

  test("tells records with where they stand and how they were written", async () => {
    const nested = JSON.stringify({ event: { type: "annotation.added" }, metadata: { sequenceNumber: 2 } });
    const [first, second] = eventsOf(await read(`${record(1)}\r\n\n${nested}\n`));
    expect(first?.record).toEqual({
      file: "id.jsonl",
      line: 1,
      offset: 0,
      length: record(1).length + 1,
      recordedType: "mark:added",
      shape: "flat",
    });
    expect(second?.event.type).toBe("mark:added");
    expect(second?.record).toMatchObject({ line: 3, recordedType: "annotation.added", shape: "nested" });
    expect(second?.record?.offset).toBe(record(1).length + 3);
  });

  test("keeps records with line separators of Unicode in them", async () => {
    const events = eventsOf(await read(`${record(1, { text: "a\u2028b\u2029c" })}\n${record(2)}\n`));
    expect(events.map(({ metadata }) => metadata.sequenceNumber)).toEqual([1, 2]);
    expect(events[0]?.event.payload).toEqual({ text: "a\u2028b\u2029c" });
  });

  test("names every line that is no record, and reads on", async () => {
    const torn = record(9).slice(0, -5);
    const readings = await read(
      Buffer.concat([
        Buffer.from(
          `\ufeff${record(1)}\n{}\n[]\nnull\n7\n{"type":"x"}\n{"event":{},"metadata":{"sequenceNumber":1}}\n`,
        ),
        Buffer.from(`${record(2)}\n\ufeff${record(3)}\n`),
        Buffer.from([0x22, 0xe2, 0x80, 0x22, 0x0a]),
        Buffer.from(`\0\0\0\n${record(4)}\n${torn}`),
      ]),
    );
    expect(eventsOf(readings).map(({ metadata }) => metadata.sequenceNumber)).toEqual([1, 2, 4]);
    expect(malformedOf(readings).map(({ line, reason, isTerminated }) => [line, reason, isTerminated])).toEqual([
      [2, "not-a-record", true],
      [3, "not-a-record", true],
      [4, "not-a-record", true],
      [5, "not-a-record", true],
      [6, "not-a-record", true],
      [7, "not-a-record", true],
      [9, "not-json", true],
      [10, "not-utf8", true],
      [11, "not-json", true],
      [13, "not-json", false],
    ]);
    expect(malformedOf(readings).at(-1)).toMatchObject({ excerpt: torn, length: torn.length });
  });

  test("a line that is too long is named, and those around it are read", async () => {
    const readings = await read(`${record(1)}\n${record(2, { text: "x".repeat(4000) })}\n${record(3)}\n`, 1000);
    expect(eventsOf(readings).map(({ metadata }) => metadata.sequenceNumber)).toEqual([1, 3]);
    expect(malformedOf(readings)).toMatchObject([{ line: 2, reason: "too-long" }]);
    expect(malformedOf(readings)[0]?.excerpt.length).toBeLessThanOrEqual(200);
  });

  test("deeply nested and hostile JSON does no harm", async () => {
    const deep = `{"type":"x","payload":${"[".repeat(200_000)}${"]".repeat(200_000)},"metadata":{"sequenceNumber":1}}`;
    const proto =
      '{"type":"x","payload":{"__proto__":{"polluted":1}},"__proto__":{"a":1},"metadata":{"sequenceNumber":2}}';
    const events = eventsOf(await read(`${deep}\n${proto}\n`));
    expect(events.map(({ metadata }) => metadata.sequenceNumber)).toEqual([1, 2]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test("is lazy: who stops early reads no further, and the file is closed", async () => {
    let reads = 0;
    let closed = 0;
    await writeFile(join(folder, "id.jsonl"), `${record(1)}\n`.repeat(200_000));
    const counting: LogSource = {
      ...source,
      fileSystem: {
        ...nodeFileSystem,
        async openToRead(path) {
          const file = await nodeFileSystem.openToRead(path);
          return {
            read: (buffer, position) => {
              reads += 1;
              return file.read(buffer, position);
            },
            stat: () => file.stat(),
            close: () => {
              closed += 1;
              return file.close();
            },
          };
        },
      },
    };
    for await (const _ of readStream(counting, { files: ["id.jsonl"] })) break;
    expect({ reads, closed }).toEqual({ reads: 1, closed: 1 });
  });

  test("what is no plain file is refused, not waited for and not followed", async () => {
    await writeFile(join(folder, "outside.jsonl"), `${record(1)}\n`);
    await symlink(join(folder, "outside.jsonl"), join(folder, "link.jsonl"));
    const unreadable = { code: "stream-unreadable" };
    await expect(collect(readLogFile(source, "link.jsonl"))).rejects.toMatchObject(unreadable);
    await expect(collect(readLogFile(source, "missing.jsonl"))).rejects.toMatchObject(unreadable);
    await expect(collect(readLogFile(source, "."))).rejects.toMatchObject(unreadable);
  });

  test.skipIf(fixtures === undefined).each([
    ["edge/blank-lines-crlf-bom", 4, 0],
    ["edge/malformed-middle-line", 4, 1],
    ["edge/torn-last-line", 3, 1],
    ["edge/no-final-newline", 3, 0],
    ["edge/unknown-types", 5, 0],
    ["edge/nested-format", 3, 0],
    ["edge/short-ids", 4, 0],
    ["semiont-0.4.15-complete", 134, 0],
    ["real/gutenberg-nested-chained", 103, 0],
    ["real/gutenberg-flat-chained", 361, 0],
    ["real/gutenberg-unchained", 130, 0],
    ["real/family-mixed-eras", 66, 0],
  ])("reads %s: %i events, %i malformed lines (needs fixtures)", async (name, events, malformed) => {
    const eventsDir = join(fixtures ?? "", name, "project/.semiont/events");
    const { streams } = await discoverStreams(nodeFileSystem, eventsDir);
    const readings: LineReading[] = [];
    for (const stream of streams) {
      for await (const batch of readStream({ fileSystem: nodeFileSystem, eventsDir }, stream)) readings.push(...batch);
    }
    expect(eventsOf(readings)).toHaveLength(events);
    expect(malformedOf(readings)).toHaveLength(malformed);
  });
});
