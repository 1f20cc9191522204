import { eventLabel } from "../../../shared/events/catalogue.ts";
import { compileFilter } from "../../../shared/filter/compile-filter.ts";
import type { Filter, FilterProblem } from "../../../shared/filter/filter.ts";
import { parseFilter } from "../../../shared/filter/parse-filter.ts";
import { ContractError } from "../../../shared/ipc/errors.ts";
import type { Facet } from "../../../shared/ipc/model/resources.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { StreamIndex } from "../index/stream-index.ts";
import { EVENT_FIELDS, EVENT_KEYS, eventWord, findingWord } from "./event-fields.ts";
import { FacetCounter, type FacetDefinition, withoutKey } from "./facets.ts";
import { filterCodes, flowOf, type IndexedEvent, visitCodes } from "./indexed-event.ts";
import { knownUserName } from "./known-names.ts";

/** The events of a stream or of the project that a filter accepts, oldest first. */
export interface EventSelection {
  readonly scope: StreamIndex | null;
  readonly filter: Filter;
  readonly problem: FilterProblem | null;
  /** Every event in scope. */
  readonly all: readonly EventCode[];
  readonly matching: readonly EventCode[];
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

/** @param scope a stream, or null for the whole project */
export function selectEvents(project: ProjectIndex, scope: string | null, text: string, now: number): EventSelection {
  const stream = scope === null ? null : streamOf(project, scope);
  const filter = parseFilter(text, EVENT_KEYS);
  const all = stream === null ? project.chronological() : project.codesOf(stream);
  const { accepts, problem } = compileFilter(filter, EVENT_FIELDS, { word: eventWord, now });
  const matching = filter.terms.length === 0 ? all : filterCodes(project, all, accepts);
  const showsMalformed = filter.terms.every(({ key, negated }) => (key === "has" || key === "finding") && !negated);
  return { scope: stream, filter, problem, all, matching, showsMalformed };
}

const FACETS: readonly FacetDefinition<IndexedEvent>[] = [
  { key: "type", label: "Type", values: ({ record }) => record.type, valueLabel: eventLabel },
  { key: "user", label: "User", values: ({ record }) => knownUserName(record.userId) },
  { key: "flow", label: "Flow", values: ({ record }) => flowOf(record.type) },
  { key: "finding", label: "Findings", values: (event) => findingWord(event) ?? [], valueLabel: capitalised },
];

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Counts the facets of a selection in one walk, but for those that the filter itself narrows: they look further. */
export function eventFacets(project: ProjectIndex, selection: EventSelection, text: string, now: number): Facet[] {
  const counters = FACETS.map((definition) => {
    const rest = withoutKey(selection.filter, definition.key);
    return { counter: new FacetCounter(definition), rest, isSame: rest.terms.length === selection.filter.terms.length };
  });
  const plain = counters.filter(({ isSame }) => isSame);
  visitCodes(project, selection.matching, (event) => {
    for (const { counter } of plain) counter.count(event);
  });
  for (const { counter, rest, isSame } of counters) {
    if (isSame) continue;
    const { accepts } = compileFilter(rest, EVENT_FIELDS, { word: eventWord, now });
    visitCodes(project, selection.all, (event) => {
      if (accepts(event)) counter.count(event);
    });
  }
  return counters.map(({ counter }) => counter.facet(text, selection.filter));
}
