import { setImmediate } from "node:timers/promises";
import type { MethodInput } from "../../../shared/ipc/contract.ts";
import type { EventReference, Minimap, TimelinePage, TimelineRow } from "../../../shared/ipc/model/timeline.ts";
import { codeBefore, type EventColumns, eventColumns } from "../index/event-columns.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { RecordStore } from "../index/record-store.ts";
import { nameOf, projectFile, type StreamIndex } from "../index/stream-index.ts";
import type { TextSearch } from "../index/text-search.ts";
import { RecentResults } from "../session/recent-results.ts";
import { SharedWork } from "../session/shared-work.ts";
import { AT_ONCE, LEISURELY } from "../session/turns.ts";
import { describeRecords } from "./describe-records.ts";
import { acceptedRows, type EventCondition } from "./event-conditions.ts";
import { type DescribedRecord, eventRow } from "./event-rows.ts";
import {
  type EventLists,
  type EventSelection,
  eventFacets,
  matchingPlaces,
  selectEvents,
  streamOf,
} from "./event-selection.ts";
import { type EventSpread, minimapOf, spreadOf } from "./event-spread.ts";
import { EventWords } from "./event-words.ts";
import { foldEvents } from "./fold-events.ts";
import { groupRow, groupToTell } from "./group-rows.ts";
import { findingOf, type MalformedPlace } from "./malformed-lines.ts";
import { type RowList, type RowPlace, timelineRows } from "./timeline-rows.ts";

type TimelineQuery = Omit<MethodInput<"timeline.query">, "operation">;
type MinimapQuery = Omit<MethodInput<"timeline.minimap">, "operation">;
type TimelineChoice = Omit<TimelineQuery, "offset" | "limit">;

export interface TimelineOptions {
  readonly project: ProjectIndex;
  readonly records: RecordStore;
  readonly search: TextSearch;
  readonly now: () => number;
}

/** Timelines of a project: pages of rows, places of events, and how events spread over time. */
export class Timeline {
  readonly #project: ProjectIndex;
  readonly #records: RecordStore;
  readonly #now: () => number;
  /** Scrolling asks for page after page of the same list. */
  readonly #selections = new SharedWork<EventSelection>(6);
  readonly #rows = new RecentResults<RowList>(4);
  readonly #facets = new RecentResults<TimelinePage["facets"]>(6);
  readonly #lists = new RecentResults<EventLists>(3);
  readonly #spreads = new RecentResults<EventSpread>(3);
  readonly #search: TextSearch;

  constructor({ project, records, search, now }: TimelineOptions) {
    this.#project = project;
    this.#records = records;
    this.#search = search;
    this.#now = now;
  }

  /** Makes what takes longest of the project's lists. To be called once nobody waits. */
  async prepare(): Promise<void> {
    const selection = await this.select(null, "");
    await setImmediate();
    foldEvents(selection, matchingPlaces(selection));
    await setImmediate();
    this.#listsOf(null).words.prepare();
  }

