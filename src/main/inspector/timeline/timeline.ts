import { eventLabel } from "../../../shared/events/catalogue.ts";
import type { MethodInput } from "../../../shared/ipc/contract.ts";
import type { GroupRow, Minimap, TimelinePage, TimelineRow } from "../../../shared/ipc/model/timeline.ts";
import { userName } from "../../../shared/projection/user-name.ts";
import { codeBefore, type EventColumns, eventColumns } from "../index/event-columns.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import { worseSeverity } from "../index/record-places.ts";
import type { RecordStore } from "../index/record-store.ts";
import { projectFile, type StreamIndex } from "../index/stream-index.ts";
import { RecentResults } from "../session/recent-results.ts";
import { eventRow, referenceOf } from "./event-rows.ts";
import { type EventLists, type EventSelection, eventFacets, selectEvents, streamOf } from "./event-selection.ts";
import { type EventSpread, minimapOf, spreadOf } from "./event-spread.ts";
import { EventWords } from "./event-words.ts";
import { eventAt } from "./indexed-event.ts";
import { type GroupPlace, type MalformedPlace, type RowList, type RowPlace, timelineRows } from "./timeline-rows.ts";

type TimelineQuery = MethodInput<"timeline.query">;
type TimelineChoice = Omit<TimelineQuery, "offset" | "limit">;

/** Timelines of a project: pages of rows, places of events, and how events spread over time. */
export class Timeline {
  readonly #project: ProjectIndex;
  readonly #records: RecordStore;
  readonly #now: () => number;
  /** Scrolling asks for page after page of the same list. */
  readonly #selections = new RecentResults<EventSelection>(6);
  readonly #rows = new RecentResults<RowList>(4);
  readonly #facets = new RecentResults<TimelinePage["facets"]>(6);
  readonly #lists = new RecentResults<EventLists>(3);
  readonly #spreads = new RecentResults<EventSpread>(3);

  constructor(project: ProjectIndex, records: RecordStore, now: () => number) {
    this.#project = project;
    this.#records = records;
    this.#now = now;
  }

  async page(query: TimelineQuery): Promise<TimelinePage> {
    const revision = this.#project.revision;
    const selection = this.select(query.scope, query.filter);
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
  }

  /** The events that a filter accepts. @throws ContractError `not-found` for a stream that is gone */
  select(scope: string | null, filter: string): EventSelection {
    const stream = scope === null ? null : streamOf(this.#project, scope);
    return this.#selections.get(`${this.#project.revision} ${scope} ${filter}`, () =>
      selectEvents(this.#listsOf(stream), stream, filter, this.#now()),
    );
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
      return { columns, words: new EventWords(columns) };
    });
  }

  locate({ reference, ...choice }: MethodInput<"timeline.locate">): { row: number } | null {
    const code = this.#project.codeOf(reference);
    if (code === undefined) return null;
    const row = this.#rowsOf(choice, this.select(choice.scope, choice.filter)).rowOf(code);
    return row === -1 ? null : { row };
  }

  minimap({ scope, filter, buckets: count }: MethodInput<"timeline.minimap">): Minimap {
    const { columns, accepted } = this.select(scope, filter);
    const spread = this.#spreads.get(`${this.#project.revision} ${scope} ${count}`, () => spreadOf(columns, count));
    return minimapOf(spread, accepted);
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
    const codes = rows.filter((row) => typeof row === "number");
    const readings = await this.#records.readAll(codes);
    const places = new Map(codes.map((code, index) => [code, readings[index]]));
    // In the project's timeline a gap is measured from the event before in time, of whatever resource.
    const before = (code: EventCode) => codeBefore(this.#project, selection.columns, code);
    const earlier = selection.scope === null ? { before } : {};
    const content = { project: this.#project, withStored, ...earlier };
    return rows.map((row) => {
      if (typeof row === "number") return eventRow(row, places.get(row), content);
      return row.kind === "group" ? this.#groupRow(row) : malformedRow(row);
    });
  }

  #groupRow({ id, grouping, members, expanded }: GroupPlace): GroupRow {
    const events = members.map((code) => ({ ...eventAt(this.#project, code) }));
    const [first] = events;
    const last = events.at(-1);
    if (first === undefined || last === undefined) throw new RangeError(`The group ${id} has no events.`);
    const types = new Map<string, number>();
    for (const { record } of events) types.set(record.type, (types.get(record.type) ?? 0) + 1);
    const ranked = [...types].map(([type, count]) => ({ type, events: count })).sort((a, b) => b.events - a.events);
    let worstFinding: GroupRow["worstFinding"] = null;
    for (const { stream, position } of events) {
      const severity = stream.severities.get(position);
      if (severity !== undefined) worstFinding = worseSeverity(worstFinding, severity);
    }
    return {
      kind: "group",
      id,
      grouping,
      summary:
        grouping === "job" ? jobSummary(events.map(({ record }) => record.type)) : burstSummary(ranked, events.length),
      events: events.length,
      first: referenceOf(first),
      last: referenceOf(last),
      from: first.record.timestamp,
      to: last.record.timestamp,
      types: ranked,
      userName: userName(first.record.userId),
      worstFinding,
      expanded,
    };
  }
}

function jobSummary(types: readonly string[]): string {
  const end = types.includes("job:failed") ? "failed" : types.includes("job:completed") ? "completed" : "not ended";
  const work = types.filter((type) => !type.startsWith("job:")).length;
  return `Job, ${end}${work === 0 ? "" : `: ${work} ${work === 1 ? "event" : "events"} of its own`}`;
}

function burstSummary([most]: readonly { type: string }[], count: number): string {
  return `${count} × ${eventLabel(most?.type ?? "")}`;
}

function malformedRow({ stream, line }: MalformedPlace): TimelineRow {
  const file = projectFile(stream.scan, line.file);
  const finding = stream.findings.find(
    (candidate) => candidate.code === "malformed-line" && candidate.file === file && candidate.line === line.line,
  );
  return {
    kind: "malformed",
    stream: stream.streamId,
    findingId: finding?.id ?? "",
    file,
    line: line.line,
    offset: line.offset,
    bytes: line.length,
    excerpt: line.excerpt,
    reason: line.reason,
    severity: finding?.severity ?? "suspect",
  };
}
