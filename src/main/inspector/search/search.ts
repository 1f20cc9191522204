import { EVENT_TYPES, eventLabel } from "../../../shared/events/catalogue.ts";
import { containsParts, type Filter, wordParts } from "../../../shared/filter/filter.ts";
import { parseFilter } from "../../../shared/filter/parse-filter.ts";
import { exactTerm } from "../../../shared/filter/write-filter.ts";
import type { MethodInput } from "../../../shared/ipc/contract.ts";
import type { SearchHit, SearchResult } from "../../../shared/ipc/model/search.ts";
import { userName } from "../../../shared/projection/user-name.ts";
import type { EventColumns } from "../index/event-columns.ts";
import { countedBy, eventOfRow } from "../index/event-columns.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { RecordStore } from "../index/record-store.ts";
import { nameOf, type StreamIndex } from "../index/stream-index.ts";
import { EVENT_KEYS } from "../timeline/event-fields.ts";
import { referenceOf, summaryOf } from "../timeline/event-rows.ts";
import type { EventSelection } from "../timeline/event-selection.ts";
import { eventAt } from "../timeline/indexed-event.ts";
import { excerptOf, textExcerpt } from "./search-excerpt.ts";

export interface SearchOptions {
  readonly project: ProjectIndex;
  readonly records: RecordStore;
  readonly columns: EventColumns;
  readonly select: (scope: string | null, filter: string) => EventSelection;
}

type Group = SearchResult["groups"][number];

/** Looks for a text in everything that the project holds. Events are found by the filter language. */
export async function search(
  { project, records, columns, select }: SearchOptions,
  { text, limit }: MethodInput<"search.query">,
): Promise<SearchResult> {
  const started = performance.now();
  const filter = parseFilter(text, EVENT_KEYS);
  const words = wordsOf(filter);
  const groups: Group[] = [];
  let problem = filter.problem;
  if (filter.terms.length > 0) {
    const onlyWords = filter.terms.every(({ key, negated }) => key === null && !negated);
    if (onlyWords) groups.push(resourceHits(project, words, limit));
    const selection = select(null, text);
    problem = selection.problem;
    const { annotating, others } = newestByKind(selection, limit);
    groups.push(await eventHits("annotations", annotating, { project, records, words }));
    groups.push(await eventHits("events", others, { project, records, words }));
    if (onlyWords) {
      groups.push(userHits({ columns, words, limit }), typeHits({ columns, words, limit }));
    }
  }
  return {
    revision: project.revision,
    groups: groups.filter(({ total }) => total > 0),
    durationMs: performance.now() - started,
    filterProblem: problem,
  };
}

function wordsOf({ terms }: Filter): readonly (readonly string[])[] {
  return terms.flatMap((term) => (term.key === null && !term.negated ? [wordParts(term)] : []));
}

const ANNOTATING = new Set(["mark:added", "mark:body-updated", "mark:removed"]);

interface Kind {
  total: number;
  /** The newest of them, newest first, as many as are shown. */
  readonly newest: EventCode[];
}

function newestByKind({ matching, matchingRows, columns }: EventSelection, limit: number) {
  const annotating: Kind = { total: 0, newest: [] };
  const others: Kind = { total: 0, newest: [] };
  const kinds = columns.types.examples.map((row) =>
    ANNOTATING.has(eventOfRow(columns, row).record.type) ? annotating : others,
  );
  for (let index = matching.length - 1; index >= 0; index -= 1) {
    const kind = kinds[columns.types.ids[matchingRows[index] ?? 0] ?? 0] ?? others;
    kind.total += 1;
    if (kind.newest.length < limit) kind.newest.push(matching[index] ?? 0);
  }
  return { annotating, others };
}

