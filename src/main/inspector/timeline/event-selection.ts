import { eventLabel } from "../../../shared/events/catalogue.ts";
import { compileFilter } from "../../../shared/filter/compile-filter.ts";
import type { Filter, FilterProblem } from "../../../shared/filter/filter.ts";
import { parseFilter } from "../../../shared/filter/parse-filter.ts";
import { ContractError } from "../../../shared/ipc/errors.ts";
import type { Facet } from "../../../shared/ipc/model/resources.ts";
import { type CodedColumn, type EventColumns, eventOfRow } from "../index/event-columns.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { StreamIndex } from "../index/stream-index.ts";
import { acceptedRows, type EventCondition, eventConditions } from "./event-conditions.ts";
import { EVENT_FIELDS, EVENT_KEYS, findingWord } from "./event-fields.ts";
import type { EventWords } from "./event-words.ts";
import { FacetCounter, type FacetDefinition } from "./facets.ts";
import { flowOf, type IndexedEvent } from "./indexed-event.ts";
import { knownUserName } from "./known-names.ts";

/** The events of a stream or of the project that a filter accepts, oldest first. */
export interface EventSelection {
  readonly scope: StreamIndex | null;
  readonly filter: Filter;
  readonly problem: FilterProblem | null;
  /** Every event in scope. */
  readonly all: readonly EventCode[];
  readonly matching: readonly EventCode[];
  /** The rows of the matching events, in the same order. */
  readonly matchingRows: Uint32Array;
  readonly columns: EventColumns;
  readonly conditions: readonly EventCondition[];
  /** Whether lines that are no records belong among the events. */
  readonly showsMalformed: boolean;
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
export function selectEvents(
  { columns, words }: EventLists,
  scope: StreamIndex | null,
  text: string,
  now: number,
): EventSelection {
  const filter = parseFilter(text, EVENT_KEYS);
  const { problem } = compileFilter(filter, EVENT_FIELDS, { word: () => () => true, now });
  const conditions = eventConditions(filter, columns, words, now);
  const showsMalformed = filter.terms.every(({ key, negated }) => (key === "has" || key === "finding") && !negated);
  const whole = { scope, filter, problem, columns, conditions, all: columns.codes, showsMalformed };
  const accepted = acceptedRows(conditions);
  if (accepted === null) return { ...whole, matching: columns.codes, matchingRows: columns.rows };
  const matching: EventCode[] = [];
  const matchingRows = new Uint32Array(columns.codes.length);
  for (const [place, row] of columns.rows.entries()) {
    if (accepted[row] === 0) continue;
    matchingRows[matching.length] = row;
    matching.push(columns.codes[place] ?? 0);
  }
  return { ...whole, matching, matchingRows: matchingRows.subarray(0, matching.length) };
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
export function eventFacets({ columns, conditions, matchingRows, filter }: EventSelection, text: string): Facet[] {
  return FACETS.map((definition) => {
    const { ids, examples } = definition.column(columns);
    const counts = new Uint32Array(examples.length);
    const count = (row: number) => {
      const id = ids[row] ?? 0;
      counts[id] = (counts[id] ?? 0) + 1;
    };
    const rest = conditions.filter(({ key, negated }) => key !== definition.key || negated);
    if (rest.length === conditions.length) for (const row of matchingRows) count(row);
    else {
      const accepted = acceptedRows(rest);
      for (let row = 0; row < ids.length; row += 1) if (accepted === null || accepted[row] === 1) count(row);
    }
    const counter = new FacetCounter(definition);
    for (const [id, example] of examples.entries()) {
      const events = counts[id] ?? 0;
      if (events > 0) counter.count(eventOfRow(columns, example), events);
    }
    return counter.facet(text, filter);
  });
}
