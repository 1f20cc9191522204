import type { EventReference } from "../../../shared/ipc/model/timeline.ts";
import type { StreamIndex } from "./stream-index.ts";

/** An event of the project as one number, so that lists of all events stay small and are quick to sort. */
export type EventCode = number;

/** More records than any stream has: the code of stream and position stays a safe integer. */
const POSITIONS = 2 ** 26;

/** All streams of an open project, and the order of its events. */
export class ProjectIndex {
  readonly #streams = new Map<string, StreamIndex>();
  /** A stream keeps its ordinal for good, so that codes stay right while others come and go. */
  readonly #ordinals = new Map<string, number>();
  readonly #names: string[] = [];
  /** By ordinal; undefined where a stream is gone. */
  readonly #byOrdinal: (StreamIndex | undefined)[] = [];
  #chronological: EventCode[] = [];
  /** Codes that have not been put in their place yet. */
  #unplaced: EventCode[] = [];
  #revision = 0;

  get revision(): number {
    return this.#revision;
  }

  get size(): number {
    return this.#streams.size;
  }

  get(streamId: string): StreamIndex | undefined {
    return this.#streams.get(streamId);
  }

  streams(): IterableIterator<StreamIndex> {
    return this.#streams.values();
  }

  /** Counts one revision for all that changed together. */
  change(put: Iterable<StreamIndex>, removed: Iterable<string> = []): void {
    for (const streamId of removed) {
      this.#forget(streamId);
      this.#streams.delete(streamId);
      const ordinal = this.#ordinals.get(streamId);
      if (ordinal !== undefined) this.#byOrdinal[ordinal] = undefined;
    }
    for (const index of put) {
      const before = this.#streams.get(index.streamId);
      const known = before?.scan.records.length ?? 0;
      const grew = before !== undefined && index.scan.records.length >= known && startsWith(index, before);
      if (!grew) this.#forget(index.streamId);
      this.#streams.set(index.streamId, index);
      const ordinal = this.#ordinalFor(index.streamId);
      this.#byOrdinal[ordinal] = index;
      for (let position = (grew ? known : 0) + 1; position <= index.scan.records.length; position += 1) {
        this.#unplaced.push(ordinal * POSITIONS + position);
      }
    }
    this.#revision += 1;
  }

  /** All events by time; those of one stream in file order, whatever its clock did. */
  chronological(): readonly EventCode[] {
    if (this.#unplaced.length > 0) {
      const timeOf = this.#steadyTimes();
      this.#chronological = mergeByTime(this.#chronological, sortByTime(this.#unplaced, timeOf), timeOf);
      this.#unplaced = [];
    }
    return this.#chronological;
  }

  codeOf({ stream, position }: EventReference): EventCode | undefined {
    const ordinal = this.#ordinals.get(stream);
    const isThere = (this.#streams.get(stream)?.scan.records.length ?? 0) >= position && position >= 1;
    return ordinal === undefined || !isThere ? undefined : ordinal * POSITIONS + position;
  }

  /** The codes of one stream in file order. */
  codesOf(index: StreamIndex): EventCode[] {
    const start = this.ordinalOf(index) * POSITIONS + 1;
    return Array.from({ length: index.scan.records.length }, (_, place) => start + place);
  }

  ordinalOf({ streamId }: StreamIndex): number {
    return this.#ordinals.get(streamId) ?? Number.NaN;
  }

  /** @throws RangeError for a code of a stream that is gone; codes do not outlive a revision */
  streamOf(code: EventCode): StreamIndex {
    const index = this.#byOrdinal[Math.floor(code / POSITIONS)];
    if (index === undefined) throw new RangeError("The event belongs to a stream that is gone.");
    return index;
  }

  /** As `ordinalOf` of its stream, without looking at it. */
  ordinalOfCode(code: EventCode): number {
    return Math.floor(code / POSITIONS);
  }

  positionOf(code: EventCode): number {
    return code % POSITIONS;
  }

  #ordinalFor(streamId: string): number {
    const known = this.#ordinals.get(streamId);
    if (known !== undefined) return known;
    const ordinal = this.#names.push(streamId) - 1;
    this.#ordinals.set(streamId, ordinal);
    return ordinal;
  }

  #forget(streamId: string): void {
    const ordinal = this.#ordinals.get(streamId);
    if (ordinal === undefined || !this.#streams.has(streamId)) return;
    const isOther = (code: EventCode) => Math.floor(code / POSITIONS) !== ordinal;
    this.#chronological = this.#chronological.filter(isOther);
    this.#unplaced = this.#unplaced.filter(isOther);
  }

  /** Times that never run backwards within a stream; unreadable ones are those before. */
  #steadyTimes(): (code: EventCode) => number {
    const byOrdinal: Float64Array[] = [];
    return (code) => {
      const ordinal = Math.floor(code / POSITIONS);
      const known = byOrdinal[ordinal] ?? steadyTimes(this.#byOrdinal[ordinal]?.times ?? NO_TIMES);
      byOrdinal[ordinal] = known;
      return known[(code % POSITIONS) - 1] ?? 0;
    };
  }
}

const NO_TIMES = new Float64Array();

function startsWith(index: StreamIndex, before: StreamIndex): boolean {
  const last = before.scan.records.length - 1;
  const [now, then] = [index.scan.records[last], before.scan.records[last]];
  return (
    last < 0 || (now?.eventId === then?.eventId && now?.offset === then?.offset && now?.timestamp === then?.timestamp)
  );
}

/** Times that never run backwards: the very ones where they only rise, as they nearly always do. */
export function steadyTimes(times: Float64Array): Float64Array {
  if (times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0))) return times;
  const result = new Float64Array(times.length);
  let latest = Number.NEGATIVE_INFINITY;
  for (const [index, time] of times.entries()) {
    if (time > latest) latest = time;
    result[index] = latest;
  }
  return result;
}

/** By time, then by code. */
function sortByTime(codes: readonly EventCode[], timeOf: (code: EventCode) => number): EventCode[] {
  const times = Float64Array.from(codes, timeOf);
  const order = Uint32Array.from(codes.keys());
  order.sort((left, right) => {
    const [before, after] = [times[left] ?? 0, times[right] ?? 0];
    return before === after ? (codes[left] ?? 0) - (codes[right] ?? 0) : before - after;
  });
  return Array.from(order, (index) => codes[index] ?? 0);
}

/** New events nearly always come last: then nothing but a copy is made of what is placed already. */
function mergeByTime(
  placed: readonly EventCode[],
  added: readonly EventCode[],
  timeOf: (code: EventCode) => number,
): EventCode[] {
  const [first] = added;
  if (first === undefined) return [...placed];
  const isAfter = (code: EventCode, other: EventCode) => {
    const [time, otherTime] = [timeOf(code), timeOf(other)];
    return time > otherTime || (time === otherTime && code > other);
  };
  let next = firstPlaceOf(placed, (code) => isAfter(code, first));
  const merged = placed.slice(0, next);
  for (const code of added) {
    for (; next < placed.length; next += 1) {
      const other = placed[next] ?? 0;
      if (isAfter(other, code)) break;
      merged.push(other);
    }
    merged.push(code);
  }
  for (; next < placed.length; next += 1) merged.push(placed[next] ?? 0);
  return merged;
}

/** The first place from which on something holds, by halves; the length where it holds nowhere. */
function firstPlaceOf(codes: readonly EventCode[], holds: (code: EventCode) => boolean): number {
  let [low, high] = [0, codes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(codes[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
