import { Buffer } from "node:buffer";

/** The searchable texts of some neighbouring records of a stream, as one run of UTF-8 outside of the heap. */
export interface TextChunk {
  readonly bytes: Uint8Array;
  /** End of each record's text in `bytes`. */
  readonly ends: Uint32Array;
}

const encoder = new TextEncoder();

export function textChunk(texts: readonly string[]): TextChunk {
  // An encoder's bytes have a buffer of their own, which can be handed to another thread.
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
 * Finds the records whose text contains the parts of a word, one after the other.
 * @param found gets the index of each record over all chunks, rising, and where in its chunk the first part begins
 */
export function findInChunks(
  chunks: readonly TextChunk[],
  parts: readonly string[],
  found: (index: number, place: number) => void,
): void {
  const needles = parts.map((part) => Buffer.from(part));
  let before = 0;
  for (const chunk of chunks) {
    findInChunk(chunk, needles, (index, place) => found(before + index, place));
    before += chunk.ends.length;
  }
}

/**
 * Finds the records that contain a longer text, where all that contain its beginning are known, with the place of it.
 * @param placeOf where in its chunk the beginning was found first in a record; undefined where it is in none
 */
export function narrowInChunks(
  chunks: readonly TextChunk[],
  part: string,
  placeOf: (index: number) => number | undefined,
  found: (index: number, place: number) => void,
): void {
  const needle = Buffer.from(part);
  let before = 0;
  for (const { bytes, ends } of chunks) {
    for (let index = 0; index < ends.length; index += 1) {
      const from = placeOf(before + index);
      if (from === undefined) continue;
      const place = placeWithin(bytes, needle, from, (ends[index] ?? 0) - needle.length);
      if (place !== -1) found(before + index, place);
    }
    before += ends.length;
  }
}

function findInChunk(
  { bytes, ends }: TextChunk,
  needles: readonly Buffer[],
  found: (index: number, place: number) => void,
): void {
  const [first, ...others] = needles;
  if (first === undefined) {
    for (let index = 0; index < ends.length; index += 1) found(index, 0);
    return;
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let index = 0;
  for (let place = nextPlace(text, first, 0); place !== -1; ) {
    while ((ends[index] ?? text.length) <= place) index += 1;
    const end = ends[index] ?? text.length;
    if (others.length === 0 || followEachOther(text.subarray(place + first.length, end), others)) found(index, place);
    place = nextPlace(text, first, end + 1);
  }
}

/** A word that is in most records is met after a few letters, sooner than a call of `indexOf` takes. */
const NEAR = 128;

function nextPlace(text: Buffer, needle: Buffer, from: number): number {
  const last = text.length - needle.length;
  const near = placeWithin(text, needle, from, Math.min(from + NEAR, last));
  return near !== -1 || from + NEAR >= last ? near : text.indexOf(needle, from + NEAR);
}

/** @returns the first place from `from` to `last` at which the needle begins; -1 for none. */
function placeWithin(text: Uint8Array, needle: Uint8Array, from: number, last: number): number {
  const [head] = needle;
  for (let place = from; place <= last; place += 1) {
    if (text[place] !== head) continue;
    let same = 1;
    while (same < needle.length && text[place + same] === needle[same]) same += 1;
    if (same === needle.length) return place;
  }
  return -1;
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
