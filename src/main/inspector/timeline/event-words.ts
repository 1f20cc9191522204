import { Buffer } from "node:buffer";
import type { Expression } from "../../../shared/filter/expression.ts";
import { containsParts } from "../../../shared/filter/filter.ts";
import { type EventColumns, eventOfRow } from "../index/event-columns.ts";
import { headText } from "../index/record-digest.ts";
import { nameOf } from "../index/stream-index.ts";
import {
  type FoundRows,
  newFoundRows,
  rowHolds,
  type SearchableChunk,
  searchableChunks,
} from "../index/stream-text.ts";
import type { TextSearch } from "../index/text-search.ts";
import { SharedWork } from "../session/shared-work.ts";
import { type Pace, Turns } from "../session/turns.ts";

/** The rows that hold a word, in their own texts or in the name or id of their resource. */
interface WordRows extends FoundRows {
  readonly parts: readonly string[];
}

interface MatchingRows {
  /** 1 for each row that matches. */
  readonly accepts: Uint8Array;
  /** The expression took longer than it may; rows are missing. */
  readonly isUnfinished: boolean;
}

/** Words whose rows are kept: those of the filter that is being typed, and what was typed of them before. */
const KEPT = 6;

/** Finds the rows that hold words, and remembers the last ones: a filter is typed letter by letter. */
export class EventWords {
  readonly #columns: EventColumns;
  readonly #search: TextSearch;
  readonly #known = new Map<string, WordRows>();
  readonly #matching = new SharedWork<MatchingRows>(3);
  #chunks: readonly SearchableChunk[] | undefined;
  #names: readonly string[] | undefined;
  #heads: readonly string[] | undefined;

  constructor(columns: EventColumns, search: TextSearch) {
    this.#columns = columns;
    this.#search = search;
  }

  /** Lays out what words are looked for in, also for the threads that help, by looking for what stands nowhere. */
  prepare(): void {
    this.#find(["\0"]);
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

  /** The rows with a line that holds an expression; kept as well, since nothing else makes it cheaper. */
  rowsMatching(expression: Expression, pace: Pace, signal?: AbortSignal): Promise<MatchingRows> {
    return this.#matching.get(expression.source, signal, (wanted) => this.#match(expression, new Turns(pace, wanted)));
  }

  async #match(expression: Expression, turns: Turns): Promise<MatchingRows> {
    const accepts = new Uint8Array(this.#columns.codes.length);
    const { streams, starts } = this.#columns;
    for (let index = 0; index < streams.length; index += 1) {
      if (turns.isDue) await turns.let();
      if (expression.holds(this.#namesOf()[index] ?? "")) accepts.fill(1, starts[index], starts[index + 1]);
    }
    const held = this.#headTexts().map((head) => expression.holds(head));
    const { ids } = this.#columns.heads;
    for (let row = 0; row < ids.length; row += 1) if (held[ids[row] ?? 0]) accepts[row] = 1;
    await this.#search.match(this.#searchable(), expression, accepts, turns);
    return { accepts, isUnfinished: expression.isSpent };
  }

  #find(parts: readonly string[]): WordRows {
    const { codes } = this.#columns;
    const found: WordRows = { parts, ...newFoundRows(codes.length) };
    this.#findInNames(parts, found.accepts);
    const begun = this.#findInHeads(parts, found.accepts);
    const before = this.#shorter(parts);
    this.#search.find(this.#searchable(), parts, found, before);
    if (begun !== null) this.#findRest(begun, parts, found.accepts);
    return found;
  }

  #findInNames(parts: readonly string[], accepts: Uint8Array): void {
    const { starts } = this.#columns;
    for (const [index, name] of this.#namesOf().entries()) {
      if (containsParts(name, parts)) accepts.fill(1, starts[index], starts[index + 1]);
    }
  }

  #namesOf(): readonly string[] {
    this.#names ??= this.#columns.streams.map((stream) => `${stream.streamId}\n${nameOf(stream)}`.toLowerCase());
    return this.#names;
  }

  #headTexts(): readonly string[] {
    this.#heads ??= this.#columns.heads.examples.map((row) => headText(eventOfRow(this.#columns, row).record));
    return this.#heads;
  }

  /** @returns how many of the parts each head holds, where one holds some but not all of them; else null */
  #findInHeads(parts: readonly string[], accepts: Uint8Array): Uint8Array | null {
    const held = Uint8Array.from(this.#headTexts(), (head) => partsHeld(head, parts));
    const { ids } = this.#columns.heads;
    if (held.includes(parts.length))
      for (let row = 0; row < ids.length; row += 1) if (held[ids[row] ?? 0] === parts.length) accepts[row] = 1;
    return held.some((count) => count > 0 && count < parts.length) ? held : null;
  }

  /** Words with `*` may begin in what rows share and end in their own texts. */
  #findRest(held: Uint8Array, parts: readonly string[], accepts: Uint8Array): void {
    const { ids } = this.#columns.heads;
    const needles = parts.map((part) => Buffer.from(part));
    for (const chunk of this.#searchable()) {
      for (let row = chunk.firstRow; row < chunk.firstRow + chunk.ends.length; row += 1) {
        const count = held[ids[row] ?? 0] ?? 0;
        if (accepts[row] === 0 && count > 0 && rowHolds(chunk, row, needles.slice(count))) accepts[row] = 1;
      }
    }
  }

  #searchable(): readonly SearchableChunk[] {
    const { streams, starts } = this.#columns;
    this.#chunks ??= streams.flatMap(({ texts }, index) => searchableChunks(texts, starts[index] ?? 0));
    return this.#chunks;
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

/** How many parts of a word, from the first on, a text holds one after the other. */
function partsHeld(text: string, parts: readonly string[]): number {
  let from = 0;
  for (const [count, part] of parts.entries()) {
    const place = text.indexOf(part, from);
    if (place === -1) return count;
    from = place + part.length;
  }
  return parts.length;
}
