import type { MalformedLine } from "../../../shared/integrity/record-header.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { StreamIndex } from "../index/stream-index.ts";
import type { EventSelection } from "./event-selection.ts";
import { type EventGroup, groupEvents } from "./group-events.ts";
import { eventAt } from "./indexed-event.ts";

/** Some events folded into one row, oldest first. */
export interface GroupPlace {
  readonly kind: "group";
  readonly id: string;
  readonly grouping: EventGroup["grouping"];
  readonly members: readonly EventCode[];
  readonly expanded: boolean;
}

/** A line that is no record, with the stream it stands in. */
export interface MalformedPlace {
  readonly kind: "malformed";
  readonly stream: StreamIndex;
  readonly line: MalformedLine;
}

/** What a row of a timeline shows: an event by its code, a group, or a line that is no record. */
export type RowPlace = EventCode | GroupPlace | MalformedPlace;

export interface RowOptions {
  readonly grouped: boolean;
  readonly newestFirst: boolean;
  readonly expanded: ReadonlySet<string>;
}

/** The rows of a timeline, without what they say. An expanded group is followed by its events. */
export function timelineRows(
  project: ProjectIndex,
  selection: EventSelection,
  options: RowOptions,
): readonly RowPlace[] {
  const folded = options.grouped ? foldGroups(project, selection.matching, options.expanded) : selection.matching;
  const whole = selection.showsMalformed ? withMalformedLines(project, folded, selection.scope) : folded;
  const ordered = options.newestFirst ? whole.toReversed() : whole;
  return options.grouped ? ordered.flatMap((row) => withMembers(row, options.newestFirst)) : ordered;
}

function withMembers(row: RowPlace, newestFirst: boolean): readonly RowPlace[] {
  if (typeof row === "number" || row.kind !== "group" || !row.expanded) return [row];
  return [row, ...(newestFirst ? row.members.toReversed() : row.members)];
}

/** A group stands where its first event does. */
function foldGroups(project: ProjectIndex, codes: readonly EventCode[], expanded: ReadonlySet<string>): RowPlace[] {
  const groups = groupEvents(
    codes.map((code) => {
      const { stream, record, position } = eventAt(project, code);
      return {
        stream: project.ordinalOf(stream),
        type: record.type,
        userId: record.userId,
        jobId: stream.jobs[position - 1] ?? null,
        correlationId: record.correlationId ?? null,
        time: stream.times[position - 1] ?? Number.NaN,
      };
    }),
  );
  const rows: (RowPlace | undefined)[] = [...codes];
  for (const { grouping, members } of groups) {
    const [first = 0] = members;
    const codesOfGroup = members.map((member) => codes[member] ?? 0);
    const { stream, position } = eventAt(project, codesOfGroup[0] ?? 0);
    const id = `${grouping}:${stream.streamId}:${position}`;
    for (const member of members) rows[member] = undefined;
    rows[first] = { kind: "group", id, grouping, members: codesOfGroup, expanded: expanded.has(id) };
  }
  return rows.filter((row) => row !== undefined);
}

/** Puts each bad line behind the row that holds the record before it, or in front of the first of its stream. */
function withMalformedLines(
  project: ProjectIndex,
  rows: readonly RowPlace[],
  scope: StreamIndex | null,
): readonly RowPlace[] {
  const streams = scope === null ? [...project.streams()] : [scope];
  const damaged = streams.filter(({ scan }) => scan.malformed.length > 0);
  if (damaged.length === 0) return rows;
  const behind = new Map<EventCode, MalformedPlace[]>();
  const first: MalformedPlace[] = [];
  for (const stream of damaged) {
    for (const line of stream.scan.malformed) {
      const place: MalformedPlace = { kind: "malformed", stream, line };
      const code = project.codeOf({ stream: stream.streamId, position: line.recordsBefore });
      if (code === undefined) first.push(place);
      else behind.set(code, [...(behind.get(code) ?? []), place]);
    }
  }
  const placed = rows.flatMap((row) => {
    const codes = typeof row === "number" ? [row] : row.kind === "group" ? row.members : [];
    const lines = codes.flatMap((code) => take(behind, code));
    return lines.length === 0 ? [row] : [row, ...lines];
  });
  // What is left stands behind records that the filter hides.
  return [...first, ...placed, ...[...behind.values()].flat()];
}

function take(behind: Map<EventCode, MalformedPlace[]>, code: EventCode): readonly MalformedPlace[] {
  const lines = behind.get(code) ?? [];
  behind.delete(code);
  return lines;
}

/** @returns the index of the row that shows an event: its own, else that of the group it is folded into; -1 for none. */
export function rowOf(rows: readonly RowPlace[], code: EventCode): number {
  const own = rows.indexOf(code);
  if (own !== -1) return own;
  return rows.findIndex((row) => typeof row !== "number" && row.kind === "group" && row.members.includes(code));
}
