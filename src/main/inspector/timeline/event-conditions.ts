import { compileFilter, unfinishedProblem } from "../../../shared/filter/compile-filter.ts";
import { Expression, readExpression } from "../../../shared/filter/expression.ts";
import { type Filter, type FilterProblem, type FilterTerm, wordParts } from "../../../shared/filter/filter.ts";
import { type CodedColumn, type EventColumns, eventOfRow } from "../index/event-columns.ts";
import { type Pace, Turns } from "../session/turns.ts";
import { EVENT_FIELDS } from "./event-fields.ts";
import type { EventWords } from "./event-words.ts";
import type { IndexedEvent } from "./indexed-event.ts";

/** A part of a filter that all rows must fit, with what every row says to it. */
export interface EventCondition {
  /** Null for a word. */
  readonly key: string | null;
  readonly negated: boolean;
  /** What it was written as: one term, or the alternatives of one key. */
  readonly terms: readonly FilterTerm[];
  /** 1 for each row that fits. */
  readonly accepts: Uint8Array;
  /** Set where an expression took longer than it may, so that rows are missing. */
  readonly unfinished: FilterProblem | null;
}

/** Keys that all rows with the same number of a column answer alike. */
const CODED_KEYS: Readonly<Record<string, (columns: EventColumns) => CodedColumn>> = {
  type: ({ types }) => types,
  flow: ({ types }) => types,
  user: ({ users }) => users,
  resource: ({ owners }) => owners,
  finding: ({ severities }) => severities,
};

/**
 * Splits a filter into conditions that hold or do not, each for itself: values of one key are alternatives. What cannot be understood
 * is left out.
 * @throws the signal's reason, as far as an expression takes its time
 */
export async function eventConditions(
  filter: Filter,
  columns: EventColumns,
  words: EventWords,
  now: number,
  pace: Pace,
  signal?: AbortSignal,
): Promise<EventCondition[]> {
  const read = (source: string) => readExpression(source, { patience: pace.patience, now: Date.now });
  const groups = Map.groupBy(filter.terms, (term) =>
    isWord(term) || term.negated ? `${term.from}` : (term.key ?? ""),
  );
  const conditions: EventCondition[] = [];
  for (const terms of groups.values()) {
    const [first] = terms;
    if (first === undefined) continue;
    const { key, negated } = first;
    if (isWord(first)) {
      const found = await rowsOfWord(first, words, { read, pace, signal });
      if (found !== null) conditions.push({ ...found, key: null, negated, terms });
      continue;
    }
    const options = { word: () => () => true, now, readExpression: read };
    const { accepts, unfinished } = compileFilter({ ...filter, terms }, EVENT_FIELDS, options);
    const coded = CODED_KEYS[key ?? ""]?.(columns);
    const turns = terms.some(({ form }) => form === "expression") ? new Turns(pace, signal) : null;
    const rows =
      coded === undefined ? await eachRow(columns, accepts, turns) : await byCode(columns, coded, accepts, turns);
    conditions.push({ key, negated, terms, accepts: rows, unfinished: unfinished() });
  }
  return conditions;
}

/** @returns null for an expression that cannot be understood */
async function rowsOfWord(
  term: FilterTerm,
  words: EventWords,
  { read, pace, signal }: { read(source: string): Expression | string; pace: Pace; signal: AbortSignal | undefined },
): Promise<Pick<EventCondition, "accepts" | "unfinished"> | null> {
  if (term.form !== "expression") {
    const found = words.rowsWith(wordParts(term));
    return { accepts: term.negated ? opposite(found) : found, unfinished: null };
  }
  const expression = read(term.value);
  if (!(expression instanceof Expression)) return null;
  const { accepts, isUnfinished } = await words.rowsMatching(expression, pace, signal);
  return {
    accepts: term.negated ? opposite(accepts) : accepts,
    unfinished: isUnfinished ? unfinishedProblem(term) : null,
  };
}

/** As the filter is compiled: what has a key that nobody knows is looked for as a word. */
function isWord({ key }: FilterTerm): boolean {
  return key === null || !Object.hasOwn(EVENT_FIELDS, key);
}

/** @param turns of others, where a row may take its time */
async function byCode(
  columns: EventColumns,
  { ids, examples }: CodedColumn,
  accepts: (event: IndexedEvent) => boolean,
  turns: Turns | null,
): Promise<Uint8Array> {
  const fits = new Uint8Array(examples.length);
  for (const [id, row] of examples.entries()) {
    if (turns?.isDue) await turns.let();
    if (accepts(eventOfRow(columns, row))) fits[id] = 1;
  }
  const rows = new Uint8Array(ids.length);
  for (let row = 0; row < ids.length; row += 1) rows[row] = fits[ids[row] ?? 0] ?? 0;
  return rows;
}

/** @param turns of others, where a row may take its time */
async function eachRow(
  { streams, codes }: EventColumns,
  accepts: (event: IndexedEvent) => boolean,
  turns: Turns | null,
): Promise<Uint8Array> {
  const rows = new Uint8Array(codes.length);
  let row = 0;
  let event: IndexedEvent | undefined;
  for (const stream of streams) {
    let position = 0;
    for (const record of stream.scan.records) {
      if (turns?.isDue) await turns.let();
      // One object for all, so that 200,000 events make no garbage.
      event ??= { stream, record, position: 0 };
      event.stream = stream;
      event.record = record;
      position += 1;
      event.position = position;
      if (accepts(event)) rows[row] = 1;
      row += 1;
    }
  }
  return rows;
}

function opposite(rows: Uint8Array): Uint8Array {
  const others = new Uint8Array(rows.length);
  for (let row = 0; row < rows.length; row += 1) others[row] = rows[row] === 0 ? 1 : 0;
  return others;
}

/** 1 for each row that fits all conditions; null when there are none. */
export function acceptedRows(conditions: readonly EventCondition[]): Uint8Array | null {
  const [first, ...others] = conditions;
  if (first === undefined || others.length === 0) return first?.accepts ?? null;
  const rows = first.accepts.slice();
  for (const { accepts } of others) {
    for (let row = 0; row < rows.length; row += 1) if (accepts[row] === 0) rows[row] = 0;
  }
  return rows;
}
