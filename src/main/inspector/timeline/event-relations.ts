import type { EventColumns } from "../index/event-columns.ts";

/** A name of every row as a number; 0 where it has none. */
export interface NamedColumn {
  readonly ids: Uint32Array;
  readonly names: readonly (string | null)[];
}

/** What ties events to each other. */
export interface EventRelations {
  readonly jobs: NamedColumn;
  readonly correlations: NamedColumn;
}

export function eventRelations({ streams, codes }: EventColumns): EventRelations {
  const jobs = new Namer(codes.length);
  const correlations = new Namer(codes.length);
  let row = 0;
  for (const stream of streams) {
    let index = 0;
    for (const { correlationId } of stream.scan.records) {
      jobs.put(row, stream.jobs[index] ?? null);
      correlations.put(row, correlationId ?? null);
      index += 1;
      row += 1;
    }
  }
  return { jobs: jobs.column, correlations: correlations.column };
}

class Namer {
  readonly #ids: Uint32Array;
  readonly #names: (string | null)[] = [null];
  readonly #known = new Map<string, number>();

  constructor(count: number) {
    this.#ids = new Uint32Array(count);
  }

  put(row: number, name: string | null): void {
    if (name === null) return;
    const id = this.#known.get(name) ?? this.#names.push(name) - 1;
    this.#known.set(name, id);
    this.#ids[row] = id;
  }

  get column(): NamedColumn {
    return { ids: this.#ids, names: this.#names };
  }
}