  /** @throws the signal's reason, where an expression takes its time */
  page(query: TimelineQuery, signal?: AbortSignal): Promise<TimelinePage> {
    return this.#withSelection(query, signal, async (selection) => {
      const revision = this.#project.revision;
      const rows = this.#rowsOf(query, selection);
      const shown = rows.slice(query.offset, query.offset + query.limit);
      const facets = this.#facets.get(`${revision} ${query.scope} ${query.filter}`, () =>
        eventFacets(selection, query.filter),
      );
      return {
        revision,
        total: selection.columns.codes.length,
        matching: selection.matching,
        rowCount: rows.length,
        rows: await this.#fill(shown, selection, query.density === "records"),
        facets,
        filterProblem: selection.problem,
      };
    });
  }

  /** The events that a filter accepts. @throws ContractError `not-found` for a stream that is gone; the signal's reason */
  select(scope: string | null, filter: string, signal?: AbortSignal): Promise<EventSelection> {
    return this.#withSelection({ scope, filter }, signal, (selection) => selection);
  }

  /**
   * An expression takes its time; where the log has changed meanwhile, it is only looked for in what is new. A log that never rests is
   * not given another chance to change.
   */
  async #withSelection<Result>(
    { scope, filter }: Pick<TimelineQuery, "scope" | "filter">,
    signal: AbortSignal | undefined,
    use: (selection: EventSelection) => Result | Promise<Result>,
  ): Promise<Result> {
    for (let round = 1; ; round += 1) {
      const pace = round < 3 ? LEISURELY : AT_ONCE;
      const revision = this.#project.revision;
      const stream = scope === null ? null : streamOf(this.#project, scope);
      const selection = await this.#selections.get(`${revision} ${scope} ${filter}`, signal, (wanted) =>
        selectEvents(this.#listsOf(stream), stream, filter, this.#now(), pace, wanted),
      );
      if (revision === this.#project.revision) return use(selection);
    }
  }

  /** A selection as a list with one row an event, and one a line that is no record. */
  list(selection: EventSelection, order: "oldest" | "newest"): RowList {
    const options = { grouped: false, newestFirst: order === "newest", expanded: new Set<string>() };
    return timelineRows(this.#project, selection, options);
  }

  /** All events of the project, as columns. */
  get columns(): EventColumns {
    return this.#listsOf(null).columns;
  }

  #listsOf(scope: StreamIndex | null): EventLists {
    return this.#lists.get(`${this.#project.revision} ${scope?.streamId ?? null}`, () => {
      const columns = eventColumns(this.#project, scope);
      return { columns, words: new EventWords(columns, this.#search) };
    });
  }

  locate({ sought, ...choice }: MethodInput<"timeline.locate">): Promise<{ row: number } | null> {
    return this.#withSelection(choice, undefined, (selection) => {
      const rows = this.#rowsOf(choice, selection);
      const row = "finding" in sought ? rows.rowOfFinding(sought.finding) : this.#rowOfEvent(rows, sought);
      return row === -1 ? null : { row };
    });
  }

  #rowOfEvent(rows: RowList, reference: EventReference): number {
    const code = this.#project.codeOf(reference);
    return code === undefined ? -1 : rows.rowOf(code);
  }

  /** @throws the signal's reason, where an expression takes its time */
  minimap({ scope, filter, buckets: count }: MinimapQuery, signal?: AbortSignal): Promise<Minimap> {
    return this.#withSelection({ scope, filter }, signal, ({ columns, conditions, matching }) => {
      const spread = this.#spreads.get(`${this.#project.revision} ${scope} ${count}`, () => spreadOf(columns, count));
      return { ...minimapOf(spread, acceptedRows(conditions.filter((one) => !isTimeLimit(one)))), inRange: matching };
    });
  }

  #rowsOf(choice: TimelineChoice, selection: EventSelection): RowList {
    const { scope, filter, order, density, expanded } = choice;
    const key = JSON.stringify([this.#project.revision, scope, filter, order, density, expanded]);
    return this.#rows.get(key, () =>
      timelineRows(this.#project, selection, {
        grouped: density === "grouped",
        newestFirst: order === "newest",
        expanded: new Set(expanded),
      }),
    );
  }

  async #fill(rows: readonly RowPlace[], selection: EventSelection, withStored: boolean): Promise<TimelineRow[]> {
    const project = this.#project;
    const groups = new Map(
      rows.flatMap(({ shows }) =>
        typeof shows === "number" || shows.kind !== "group" ? [] : [[shows, groupToTell(project, shows)] as const],
      ),
    );
    const codes = rows.flatMap(({ shows }) => (typeof shows === "number" ? shows : []));
    for (const { first, last } of groups.values()) codes.push(first, ...(last === undefined ? [] : [last]));
    const records = await this.#describe(codes);
    // In the project's timeline a gap is measured from the event before in time, of whatever resource.
    const before = (code: EventCode) => codeBefore(project, selection.columns, code);
    const earlier = selection.scope === null ? { before } : {};
    const content = { project, withStored, ...earlier };
    return rows.flatMap(({ shows, member }): TimelineRow[] => {
      if (typeof shows === "number") {
        const record = records.get(shows);
        return record === undefined ? [] : [eventRow(shows, record, { ...content, member })];
      }
      if (shows.kind === "malformed") return [malformedRow(shows, member)];
      const group = groups.get(shows);
      return group === undefined ? [] : [groupRow(project, group, records)];
    });
  }

  async #describe(codes: readonly EventCode[]): Promise<ReadonlyMap<EventCode, DescribedRecord>> {
    const [project, records] = [this.#project, this.#records];
    const readings = await records.readAll(codes);
    const summaries = await describeRecords({ project, records }, codes, readings);
    return new Map(codes.map((code, at) => [code, { reading: readings[at], summary: summaries[at] ?? "" }]));
  }
}

/** The minimap shows also what lies outside of the range of time that is chosen on it. */
function isTimeLimit({ key, negated }: EventCondition): boolean {
  return !negated && (key === "since" || key === "until");
}

function malformedRow(place: MalformedPlace, member: RowPlace["member"]): TimelineRow {
  const { stream, line } = place;
  const finding = findingOf(place);
  return {
    kind: "malformed",
    stream: stream.streamId,
    resourceName: nameOf(stream),
    findingId: finding?.id ?? "",
    file: projectFile(stream.scan, line.file),
    line: line.line,
    offset: line.offset,
    bytes: line.length,
    excerpt: line.excerpt,
    reason: line.reason,
    severity: finding?.severity ?? "suspect",
    member,
  };
}
