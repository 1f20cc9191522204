import type { Filter } from "../../../shared/filter/filter.ts";
import { parseFilter } from "../../../shared/filter/parse-filter.ts";
import { soughtBy } from "../../../shared/filter/sought.ts";
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
import { NOT_HELD, type SoughtWords } from "./closeness.ts";
import type { FoundGroup } from "./found-group.ts";
import { typeHits, userHits } from "./named-hits.ts";
import { namedResources, resourceHits } from "./resource-hits.ts";
import { excerptOf } from "./search-excerpt.ts";
import { closest, fieldExcerpt, type SearchedField, searchedField } from "./searched-field.ts";

export interface SearchOptions {
  readonly project: ProjectIndex;
  readonly records: RecordStore;
  readonly select: (scope: string | null, filter: string) => Promise<EventSelection>;
}

/**
 * Looks for a text in everything that the project holds. Events are found by the filter language and come newest first, but those
 * of a resource that is called so come behind: the resource itself stands above. What has a name comes first when it is just that.
 */
export async function search(
  { project, records, select }: SearchOptions,
  { text, limit }: MethodInput<"search.query">,
): Promise<SearchResult> {
  const started = performance.now();
  const filter = parseFilter(text, EVENT_KEYS);
  const words = wordsOf(filter);
  const found: FoundGroup[] = [];
  let problem = filter.problem;
  if (filter.terms.length > 0) {
    // What has a key, is negated or cannot be understood is no part of the words.
    const onlyWords = words.length === filter.terms.length;
    const selection = await select(null, text);
    const { columns } = selection;
    problem = selection.problem;
    if (onlyWords) found.push(resourceHits(columns.streams, words, limit));
    const { annotating, others } = newestByKind(selection, rowsOfNamed(columns, words), limit);
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
  return terms.flatMap((term) => {
    const sought = term.key === null && !term.negated ? soughtBy(term) : "";
    return typeof sought === "string" ? [] : [sought];
  });
}

const ANNOTATING = new Set(["mark:added", "mark:body-updated", "mark:removed"]);

interface Kind {
  total: number;
  /** Those that are shown, newest first; behind them those of resources that are called what is looked for. */
  readonly shown: EventCode[];
}

/** 1 for each row of a resource whose name or id holds all words: they are found for that alone. Null for none. */
function rowsOfNamed({ streams, starts, codes }: EventColumns, words: SoughtWords): Uint8Array | null {
  if (words.length === 0) return null;
  let named: Uint8Array | null = null;
  for (const index of namedResources(streams, words)) {
    named ??= new Uint8Array(codes.length);
    named.fill(1, starts[index], starts[index + 1]);
  }
  return named;
}

function newestByKind({ accepted, columns }: EventSelection, named: Uint8Array | null, limit: number) {
  const annotating: Kind = { total: 0, shown: [] };
  const others: Kind = { total: 0, shown: [] };
  const { codes, rows, types } = columns;
  const kinds = types.examples.map((row) =>
    ANNOTATING.has(eventOfRow(columns, row).record.type) ? annotating : others,
  );
  const counts = countAccepted(types, accepted);
  for (const [id, kind] of kinds.entries()) kind.total += counts[id] ?? 0;
  const isFull = ({ total, shown }: Kind) => shown.length === Math.min(total, limit);
  for (const part of named === null ? [0] : [0, 1]) {
    for (let place = codes.length - 1; place >= 0 && !(isFull(annotating) && isFull(others)); place -= 1) {
      const row = rows[place] ?? 0;
      if ((accepted !== null && accepted[row] === 0) || (named?.[row] ?? 0) !== part) continue;
      const { shown } = kinds[types.ids[row] ?? 0] ?? others;
      if (shown.length < limit) shown.push(codes[place] ?? 0);
    }
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
  { total, shown }: Kind,
  { project, records, words }: EventSearch,
): Promise<FoundGroup> {
  const readings = await records.readAll(shown);
  const summaries = await describeRecords({ project, records }, shown, readings);
  const hits = shown.map((code, index): SearchHit => {
    const event = eventAt(project, code);
    const reading = readings[index];
    const inside = reading?.ok === true ? excerptOf(reading.stored, words) : undefined;
    const around = foundAround(event);
    const excerpt = inside?.all ?? (closest(around, words) !== NOT_HELD ? undefined : inside?.some);
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
