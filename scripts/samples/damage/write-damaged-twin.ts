import { glob, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { legacyShardPath } from "../../../src/main/event-store/log/shard.ts";
import type { Shelf } from "../shelf.ts";
import type { DamagedStream, ExpectedKind } from "./damage.ts";
import { damagedResources, STREAM_IN_TWO_PLACES } from "./damaged-documents.ts";
import {
  chained,
  type LogRecord,
  readLogRecord,
  sequenceOf,
  withEvent,
  withMetadata,
  writeLogRecord,
} from "./log-record.ts";

/** A finding that a check of the damaged library has to make. */
export interface ExpectedFinding extends ExpectedKind {
  readonly stream: string;
  /** Below the project's folder, with `/`. */
  readonly file: string;
  /** From 1; `null` where the finding is about the whole stream. */
  readonly line: number | null;
  /** Bytes from the start of the file. */
  readonly offset: number | null;
  readonly sequence: number | null;
  readonly eventId: string | null;
}

/**
 * Damages a copy of the library, file by file. It is written past the event store, which would never write such files.
 * @returns what a check must find, and nothing else
 */
export async function damageLibrary(projectFolder: string, shelf: Shelf): Promise<readonly ExpectedFinding[]> {
  const expected: ExpectedFinding[] = [];
  for (const [resourceId, damage] of damagedResources(shelf)) {
    const file = await logFileOf(projectFolder, resourceId);
    const damaged = damage(await readRecords(projectFolder, file));
    const { bytes, findings } = writeDamaged(resourceId, file, damaged);
    await writeFile(join(projectFolder, file), bytes);
    expected.push(...findings);
  }
  expected.push(await addSecondPlace(projectFolder, shelf.find(STREAM_IN_TWO_PLACES).resourceId));
  return expected.sort((left, right) => compare(left.file, right.file) || (left.offset ?? -1) - (right.offset ?? -1));
}

function writeDamaged(stream: string, file: string, { lines, expected, endsTorn = false }: DamagedStream) {
  const findings: ExpectedFinding[] = [];
  let offset = 0;
  const texts = lines.map((line, index) => {
    const text = typeof line === "string" ? line : writeLogRecord(line);
    const place = typeof line === "string" ? { sequence: null, eventId: null } : placeOf(line);
    for (const { line: at, ...kind } of expected) {
      if (at === index) findings.push({ ...kind, stream, file, line: index + 1, offset, ...place });
    }
    offset += Buffer.byteLength(text) + 1;
    return text;
  });
  return { bytes: texts.join("\n") + (endsTorn ? "" : "\n"), findings };
}

function placeOf(record: LogRecord): { readonly sequence: number; readonly eventId: string } {
  return { sequence: sequenceOf(record), eventId: String(record.event.id) };
}

/** A second server with another shard function and layout began the same resource anew. */
async function addSecondPlace(projectFolder: string, resourceId: string): Promise<ExpectedFinding> {
  const file = await logFileOf(projectFolder, resourceId);
  const [first, second] = await readRecords(projectFolder, file);
  if (first === undefined || second === undefined) throw new Error(`${file} has fewer than two records.`);
  const other = `.semiont/events/${legacyShardPath(resourceId)}/${resourceId}/events-000001.jsonl`;
  const again = chained(
    [
      withEvent(first, { id: "0c1d7a52-5b1e-4b57-9d5c-3f6a1e0b9a11", timestamp: "2025-03-18T12:00:00.000Z" }),
      withEvent(second, { id: "7be0f1c4-2f0d-4a4e-8a55-90d1c2ab7e12", timestamp: "2025-03-18T12:00:04.000Z" }),
    ],
    0,
  ).map((record): LogRecord => ({ ...withMetadata(record, firstWithoutLink(record)), shape: "flat" }));
  await mkdir(dirname(join(projectFolder, other)), { recursive: true });
  await writeFile(join(projectFolder, other), `${again.map(writeLogRecord).join("\n")}\n`);
  // The place that comes later in the order of paths is the second one.
  const [, later = other] = [file, other].sort(compare);
  return {
    code: "duplicate-stream",
    cause: "two-places",
    severity: "suspect",
    stream: resourceId,
    file: later,
    line: null,
    offset: null,
    sequence: null,
    eventId: null,
  };
}

/** Servers with the flat envelope leave the first link out. */
function firstWithoutLink({ metadata }: LogRecord): LogRecord["metadata"] {
  return metadata.prevEventHash === null ? { prevEventHash: undefined } : {};
}

async function readRecords(projectFolder: string, file: string): Promise<readonly LogRecord[]> {
  const text = await readFile(join(projectFolder, file), "utf8");
  return text.trimEnd().split("\n").map(readLogRecord);
}

/** @returns the path below the project's folder, with `/` */
async function logFileOf(projectFolder: string, resourceId: string): Promise<string> {
  for await (const found of glob(`.semiont/events/**/${resourceId}.jsonl`, { cwd: projectFolder })) {
    return found.split(sep).join("/");
  }
  throw new Error(`${projectFolder} has no log of ${resourceId}.`);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
