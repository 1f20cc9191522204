import { Buffer } from "node:buffer";
import { type FoundRows, findInChunk, type SearchableChunk } from "./stream-text.ts";

/** Parts into which a search is shared out: so small that the last one keeps nobody waiting. */
const RUNS = 64;

/** Neighbouring chunks that one thread searches at a time. */
export type Run = readonly SearchableChunk[];

/** How far the search of a run is. */
const FREE = 0;
const BEGUN = 1;
const DONE = 2;

/** @returns runs of about as many bytes each */
export function runsOf(chunks: readonly SearchableChunk[]): readonly Run[] {
  const size = chunks.reduce((sum, { bytes }) => sum + bytes.length, 0) / RUNS;
  const runs: SearchableChunk[][] = [];
  let room = 0;
  for (const chunk of chunks) {
    if (room <= 0) {
      runs.push([]);
      room = size;
    }
    runs.at(-1)?.push(chunk);
    room -= chunk.bytes.length;
  }
  return runs;
}

/** Where runs lie, for other threads. */
export interface SharedRuns {
  readonly buffers: readonly SharedArrayBuffer[];
  /** Of every chunk, seven numbers: the place of its run among all runs, then what {@link placesOf} lists. */
  readonly places: Uint32Array;
  readonly bytes: number;
}

/** @returns the runs of which all chunks lie in memory that other threads can see */
export function sharedRuns(runs: readonly Run[]): SharedRuns {
  const numbers = new Map<SharedArrayBuffer, number>();
  const numberOf = (buffer: SharedArrayBuffer) => {
    const number = numbers.get(buffer) ?? numbers.size;
    numbers.set(buffer, number);
    return number;
  };
  const places: number[] = [];
  let size = 0;
  for (const [place, run] of runs.entries()) {
    const listed = run.map((chunk) => placesOf(chunk, numberOf));
    if (listed.includes(null)) continue;
    for (const [index, chunk] of run.entries()) {
      places.push(place, ...(listed[index] ?? []));
      size += chunk.bytes.length;
    }
  }
  return { buffers: [...numbers.keys()], places: Uint32Array.from(places), bytes: size };
}

const NUMBERS_OF_A_CHUNK = 7;

/** @returns buffer, offset and length of the bytes, offset and length of the ends, first row; null for a chunk of this thread alone */
function placesOf(
  { bytes, ends, firstRow }: SearchableChunk,
  numberOf: (buffer: SharedArrayBuffer) => number,
): readonly number[] | null {
  const { buffer } = bytes;
  if (!(buffer instanceof SharedArrayBuffer) || ends.buffer !== buffer) return null;
  return [numberOf(buffer), bytes.byteOffset, bytes.length, ends.byteOffset, ends.length, firstRow];
}

/** @returns shared runs as another thread sees them, by their place among all runs */
export function runsFrom({ buffers, places }: SharedRuns): ReadonlyMap<number, Run> {
  const runs = new Map<number, SearchableChunk[]>();
  for (let at = 0; at < places.length; at += NUMBERS_OF_A_CHUNK) {
    const [run = 0, number = 0, offset = 0, length = 0, endsOffset = 0, count = 0, firstRow = 0] = places.subarray(
      at,
      at + NUMBERS_OF_A_CHUNK,
    );
    const buffer = buffers[number];
    if (buffer === undefined) throw new RangeError(`There is no buffer ${number}.`);
    const chunks = runs.get(run) ?? [];
    runs.set(run, chunks);
    chunks.push({
      bytes: Buffer.from(buffer, offset, length),
      ends: new Uint32Array(buffer, endsOffset, count),
      firstRow,
    });
  }
  return runs;
}

/** What is looked for, by every thread that takes part. */
export interface RunSearch {
  /** The parts of a word, one after the other. */
  readonly needles: readonly Buffer[];
  readonly found: FoundRows;
  readonly before: FoundRows | undefined;
  /** By the place of a run, how far it is. */
  readonly states: Int32Array;
}

/** @param count of runs */
export function newStates(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT));
}

/** Searches runs that no other thread has begun. */
export function findInRuns(runs: Iterable<readonly [place: number, run: Run]>, search: RunSearch): void {
  for (const [place, run] of runs) {
    if (Atomics.compareExchange(search.states, place, FREE, BEGUN) !== FREE) continue;
    findInRun(run, search);
    Atomics.store(search.states, place, DONE);
  }
}

/** Searches what another thread has begun and not done: both find the same, and write the same. */
export function finishRuns(runs: readonly Run[], search: RunSearch): void {
  for (const [place, run] of runs.entries()) if (Atomics.load(search.states, place) !== DONE) findInRun(run, search);
}

function findInRun(run: Run, { needles, found, before }: RunSearch): void {
  for (const chunk of run) findInChunk(chunk, needles, found, before);
}