function resourceHits(project: ProjectIndex, words: readonly (readonly string[])[], limit: number): Group {
  const hits: SearchHit[] = [];
  let total = 0;
  for (const stream of project.streams()) {
    const found = matchingField(resourceFields(stream), words);
    if (found === undefined) continue;
    total += 1;
    if (hits.length === limit) continue;
    const timestamp = stream.scan.records.at(-1)?.timestamp ?? null;
    const excerpt = textExcerpt(found.text, words);
    hits.push({
      title: nameOf(stream),
      field: found.field,
      ...excerpt,
      timestamp,
      stream: stream.streamId,
      resourceName: null,
      reference: null,
      filter: null,
    });
  }
  return { group: "resources", total, atLeast: false, hits };
}

interface Field {
  readonly field: string;
  readonly text: string;
  /** The text in lower case. */
  readonly lower: string;
}

const fieldsOfStreams = new WeakMap<StreamIndex, readonly Field[]>();

function resourceFields(stream: StreamIndex): readonly Field[] {
  const known = fieldsOfStreams.get(stream);
  if (known !== undefined) return known;
  const { streamId, facts } = stream;
  const fields = [
    field("name", nameOf(stream)),
    field("id", streamId),
    field("storage URI", facts.storageUri ?? ""),
    field("entity types", facts.entityTypes.join(", ")),
  ];
  fieldsOfStreams.set(stream, fields);
  return fields;
}

function field(name: string, text: string): Field {
  return { field: name, text, lower: text.toLowerCase() };
}

/** Every word must be somewhere; the field shown is the first that has one. */
function matchingField(fields: readonly Field[], words: readonly (readonly string[])[]): Field | undefined {
  const isMatch = words.every((parts) => fields.some(({ lower }) => containsParts(lower, parts)));
  return isMatch ? fields.find(({ lower }) => words.some((parts) => containsParts(lower, parts))) : undefined;
}

interface EventSearch {
  readonly project: ProjectIndex;
  readonly records: RecordStore;
  readonly words: readonly (readonly string[])[];
}

async function eventHits(
  group: "annotations" | "events",
  { total, newest }: Kind,
  { project, records, words }: EventSearch,
): Promise<Group> {
  const readings = await records.readAll(newest);
  const hits = newest.map((code, index): SearchHit => {
    const event = eventAt(project, code);
    const reading = readings[index];
    const excerpt = reading?.ok === true ? excerptOf(reading.stored, words) : undefined;
    return {
      title: summaryOf(reading, project),
      ...(excerpt ?? { field: "resource", ...textExcerpt(nameOf(event.stream), words) }),
      timestamp: event.record.timestamp,
      stream: event.stream.streamId,
      resourceName: nameOf(event.stream),
      reference: referenceOf(event),
      filter: null,
    };
  });
  return { group, total, atLeast: false, hits };
}

function userHits({ columns, words, limit }: NameSearch): Group {
  const users = countedBy(columns, columns.users, ({ record }) => record.userId);
  const found = [...users].filter(([id]) => matchingField([field("id", `${id} ${userName(id)}`)], words));
  const hits = found.slice(0, limit).map(([id, events]): SearchHit => {
    const name = userName(id);
    return namedHit(`${name} · ${events} events`, "user", textExcerpt(id, words), exactTerm("user", name));
  });
  return { group: "users", total: found.length, atLeast: false, hits };
}

function typeHits({ columns, words, limit }: NameSearch): Group {
  const types = new Set([...EVENT_TYPES, ...countedBy(columns, columns.types, ({ record }) => record.type).keys()]);
  const found = [...types].filter((type) => matchingField([field("type", `${type} ${eventLabel(type)}`)], words));
  const hits = found
    .slice(0, limit)
    .map((type) => namedHit(eventLabel(type), "type", textExcerpt(type, words), exactTerm("type", type)));
  return { group: "types", total: found.length, atLeast: false, hits };
}

interface NameSearch extends Pick<SearchOptions, "columns"> {
  readonly words: readonly (readonly string[])[];
  readonly limit: number;
}

function namedHit(title: string, field: string, excerpt: ReturnType<typeof textExcerpt>, filter: string): SearchHit {
  return { title, field, ...excerpt, timestamp: null, stream: null, resourceName: null, reference: null, filter };
}
