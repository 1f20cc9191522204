import { compileFilter } from "../../../shared/filter/compile-filter.ts";
import { type Filter, type FilterTerm, wordParts } from "../../../shared/filter/filter.ts";
import { type CodedColumn, type EventColumns, eventOfRow } from "../index/event-columns.ts";
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
}

/** Keys that all rows with the same number of a column answer alike. */
const CODED_KEYS: Readonly<Record<string, (columns: EventColumns) => CodedColumn>> = {
  type: ({ types }) => types,
  flow: ({ types }) => types,
  user: ({ users }) => users,
  resource: ({ owners }) => owners,
  finding: ({ severities }) => severities,
};

/** Splits a filter into conditions that hold or do not, each for itself: values of one key are alternatives. */
export function eventConditions(
  filter: Filter,
  columns: EventColumns,
  words: EventWords,
  now: number,
): EventCondition[] {
  const groups = Map.groupBy(filter.terms, (term) =>
    isWord(term) || term.negated ? `${term.from}` : (term.key ?? ""),
  );
  return Array.from(groups.values(), (terms): EventCondition => {
    const [first] = terms;
    const negated = first?.negated ?? false;
    if (first !== undefined && isWord(first)) {
      const found = words.rowsWith(wordParts(first));
      return { key: null, negated, terms, accepts: negated ? opposite(found) : found };
    }
    const key = first?.key ?? "";
    const { accepts } = compileFilter({ ...filter, terms }, EVENT_FIELDS, { word: () => () => true, now });
    const coded = CODED_KEYS[key]?.(columns);
    return {
      key,
      negated,
      terms,
      accepts: coded === undefined ? eachRow(columns, accepts) : byCode(columns, coded, accepts),
    };
  });
}

/** As the filter is compiled: what has a key that nobody knows is looked for as a word. */
function isWord({ key }: FilterTerm): boolean {
  return key === null || !Object.hasOwn(EVENT_FIELDS, key);
}

function byCode(columns: EventColumns, { ids, examples }: CodedColumn, accepts: (event: IndexedEvent) => boolean) {
  const fits = Uint8Array.from(examples, (row) => Number(accepts(eventOfRow(columns, row))));
  const rows = new Uint8Array(ids.length);
  for (let row = 0; row < ids.length; row += 1) rows[row] = fits[ids[row] ?? 0] ?? 0;
  return rows;
}

function eachRow({ streams, codes }: EventColumns, accepts: (event: IndexedEvent) => boolean): Uint8Array {
  const rows = new Uint8Array(codes.length);
  let row = 0;
  let event: IndexedEvent | undefined;
  for (const stream of streams) {
    let position = 0;
    for (const record of stream.scan.records) {
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
