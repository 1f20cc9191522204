import type { IndexedEvent } from "../timeline/indexed-event.ts";
import type { EventCode, ProjectIndex } from "./project-index.ts";
import { recordAt, type StreamIndex } from "./stream-index.ts";

/** A value of every row as a small number; rows with the same number answer every question about it alike. */
export interface CodedColumn {
  readonly ids: Uint32Array;
  /** For each number, a row that has it. */
  readonly examples: readonly number[];
  /** For each number, how many rows have it. */
  readonly counts: readonly number[];
}

/**
 * What lists of events are filtered, counted and drawn by, as plain numbers: looking at 200,000 objects again for every
 * letter of a filter takes too long. Rows run stream by stream, in file order.
 */
export interface EventColumns {
  readonly streams: readonly StreamIndex[];
  /** The first row of each stream; also by the stream's ordinal in the project. */
  readonly starts: Uint32Array;
  readonly startsByOrdinal: ReadonlyMap<number, number>;
  /** Every event, oldest first. */
  readonly codes: readonly EventCode[];
  /** The row of each code, and the place among the codes of each row. */
  readonly rows: Uint32Array;
  readonly places: Uint32Array;
  /** Milliseconds since 1970; NaN where the timestamp cannot be read. */
  readonly times: Float64Array;
  /** Numbers are indexes into `streams`. */
  readonly owners: CodedColumn;
  readonly types: CodedColumn;
  readonly users: CodedColumn;
  /** Type and user together: what they are found by is kept once for all rows that share both. */
  readonly heads: CodedColumn;
  readonly severities: CodedColumn;
}

/** @param scope a stream, or null for the whole project */
export function eventColumns(project: ProjectIndex, scope: StreamIndex | null): EventColumns {
  const streams = scope === null ? [...project.streams()] : [scope];
  const codes = scope === null ? project.chronological() : project.codesOf(scope);
  const count = codes.length;
  const starts = new Uint32Array(streams.length);
  const startsByOrdinal = new Map<number, number>();
  const times = new Float64Array(count);
  const owners = new Uint32Array(count);
  const ownerExamples: number[] = [];
  const ownerCounts = streams.map(({ scan }) => scan.records.length);
  const types = new Coder<string>(count);
  const users = new Coder<string>(count);
  const heads = new Coder<number>(count);
  const severities = new Coder<string>(count);
  let row = 0;
  for (const [index, stream] of streams.entries()) {
    starts[index] = row;
    ownerExamples.push(row);
    startsByOrdinal.set(project.ordinalOf(stream), row);
    times.set(stream.times, row);
    for (const [place, { type, recordedType, userId }] of stream.scan.records.entries()) {
      owners[row] = index;
      const typeId = types.put(row, type === recordedType ? type : `${type}\n${recordedType}`);
      heads.put(row, typeId * count + users.put(row, userId));
      severities.put(row, stream.severities.get(place + 1) ?? "");
      row += 1;
    }
  }
  const rows = new Uint32Array(count);
  const places = new Uint32Array(count);
  // Counted loops, here and wherever all rows are walked: pairs of an iterator cost ten times as much.
  for (let place = 0; place < codes.length; place += 1) {
    const code = codes[place] ?? 0;
    const at = (startsByOrdinal.get(project.ordinalOfCode(code)) ?? 0) + project.positionOf(code) - 1;
    rows[place] = at;
    places[at] = place;
  }
  return {
    ...{ streams, starts, startsByOrdinal, codes, rows, places, times },
    owners: { ids: owners, examples: ownerExamples, counts: ownerCounts },
    types: types.column,
    users: users.column,
    heads: heads.column,
    severities: severities.column,
  };
}

/** The row of an event that the columns hold. */
export function rowOfCode(project: ProjectIndex, { startsByOrdinal }: EventColumns, code: EventCode): number {
  return (startsByOrdinal.get(project.ordinalOfCode(code)) ?? 0) + project.positionOf(code) - 1;
}

/** The event of the project's timeline that comes before another; undefined for the first. */
export function codeBefore(project: ProjectIndex, columns: EventColumns, code: EventCode): EventCode | undefined {
  return columns.codes[(columns.places[rowOfCode(project, columns, code)] ?? 0) - 1];
}

export function eventOfRow({ streams, starts, owners }: EventColumns, row: number): IndexedEvent {
  const owner = owners.ids[row] ?? -1;
  const stream = streams[owner];
  if (stream === undefined) throw new RangeError(`There is no row ${row}.`);
  const position = row - (starts[owner] ?? 0) + 1;
  return { stream, position, record: recordAt(stream, position) };
}

/** How many events have each key, where rows with the same number of a column have the same key. */
export function countedBy(
  columns: EventColumns,
  { examples, counts }: CodedColumn,
  keyOf: (event: IndexedEvent) => string,
): Map<string, number> {
  const byKey = new Map<string, number>();
  for (const [id, row] of examples.entries()) {
    const key = keyOf(eventOfRow(columns, row));
    byKey.set(key, (byKey.get(key) ?? 0) + (counts[id] ?? 0));
  }
  return byKey;
}

/**
 * How many of some rows have each number of a column.
 * @param accepted 1 for each row that counts; null when all do
 */
export function countAccepted({ ids, counts }: CodedColumn, accepted: Uint8Array | null): ArrayLike<number> {
  if (accepted === null) return counts;
  const found = new Uint32Array(counts.length);
  // Added up without a question: which rows count changes from one to the next, and a processor guesses that badly.
  for (let row = 0; row < ids.length; row += 1) {
    const id = ids[row] ?? 0;
    found[id] = (found[id] ?? 0) + (accepted[row] ?? 0);
  }
  return found;
}

/** Gives values of a column their numbers. */
class Coder<Value> {
  readonly #ids: Uint32Array;
  readonly #examples: number[] = [];
  readonly #counts: number[] = [];
  readonly #known = new Map<Value, number>();
  #last: Value | undefined;
  #lastId = 0;

  constructor(count: number) {
    this.#ids = new Uint32Array(count);
  }

  /** @returns the number of the value */
  put(row: number, value: Value): number {
    if (value !== this.#last) {
      this.#last = value;
      this.#lastId = this.#known.get(value) ?? this.#add(value, row);
    }
    this.#ids[row] = this.#lastId;
    this.#counts[this.#lastId] = (this.#counts[this.#lastId] ?? 0) + 1;
    return this.#lastId;
  }

  get column(): CodedColumn {
    return { ids: this.#ids, examples: this.#examples, counts: this.#counts };
  }

  #add(value: Value, row: number): number {
    const id = this.#examples.push(row) - 1;
    this.#known.set(value, id);
    return id;
  }
}
