import type { IndexedEvent } from "../timeline/indexed-event.ts";
import type { EventCode, ProjectIndex } from "./project-index.ts";
import { recordAt, type StreamIndex } from "./stream-index.ts";

/** A value of every row as a small number; rows with the same number answer every question about it alike. */
export interface CodedColumn {
  readonly ids: Uint32Array;
  /** For each number, a row that has it. */
  readonly examples: readonly number[];
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
  const types = new Coder(count);
  const users = new Coder(count);
  const severities = new Coder(count);
  let row = 0;
  for (const [index, stream] of streams.entries()) {
    starts[index] = row;
    ownerExamples.push(row);
    startsByOrdinal.set(project.ordinalOf(stream), row);
    times.set(stream.times, row);
    for (const [place, { type, recordedType, userId }] of stream.scan.records.entries()) {
      owners[row] = index;
      types.put(row, type === recordedType ? type : `${type}\n${recordedType}`);
      users.put(row, userId);
      severities.put(row, stream.severities.get(place + 1) ?? "");
      row += 1;
    }
  }
  const rows = new Uint32Array(count);
  const places = new Uint32Array(count);
  for (const [place, code] of codes.entries()) {
    const at = (startsByOrdinal.get(project.ordinalOfCode(code)) ?? 0) + project.positionOf(code) - 1;
    rows[place] = at;
    places[at] = place;
  }
  return {
    ...{ streams, starts, startsByOrdinal, codes, rows, places, times },
    owners: { ids: owners, examples: ownerExamples },
    types: types.column,
    users: users.column,
    severities: severities.column,
  };
}

/** The event of the project's timeline that comes before another; undefined for the first. */
export function codeBefore(project: ProjectIndex, columns: EventColumns, code: EventCode): EventCode | undefined {
  const start = columns.startsByOrdinal.get(project.ordinalOfCode(code)) ?? 0;
  const place = columns.places[start + project.positionOf(code) - 1] ?? 0;
  return columns.codes[place - 1];
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
  { ids, examples }: CodedColumn,
  keyOf: (event: IndexedEvent) => string,
): Map<string, number> {
  const counts = new Uint32Array(examples.length);
  for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  const byKey = new Map<string, number>();
  for (const [id, row] of examples.entries()) {
    const key = keyOf(eventOfRow(columns, row));
    byKey.set(key, (byKey.get(key) ?? 0) + (counts[id] ?? 0));
  }
  return byKey;
}

/** Gives values of a column their numbers. */
class Coder {
  readonly #ids: Uint32Array;
  readonly #examples: number[] = [];
  readonly #known = new Map<string, number>();
  #last = "";
  #lastId = -1;

  constructor(count: number) {
    this.#ids = new Uint32Array(count);
  }

  put(row: number, value: string): void {
    if (this.#lastId === -1 || value !== this.#last) {
      this.#last = value;
      this.#lastId = this.#known.get(value) ?? this.#add(value, row);
    }
    this.#ids[row] = this.#lastId;
  }

  get column(): CodedColumn {
    return { ids: this.#ids, examples: this.#examples };
  }

  #add(value: string, row: number): number {
    const id = this.#examples.push(row) - 1;
    this.#known.set(value, id);
    return id;
  }
}
