import { type Filter, wordParts } from "../../../shared/filter/filter.ts";
import { parseFilter } from "../../../shared/filter/parse-filter.ts";
import type { MethodInput } from "../../../shared/ipc/contract.ts";
import type { SearchHit, SearchResult } from "../../../shared/ipc/model/search.ts";
import { userName } from "../../../shared/projection/user-name.ts";
import { countAccepted, type EventColumns, eventOfRow } from "../index/event-columns.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { RecordStore } from "../index/record-store.ts";
import { nameOf } from "../index/stream-index.ts";
import { describeRecords } from "../timeline/describe-records.ts";
import { EVENT_KEYS } from "../timeline/event-fields.ts";
import { referenceOf } from "../timeline/event-rows.ts";
import type { EventSelection } from "../timeline/event-selection.ts";
import { eventAt, type IndexedEvent } from "../timeline/indexed-event.ts";
import type { SoughtWords } from "./closeness.ts";
import type { FoundGroup } from "./found-group.ts";
import { typeHits, userHits } from "./named-hits.ts";
import { resourceHits } from "./resource-hits.ts";
import { excerptOf } from "./search-excerpt.ts";
import { closest, fieldExcerpt, type SearchedField, searchedField } from "./searched-field.ts";

export interface SearchOptions {
  readonly project: ProjectIndex;
  readonly records: RecordStore;
  readonly columns: EventColumns;
  readonly select: (scope: string | null, filter: string) => EventSelection;
}

/**
 * Looks for a text in everything that the project holds. Events are found by the filter language and come newest first; what has a
 * name comes first when it is called what is looked for.
 */
export async function search(
  { project, records, columns, select }: SearchOptions,
  { text, limit }: MethodInput<"search.query">,
): Promise<SearchResult> {
  const started = performance.now();
  const filter = parseFilter(text, EVENT_KEYS);
  const words = wordsOf(filter);
  const found: FoundGroup[] = [];
  let problem = filter.problem;
  if (filter.terms.length > 0) {
    const onlyWords = filter.terms.every(({ key, negated }) => key === null && !negated);
    if (onlyWords) found.push(resourceHits(columns.streams, words, limit));
    const selection = select(null, text);
    problem = selection.problem;
    const { annotating, others } = newestByKind(selection, limit);
    found.push(await eventHits("annotations", annotating, { project, records, words }));
    found.push(await eventHits("events", others, { project, records, words }));
    if (onlyWords) found.push(userHits(columns, words, limit), typeHits(columns, words, limit));
  }
  return {
    revision: project.revision,
    groups: found
      .toSorted((left, right) => Number(right.isSaid) - Number(left.isSaid))
      .flatMap(({ group }) => (group.total > 0 ? [group] : [])),
    durationMs: performance.now() - started,
    filterProblem: problem,
  };
}

function wordsOf({ terms }: Filter): SoughtWords {
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

interface EventSearch {
  readonly project: ProjectIndex;
  readonly records: RecordStore;
  readonly words: SoughtWords;
}

async function eventHits(
  group: "annotations" | "events",
  { total, newest }: Kind,
  { project, records, words }: EventSearch,
): Promise<FoundGroup> {
  const readings = await records.readAll(newest);
  const summaries = await describeRecords({ project, records }, newest, readings);
  const hits = newest.map((code, index): SearchHit => {
    const event = eventAt(project, code);
    const reading = readings[index];
    const inside = reading?.ok === true ? excerptOf(reading.stored, words) : undefined;
    const around = foundAround(event);
    const excerpt = inside?.all ?? (closest(around, words) < 4 ? undefined : inside?.some);
    return {
      title: summaries[index] ?? "",
      ...(excerpt ?? fieldExcerpt(around, words)),
      timestamp: event.record.timestamp,
      stream: event.stream.streamId,
      resourceName: nameOf(event.stream),
      reference: referenceOf(event),
      filter: null,
    };
  });
  return { isSaid: false, group: { group, total, atLeast: false, hits } };
}

/** What an event is found by without holding it itself: the name of its user, its resource. */
function foundAround({ record, stream }: IndexedEvent): readonly SearchedField[] {
  return [
    searchedField("type", record.recordedType),
    searchedField("user", userName(record.userId)),
    searchedField("resource", nameOf(stream)),
    searchedField("resource id", stream.streamId),
  ];
}
