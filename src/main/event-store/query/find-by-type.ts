import { legacyEventNames } from "../../../shared/events/legacy-names.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { readLine } from "../log/read-line.ts";
import { type RawLine, readLines } from "../log/read-lines.ts";
import { type LogSource, withLogFile } from "../log/read-stream.ts";

/** With more names than this, looking for each of them costs more than parsing everything. */
const MOST_NAMES = 12;

/** Names that JSON writes in one way only, escapes apart. */
const PLAIN_NAME = /^[\w:.-]+$/;

/** How JSON may write any letter; in a line that has it, a type name may stand unrecognized. */
const ESCAPE = "\\u00";

/**
 * Reads the events of some types from a file. Lines in which none of their names occurs, between quotes, are not even
 * parsed; that is sure, whatever the shape of the record, since a name can only be written so or with escapes.
 * @param types today's names
 * @throws StreamUnreadableError
 */
export async function findByType(
  source: LogSource,
  file: string,
  types: ReadonlySet<string>,
  take: (stored: StoredEvent) => void,
): Promise<void> {
  const names = [...types].flatMap((type) => [type, ...legacyEventNames(type)]);
  const needles = needlesFor(names);
  await withLogFile(source, file, async (open) => {
    for await (const lines of readLines(open, undefined, source.longestLine)) {
      for (const line of needles === undefined ? lines : linesWithAny(lines, needles)) {
        const reading = readLine(file, line, source.longestLine);
        if (reading?.kind === "record" && types.has(reading.stored.event.type)) take(reading.stored);
      }
    }
  });
}

/** @returns `undefined` where looking for the names in the bytes is not worth it, or not sure. */
function needlesFor(names: readonly string[]): readonly Buffer[] | undefined {
  if (names.length > MOST_NAMES || names.some((name) => !PLAIN_NAME.test(name))) return undefined;
  return [...names.map((name) => Buffer.from(`"${name}"`)), Buffer.from(ESCAPE)];
}

/** The lines that hold at least one of the texts, in their order. */
function linesWithAny(lines: readonly RawLine[], needles: readonly Buffer[]): RawLine[] {
  const region = regionOf(lines);
  const hits = needles.flatMap((needle) => [...lineIndexesWith(lines, region, needle)]);
  const indexes = needles.length === 1 ? hits : [...new Set(hits)].sort((left, right) => left - right);
  return indexes.flatMap((index) => lines[index] ?? []);
}

function* lineIndexesWith(lines: readonly RawLine[], region: Buffer, needle: Buffer): Generator<number, void, void> {
  let index = 0;
  for (let found = region.indexOf(needle); found >= 0; ) {
    while (endOf(lines, index) <= region.byteOffset + found) index += 1;
    yield index;
    found = region.indexOf(needle, endOf(lines, index) - region.byteOffset);
  }
}

/** Lines that were read together stand in one piece of memory. */
function regionOf(lines: readonly RawLine[]): Buffer {
  const first = lines[0]?.bytes ?? Buffer.alloc(0);
  return Buffer.from(first.buffer, first.byteOffset, endOf(lines, lines.length - 1) - first.byteOffset);
}

function endOf(lines: readonly RawLine[], index: number): number {
  const bytes = lines[index]?.bytes;
  return bytes === undefined ? Number.POSITIVE_INFINITY : bytes.byteOffset + bytes.length;
}
