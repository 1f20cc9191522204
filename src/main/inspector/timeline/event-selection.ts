import { eventLabel } from "../../../shared/events/catalogue.ts";
import { compileFilter } from "../../../shared/filter/compile-filter.ts";
import type { Filter, FilterProblem } from "../../../shared/filter/filter.ts";
import { findSlip, firstProblem } from "../../../shared/filter/filter-slip.ts";
import { parseFilter } from "../../../shared/filter/parse-filter.ts";
import { ContractError } from "../../../shared/ipc/errors.ts";
import type { Facet } from "../../../shared/ipc/model/resources.ts";
import { type CodedColumn, countAccepted, type EventColumns, eventOfRow } from "../index/event-columns.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { StreamIndex } from "../index/stream-index.ts";
import { LEISURELY } from "../session/turns.ts";
import { acceptedRows, type EventCondition, eventConditions } from "./event-conditions.ts";
import { EVENT_FIELDS, EVENT_KEYS, findingWord } from "./event-fields.ts";
import type { EventWords } from "./event-words.ts";
import { FacetCounter, type FacetDefinition, facetOf, staysWhenChosen } from "./facets.ts";
import { flowOf, type IndexedEvent } from "./indexed-event.ts";
import { knownUserName } from "./known-names.ts";
import { lineFilter, type MalformedPlace } from "./malformed-lines.ts";

/** The events of a stream or of the project that a filter accepts. */
export interface EventSelection {
  readonly scope: StreamIndex | null;
  readonly filter: Filter;
  readonly problem: FilterProblem | null;
  readonly columns: EventColumns;
  readonly conditions: readonly EventCondition[];
  /** 1 for each row of the columns that matches; null when all do. */
  readonly accepted: Uint8Array | null;
  /** How many events match. */
  readonly matching: number;
  /** Whether a line that is no record belongs among the events. */
  readonly acceptsLine: (line: MalformedPlace) => boolean;
}

/** @throws ContractError `not-found` */
export function streamOf(project: ProjectIndex, streamId: string): StreamIndex {
  const stream = project.get(streamId);
  if (stream !== undefined) return stream;
  throw new ContractError({
    code: "not-found",
    message: `The project has no stream “${streamId}” any more.`,
    subject: streamId,
  });
}

/** What the events of a scope are looked at by; made once a revision. */
export interface EventLists {
  readonly columns: EventColumns;
  readonly words: EventWords;
}

/** @param scope a stream, or null for the whole project */
export async function selectEvents(
  { columns, words }: EventLists,
  scope: StreamIndex | null,
  text: string,
  now: number,
  pace = LEISURELY,
  signal?: AbortSignal,
): Promise<EventSelection> {
  const filter = parseFilter(text, EVENT_KEYS);
  const compiled = compileFilter(filter, EVENT_FIELDS, { word: () => () => true, now });
  const slip = findSlip(filter, EVENT_KEYS, (parts) => words.rowsWith(parts).includes(1));
  const conditions = await eventConditions(filter, columns, words, now, pace, signal);
  const problem = [slip, ...conditions.map(({ unfinished }) => unfinished)].reduce(firstProblem, compiled.problem);
  const acceptsLine = lineFilter(filter, now);
  const accepted = acceptedRows(conditions);
  const matching = accepted === null ? columns.codes.length : countOnes(accepted);
  return { scope, filter, problem, columns, conditions, accepted, matching, acceptsLine };
}

function countOnes(rows: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < rows.length; row += 1) count += rows[row] ?? 0;
  return count;
}

/** The places of the matching events among all codes, oldest first. */
export function matchingPlaces({ columns: { rows }, accepted, matching }: EventSelection): Uint32Array {
  const places = new Uint32Array(matching);
  let next = 0;
  for (let place = 0; place < rows.length; place += 1) {
    if (accepted !== null && accepted[rows[place] ?? 0] === 0) continue;
    places[next] = place;
    next += 1;
  }
  return places;
}

/** The matching events, oldest first. */
export function matchingCodes(selection: EventSelection): readonly EventCode[] {
  const { codes } = selection.columns;
  if (selection.accepted === null) return codes;
  return Array.from(matchingPlaces(selection), (place) => codes[place] ?? 0);
}

/**
 * Some of the matching events, from an end of the list on.
 * @param skipped how many of them stand before the first that is wanted
 */
export function someCodes(
  { columns, accepted }: EventSelection,
  order: "oldest" | "newest",
  skipped: number,
  count: number,
): EventCode[] {
  const { codes, rows } = columns;
  const some: EventCode[] = [];
  const step = order === "oldest" ? 1 : -1;
  let left = skipped;
  let place = order === "oldest" ? 0 : codes.length - 1;
  if (accepted === null) {
    place += step * skipped;
    left = 0;
  }
  for (; place >= 0 && place < codes.length && some.length < count; place += step) {
    if (accepted !== null && accepted[rows[place] ?? 0] === 0) continue;
    if (left > 0) left -= 1;
    else some.push(codes[place] ?? 0);
  }
  return some;
}

/** How many matching events stand before an event, in one order; -1 when it does not match itself. */
export function placeOfCode(
  { columns, accepted, matching }: EventSelection,
  order: "oldest" | "newest",
  row: number,
): number {
  const { rows, places } = columns;
  const end = places[row] ?? 0;
  if (accepted !== null && accepted[row] !== 1) return -1;
  let older = end;
  if (accepted !== null) {
    older = 0;
    for (let place = 0; place < end; place += 1) older += accepted[rows[place] ?? 0] ?? 0;
  }
  return order === "oldest" ? older : matching - 1 - older;
}

interface EventFacet extends FacetDefinition<IndexedEvent> {
  readonly column: (columns: EventColumns) => CodedColumn;
}

const FACETS: readonly EventFacet[] = [
  {
    ...{ key: "type", label: "Type", column: ({ types }) => types },
    values: ({ record }) => record.type,
    valueLabel: eventLabel,
  },
  {
    ...{ key: "user", label: "User", column: ({ users }) => users },
    values: ({ record }) => knownUserName(record.userId),
  },
  { ...{ key: "flow", label: "Flow", column: ({ types }) => types }, values: ({ record }) => flowOf(record.type) },
  {
    ...{ key: "finding", label: "Findings", column: ({ severities }) => severities },
    values: (event) => findingWord(event) ?? [],
    valueLabel: capitalised,
  },
];

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Counts the facets of a selection; those that the filter itself narrows look further. */
export function eventFacets({ columns, conditions, accepted, filter }: EventSelection, text: string): Facet[] {
  // Of two facets that look at the same column, the second is counted already.
  const matching = new Map<CodedColumn, ArrayLike<number>>();
  const countMatching = (column: CodedColumn) => {
    const counts = matching.get(column) ?? countAccepted(column, accepted);
    matching.set(column, counts);
    return counts;
  };
  return FACETS.map((definition) => {
    const column = definition.column(columns);
    const countWith = (rest: readonly EventCondition[]) => {
      const counts =
        rest.length < conditions.length ? countAccepted(column, acceptedRows(rest)) : countMatching(column);
      const counter = new FacetCounter(definition);
      for (const [id, example] of column.examples.entries()) {
        counter.count(eventOfRow(columns, example), counts[id] ?? 0);
      }
      return counter;
    };
    const staying = (letIn: string | null) =>
      conditions.filter(({ terms }) => terms.every((term) => staysWhenChosen(term, definition.key, letIn)));
    return facetOf({
      ...{ definition, text, filter },
      counter: countWith(staying(null)),
      countWith: (letIn) => countWith(staying(letIn)),
    });
  });
}
