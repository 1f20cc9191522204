import { EVENT_TYPES, eventLabel } from "../../../shared/events/catalogue.ts";
import { containsParts, type Filter, wordParts } from "../../../shared/filter/filter.ts";
import { parseFilter } from "../../../shared/filter/parse-filter.ts";
import { exactTerm } from "../../../shared/filter/write-filter.ts";
import type { MethodInput } from "../../../shared/ipc/contract.ts";
import type { SearchHit, SearchResult } from "../../../shared/ipc/model/search.ts";
import { userName } from "../../../shared/projection/user-name.ts";
import { plural } from "../../../shared/text/plural.ts";
import { countAccepted, countedBy, type EventColumns, eventOfRow } from "../index/event-columns.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { RecordStore } from "../index/record-store.ts";
import { nameOf, type StreamIndex } from "../index/stream-index.ts";
import { describeRecords } from "../timeline/describe-records.ts";
import { EVENT_KEYS } from "../timeline/event-fields.ts";
import { referenceOf } from "../timeline/event-rows.ts";
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
    if (onlyWords) groups.push(resourceHits(columns, words, limit));
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

function newestByKind({ accepted, columns }: EventSelection, limit: number) {
  const annotating: Kind = { total: 0, newest: [] };
  const others: Kind = { total: 0, newest: [] };
  const { codes, rows, types } = columns;
  const kinds = types.examples.map((row) =>
    ANNOTATING.has(eventOfRow(columns, row).record.type) ? annotating : others,
  );
  const counts = countAccepted(types, accepted);
  for (const [id, kind] of kinds.entries()) kind.total += counts[id] ?? 0;
  const isFull = ({ total, newest }: Kind) => newest.length === Math.min(total, limit);
  for (let place = codes.length - 1; place >= 0 && !(isFull(annotating) && isFull(others)); place -= 1) {
    const row = rows[place] ?? 0;
    if (accepted !== null && accepted[row] === 0) continue;
    const { newest } = kinds[types.ids[row] ?? 0] ?? others;
    if (newest.length < limit) newest.push(codes[place] ?? 0);
  }
  return { annotating, others };
}

function resourceHits({ streams }: EventColumns, words: readonly (readonly string[])[], limit: number): Group {
  const texts = resourceTexts(streams);
  const hits: SearchHit[] = [];
  let total = 0;
  for (const [index, stream] of streams.entries()) {
    const text = texts[index] ?? "";
    if (!words.every((parts) => containsParts(text, parts))) continue;
    total += 1;
    if (hits.length === limit) continue;
    const fields = resourceFields(stream);
    const found = fieldWith(fields, words) ?? fields[0];
    hits.push({
      title: nameOf(stream),
      field: found?.field ?? "name",
      ...textExcerpt(found?.text ?? "", words),
      timestamp: stream.latest,
      stream: stream.streamId,
      resourceName: null,
      reference: null,
      filter: null,
    });
  }
  return { group: "resources", total, atLeast: false, hits };
}

const textsOfStreams = new WeakMap<readonly StreamIndex[], readonly string[]>();

/** What words are looked for in, in lower case; kept, because a search is typed letter by letter. */
function resourceTexts(streams: readonly StreamIndex[]): readonly string[] {
  const known =
    textsOfStreams.get(streams) ??
    streams.map((stream) =>
      resourceFields(stream)
        .map(({ lower }) => lower)
        .join("\n"),
    );
  textsOfStreams.set(streams, known);
  return known;
}

interface Field {
  readonly field: string;
  readonly text: string;
  /** The text in lower case. */
  readonly lower: string;
}

function resourceFields(stream: StreamIndex): readonly Field[] {
  const { streamId, facts } = stream;
  return [
    field("name", nameOf(stream)),
    field("id", streamId),
    field("storage URI", facts.storageUri ?? ""),
    field("entity types", facts.entityTypes.join(", ")),
  ];
}

function field(name: string, text: string): Field {
  return { field: name, text, lower: text.toLowerCase() };
}

/** Whether every word is somewhere in a field. */
function holdsAll(fields: readonly Field[], words: readonly (readonly string[])[]): boolean {
  return words.every((parts) => fields.some(({ lower }) => containsParts(lower, parts)));
}

/** The field that is shown: the first that has a word. */
function fieldWith(fields: readonly Field[], words: readonly (readonly string[])[]): Field | undefined {
  return fields.find(({ lower }) => words.some((parts) => containsParts(lower, parts)));
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
  const summaries = await describeRecords({ project, records }, newest, readings);
  const hits = newest.map((code, index): SearchHit => {
    const event = eventAt(project, code);
    const reading = readings[index];
    const excerpt = reading?.ok === true ? excerptOf(reading.stored, words) : undefined;
    return {
      title: summaries[index] ?? "",
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
  const found = [...users].filter(([id]) => holdsAll([field("id", `${id} ${userName(id)}`)], words));
  const hits = found.slice(0, limit).map(([id, events]): SearchHit => {
    const name = userName(id);
    return namedHit(`${name} · ${plural(events, "event")}`, "user", textExcerpt(id, words), exactTerm("user", name));
  });
  return { group: "users", total: found.length, atLeast: false, hits };
}

function typeHits({ columns, words, limit }: NameSearch): Group {
  const types = new Set([...EVENT_TYPES, ...countedBy(columns, columns.types, ({ record }) => record.type).keys()]);
  const found = [...types].filter((type) => holdsAll([field("type", `${type} ${eventLabel(type)}`)], words));
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
