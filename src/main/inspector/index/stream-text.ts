import { Buffer } from "node:buffer";

/** The searchable texts of some neighbouring records of a stream, as one run of UTF-8 outside of the heap. */
export interface TextChunk {
  readonly bytes: Uint8Array;
  /** End of each record's text in `bytes`. */
  readonly ends: Uint32Array;
}

const encoder = new TextEncoder();

export function textChunk(texts: readonly string[]): TextChunk {
  const bytes = encoder.encode(texts.join("\0"));
  const ends = new Uint32Array(texts.length);
  let end = -1;
  for (const [index, text] of texts.entries()) {
    end += Buffer.byteLength(text) + 1;
    ends[index] = end;
  }
  return { bytes, ends };
}

/**
 * Puts chunks into one piece of memory that all threads can see.
 * @returns the same chunks, list by list
 */
export function shareChunks(lists: readonly (readonly TextChunk[])[]): readonly (readonly TextChunk[])[] {
  const chunks = lists.flat();
  const endsSize = chunks.reduce((sum, { ends }) => sum + ends.byteLength, 0);
  const memory = new SharedArrayBuffer(chunks.reduce((sum, { bytes }) => sum + bytes.length, endsSize));
  // Numbers before bytes, so that they stand where numbers may.
  let [endsAt, bytesAt] = [0, endsSize];
  return lists.map((list) =>
    list.map((chunk): TextChunk => {
      const ends = new Uint32Array(memory, endsAt, chunk.ends.length);
      const bytes = new Uint8Array(memory, bytesAt, chunk.bytes.length);
      ends.set(chunk.ends);
      bytes.set(chunk.bytes);
      endsAt += ends.byteLength;
      bytesAt += bytes.length;
      return { bytes, ends };
    }),
  );
}

/** Room for what is found of so many rows, in memory that all threads can see. */
export function newFoundRows(rows: number): FoundRows {
  return {
    accepts: new Uint8Array(new SharedArrayBuffer(rows)),
    at: new Uint32Array(new SharedArrayBuffer(rows * Uint32Array.BYTES_PER_ELEMENT)).fill(NO_PLACE),
  };
}

/** A chunk with the row of its first record, ready to be searched again and again. */
export interface SearchableChunk {
  readonly bytes: Buffer;
  readonly ends: Uint32Array;
  readonly firstRow: number;
}

/** @param firstRow that of the first record of all chunks */
export function searchableChunks(chunks: readonly TextChunk[], firstRow: number): readonly SearchableChunk[] {
  let next = firstRow;
  return chunks.map(({ bytes, ends }) => {
    const row = next;
    next += ends.length;
    return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), ends, firstRow: row };
  });
}

/** Which rows hold a word, and where in its chunk each row has it first. */
export interface FoundRows {
  /** 1 for each row that holds it; rows that do when a search begins are not looked at. */
  readonly accepts: Uint8Array;
  /** A place, or {@link NO_PLACE} where the row was not accepted for its own text. */
  readonly at: Uint32Array;
}

export const NO_PLACE = 2 ** 32 - 1;

/**
 * Finds the rows of a chunk whose text contains the parts of a word, one after the other.
 * @param before the rows of a shorter word that `parts` begins with: a longer one is in none of the others
 */
export function findInChunk(
  { bytes, ends, firstRow }: SearchableChunk,
  parts: readonly Buffer[],
  { accepts, at }: FoundRows,
  before?: FoundRows,
): void {
  const [needle, ...others] = parts;
  if (needle === undefined) return;
  // Each row is left to the system's own search, which knows no rows: what it finds may be rows further on. Where nearly every row
  // has a hit, as for a single letter, asking for each of them costs more than looking: the beginning of a row is looked at first.
  let hit = -1;
  let isDense = true;
  let start = 0;
  for (let index = 0; index < ends.length; index += 1) {
    const row = firstRow + index;
    const end = ends[index] ?? bytes.length;
    let from = start;
    start = end + 1;
    if (accepts[row] === 1 || (before !== undefined && before.accepts[row] === 0)) continue;
    const known = before?.at[row] ?? NO_PLACE;
    if (known !== NO_PLACE) from = known;
    if (hit < from) {
      hit = isDense ? findNear(bytes, needle, from, end) : standsAt(bytes, needle, from) ? from : -1;
      if (hit === -1) {
        hit = bytes.indexOf(needle, from);
        if (hit === -1) return;
        isDense = hit < end;
      }
    }
    if (hit + needle.length > end) continue;
    if (others.length > 0 && !followEachOther(bytes.subarray(hit + needle.length, end), others)) continue;
    accepts[row] = 1;
    at[row] = hit;
  }
}

/** The records of a stream whose text contains a word, as indexes over all of its chunks, rising. */
export function recordsWith(chunks: readonly TextChunk[], parts: readonly string[]): readonly number[] {
  const count = chunks.reduce((sum, { ends }) => sum + ends.length, 0);
  const found: FoundRows = { accepts: new Uint8Array(count), at: new Uint32Array(count) };
  const needles = parts.map((part) => Buffer.from(part));
  for (const chunk of searchableChunks(chunks, 0)) findInChunk(chunk, needles, found);
  return [...found.accepts.keys()].filter((index) => found.accepts[index] === 1);
}

/** Whether a text holds the parts of a word one after the other, for a row at a time. */
export function rowHolds({ bytes, ends, firstRow }: SearchableChunk, row: number, parts: readonly Buffer[]): boolean {
  const index = row - firstRow;
  const start = index === 0 ? 0 : (ends[index - 1] ?? 0) + 1;
  return followEachOther(bytes.subarray(start, ends[index] ?? start), parts);
}

/** Bytes that are looked through in the time that a call of the system's search takes. */
const NEAR = 192;

/** @returns where it stands in the next bytes, or -1 */
function findNear(text: Buffer, needle: Buffer, from: number, end: number): number {
  const first = needle[0];
  const last = Math.min(end - needle.length, from + NEAR);
  for (let at = from; at <= last; at += 1) if (text[at] === first && standsAt(text, needle, at)) return at;
  return -1;
}

function standsAt(text: Buffer, needle: Buffer, place: number): boolean {
  for (let at = 0; at < needle.length; at += 1) if (text[place + at] !== needle[at]) return false;
  return true;
}

function followEachOther(text: Buffer, needles: readonly Buffer[]): boolean {
  let from = 0;
  for (const needle of needles) {
    const place = text.indexOf(needle, from);
    if (place === -1) return false;
    from = place + needle.length;
  }
  return true;
}
