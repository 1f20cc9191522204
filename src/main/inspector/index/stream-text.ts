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
 * @param found gets the index of each record over all chunks, rising
 */
export function findInChunks(
  chunks: readonly TextChunk[],
  parts: readonly string[],
  found: (index: number) => void,
): void {
  const needles = parts.map((part) => Buffer.from(part));
  let before = 0;
  for (const chunk of chunks) {
    findInChunk(chunk, needles, (index) => found(before + index));
    before += chunk.ends.length;
  }
}

function findInChunk({ bytes, ends }: TextChunk, needles: readonly Buffer[], found: (index: number) => void): void {
  const [first, ...others] = needles;
  if (first === undefined) {
    for (let index = 0; index < ends.length; index += 1) found(index);
    return;
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let place = text.indexOf(first); place !== -1; ) {
    const index = recordAt(ends, place);
    const end = ends[index] ?? text.length;
    if (followEachOther(text.subarray(place + first.length, end), others)) found(index);
    place = end + 1 >= text.length ? -1 : text.indexOf(first, end + 1);
  }
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

/** @returns the index of the first record that ends behind a place. */
function recordAt(ends: Uint32Array, place: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
