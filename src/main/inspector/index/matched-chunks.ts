import { Buffer } from "node:buffer";
import type { Expression } from "../../../shared/filter/expression.ts";
import { RecentResults } from "../session/recent-results.ts";
import type { Turns } from "../session/turns.ts";
import { findInChunk, NO_PLACE, type SearchableChunk } from "./stream-text.ts";

/** Bytes up to which a text is looked at as a whole before its lines are: it cannot be left off in the middle. */
const WHOLE = 16_384;
/** Expressions whose rows are kept. */
const KEPT = 4;

/**
 * The rows that expressions were found in. They are kept for each chunk of texts, since most chunks outlive a change of the log, and
 * are those of a stream as well as of the project.
 */
export class MatchedChunks {
  /** By the ends of a chunk's rows, which belong to it alone: 1 for each row with a line that holds the expression. */
  readonly #known = new RecentResults<WeakMap<Uint32Array, Uint8Array>>(KEPT);

  /** Accepts the rows with a line that holds an expression; all of them, unless the expression is spent afterwards. */
  async accept(
    chunks: readonly SearchableChunk[],
    expression: Expression,
    accepts: Uint8Array,
    turns: Turns,
  ): Promise<void> {
    const known = this.#known.get(expression.source, () => new WeakMap());
    const required = expression.required?.map((text) => Buffer.from(text)) ?? null;
    for (const chunk of chunks) {
      const { ends, firstRow } = chunk;
      const rows = known.get(ends) ?? (await rowsOf(chunk, expression, required, turns));
      for (let index = 0; index < rows.length; index += 1) if (rows[index] === 1) accepts[firstRow + index] = 1;
      if (expression.isSpent) return;
      known.set(ends, rows);
    }
  }
}

async function rowsOf(
  chunk: SearchableChunk,
  expression: Expression,
  required: readonly Buffer[] | null,
  turns: Turns,
): Promise<Uint8Array> {
  const { bytes, ends } = chunk;
  const rows = new Uint8Array(ends.length);
  const candidates = required === null ? null : candidatesOf(chunk, required);
  for (let index = 0; index < ends.length; index += 1) {
    if (turns.isDue) await turns.let();
    if (expression.isSpent) break;
    if (candidates !== null && candidates[index] === 0) continue;
    const text = bytes.subarray(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, ends[index]);
    if (text.length <= WHOLE && !expression.mayHold(text)) continue;
    if (await lineHolds(text, expression, turns)) rows[index] = 1;
  }
  return rows;
}

/** 1 for each row that holds a text that must stand in a match; nearly all others need not be looked at more closely. */
function candidatesOf(chunk: SearchableChunk, required: readonly Buffer[]): Uint8Array {
  const count = chunk.ends.length;
  const found = { accepts: new Uint8Array(count), at: new Uint32Array(count).fill(NO_PLACE) };
  for (const text of required) findInChunk({ ...chunk, firstRow: 0 }, [text], found);
  return found.accepts;
}

const NEW_LINE = 10;
const RETURN = 13;

async function lineHolds(text: Buffer, expression: Expression, turns: Turns): Promise<boolean> {
  for (let from = 0; from <= text.length; ) {
    const found = text.indexOf(NEW_LINE, from);
    const end = found === -1 ? text.length : found;
    if (expression.lineHolds(text.subarray(from, end > from && text[end - 1] === RETURN ? end - 1 : end))) return true;
    if (turns.isDue) await turns.let();
    from = end + 1;
  }
  return false;
}
