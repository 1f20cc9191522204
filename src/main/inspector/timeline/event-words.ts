import { containsParts } from "../../../shared/filter/filter.ts";
import type { EventColumns } from "../index/event-columns.ts";
import { nameOf, type StreamIndex } from "../index/stream-index.ts";
import { findInChunks, narrowInChunks } from "../index/stream-text.ts";

/** The rows that hold a word, in their own texts or in the name or id of their resource. */
interface WordRows {
  readonly parts: readonly string[];
  readonly accepts: Uint8Array;
  /** Where in its chunk the word was found first, so that a longer word need not be looked for before that. */
  readonly at: Uint32Array;
}

/** In place of a place: the row was accepted for the name of its resource. */
const BY_NAME = 2 ** 32 - 1;
/** Words whose rows are kept: those of the filter that is being typed, and what was typed of them before. */
const KEPT = 6;

/** Finds the rows that hold words, and remembers the last ones: a filter is typed letter by letter. */
export class EventWords {
  readonly #columns: EventColumns;
  readonly #known = new Map<string, WordRows>();

  constructor(columns: EventColumns) {
    this.#columns = columns;
  }

  /** @param parts in lower case, following each other @returns 1 for each row that holds them */
  rowsWith(parts: readonly string[]): Uint8Array {
    const key = parts.join("\0");
    const rows = this.#known.get(key) ?? this.#find(parts);
    this.#known.delete(key);
    this.#known.set(key, rows);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
    return rows.accepts;
  }

  #find(parts: readonly string[]): WordRows {
    const { streams, starts, codes } = this.#columns;
    const before = this.#shorter(parts);
    const accepts = new Uint8Array(codes.length);
    const at = new Uint32Array(codes.length);
    for (const [index, stream] of streams.entries()) {
      const start = starts[index] ?? 0;
      const found = (row: number, place: number) => {
        accepts[start + row] = 1;
        at[start + row] = place;
      };
      if (containsParts(namesOf(stream), parts)) {
        const end = start + stream.scan.records.length;
        accepts.fill(1, start, end);
        at.fill(BY_NAME, start, end);
      } else if (before === undefined || before.at[start] === BY_NAME) findInChunks(stream.texts, parts, found);
      else {
        const placeOf = (row: number) => (before.accepts[start + row] === 1 ? before.at[start + row] : undefined);
        narrowInChunks(stream.texts, parts[0] ?? "", placeOf, found);
      }
    }
    return { parts, accepts, at };
  }

  /** The longest known word that this one begins with. */
  #shorter([only = "", ...others]: readonly string[]): WordRows | undefined {
    if (others.length > 0) return undefined;
    const shorter = [...this.#known.values()].filter(
      ({ parts: [part, ...more] }) => more.length === 0 && part !== undefined && only.startsWith(part),
    );
    return shorter.sort((left, right) => (right.parts[0] ?? "").length - (left.parts[0] ?? "").length)[0];
  }
}

const names = new WeakMap<StreamIndex, string>();

function namesOf(stream: StreamIndex): string {
  const known = names.get(stream) ?? `${stream.streamId}\n${nameOf(stream)}`.toLowerCase();
  names.set(stream, known);
  return known;
}
