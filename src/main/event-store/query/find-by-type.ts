import { legacyEventNames } from "../../../shared/events/legacy-names.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { readLine } from "../log/read-line.ts";
import { LONGEST_LINE, type RawLine, readLines } from "../log/read-lines.ts";
import { readRegions } from "../log/read-regions.ts";
import { type LogSource, withLogFile } from "../log/read-stream.ts";

/** With more names than this, looking for each of them costs more than parsing everything. */
const MOST_NAMES = 12;

/** Names that JSON writes in one way only, escapes apart. */
const PLAIN_NAME = /^[\w:.-]+$/;

/** How JSON may write any letter; in a line that has it, a type name may stand unrecognized. */
const ESCAPE = "\\u00";

const NEWLINE = 0x0a;

/** Shorter endings stand in too many other words. */
const SHORTEST_PART = 8;

/** What is looked for. */
interface Needle {
  readonly part: Buffer;
  /** Texts of which the part is the end, one of which has to be there; none where the part is all. */
  readonly wholes: readonly Buffer[];
}

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
  const needles = needlesFor(types);
  const longestLine = source.longestLine ?? LONGEST_LINE;
  const takeLine = (line: RawLine) => {
    const reading = readLine(file, line, longestLine);
    if (reading?.kind === "record" && types.has(reading.stored.event.type)) take(reading.stored);
  };
  await withLogFile(source, file, async (open) => {
    let from = { offset: 0, line: 1 };
    if (needles !== undefined) {
      let line = 1;
      const stop = await readRegions(open, longestLine, (region, offset) => {
        line = takeLinesWithAny(region, { offset, line }, needles, takeLine);
        return true;
      });
      if (stop === undefined) return;
      from = { offset: stop, line };
    }
    for await (const lines of readLines(open, from, longestLine)) for (const line of lines) takeLine(line);
  });
}

/** @returns `undefined` where looking for the names in the bytes is not worth it, or not sure. */
function needlesFor(types: Iterable<string>): readonly Needle[] | undefined {
  const families = Array.from(types, (type) => [type, ...legacyEventNames(type)]);
  const names = families.flat();
  if (names.length > MOST_NAMES || names.some((name) => !PLAIN_NAME.test(name))) return undefined;
  return [...families.flatMap(needlesOf), { part: Buffer.from(ESCAPE), wholes: [] }];
}

/** The names of one type often end alike, `job:started` and `job.started`: then one look finds both. */
function needlesOf(names: readonly string[]): Needle[] {
  const wholes = names.map((name) => Buffer.from(`"${name}"`));
  const [first = Buffer.alloc(0)] = wholes;
  let common = 0;
  while (common < first.length && wholes.every((whole) => whole.at(-1 - common) === first.at(-1 - common))) common += 1;
  if (common < SHORTEST_PART) return wholes.map((whole) => ({ part: whole, wholes: [] }));
  return [{ part: first.subarray(first.length - common), wholes }];
}

/**
 * Finds the lines that hold at least one of the texts, and hands them over in their order.
 * @param first where the region begins
 * @returns the number of the line behind the region
 */
function takeLinesWithAny(
  region: Buffer,
  first: { readonly offset: number; readonly line: number },
  needles: readonly Needle[],
  take: (line: RawLine) => void,
): number {
  const starts = new Set(needles.flatMap((needle) => lineStartsWith(region, needle)));
  let line = first.line;
  let counted = 0;
  for (const start of Uint32Array.from(starts).sort()) {
    line += newlinesBetween(region, counted, start);
    counted = start;
    const newline = region.indexOf(NEWLINE, start);
    const bytes = region.subarray(start, newline < 0 ? region.length : newline);
    take({ bytes, line, offset: first.offset + start, length: bytes.length, isTerminated: newline >= 0 });
  }
  return line + newlinesBetween(region, counted, region.length);
}

/** Where the lines begin that hold a text. */
function lineStartsWith(region: Buffer, { part, wholes }: Needle): number[] {
  const starts: number[] = [];
  for (let found = region.indexOf(part); found >= 0; ) {
    if (wholes.length > 0 && !wholes.some((whole) => endsAt(region, found + part.length, whole))) {
      found = region.indexOf(part, found + part.length);
      continue;
    }
    starts.push(region.lastIndexOf(NEWLINE, found) + 1);
    const end = region.indexOf(NEWLINE, found);
    found = end < 0 ? -1 : region.indexOf(part, end);
  }
  return starts;
}

function endsAt(region: Buffer, end: number, text: Buffer): boolean {
  const start = end - text.length;
  if (start < 0) return false;
  for (let index = 0; index < text.length; index += 1) if (region[start + index] !== text[index]) return false;
  return true;
}

function newlinesBetween(region: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = region.indexOf(NEWLINE, from); at >= 0 && at < to; at = region.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
