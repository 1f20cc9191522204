import { rowOfCode } from "../index/event-columns.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { StreamIndex } from "../index/stream-index.ts";
import { type EventSelection, matchingPlaces, placeOfCode, someCodes } from "./event-selection.ts";
import { foldEvents } from "./fold-events.ts";
import type { EventGroup } from "./group-events.ts";
import { eventAt } from "./indexed-event.ts";
import { type Between, isGroup, type Listed, listEntries } from "./list-entries.ts";
import { findingOf, type MalformedPlace } from "./malformed-lines.ts";

/** Some events folded into one row, oldest first. */
export interface GroupPlace {
  readonly kind: "group";
  readonly id: string;
  readonly grouping: EventGroup["grouping"];
  readonly members: readonly EventCode[];
  readonly expanded: boolean;
}

/** What a row of a timeline shows: an event by its code, a group, or a line that is no record. */
export type ShownPlace = EventCode | GroupPlace | MalformedPlace;

export interface RowPlace {
  readonly shows: ShownPlace;
  /** Where the row stands in the expanded group that it belongs to. */
  readonly member: "inner" | "last" | null;
}

export interface RowOptions {
  readonly grouped: boolean;
  readonly newestFirst: boolean;
  readonly expanded: ReadonlySet<string>;
}

/** The rows of a timeline, without what they say. */
export interface RowList {
  readonly length: number;
  slice(from: number, to: number): readonly RowPlace[];
  /** The row that shows an event: its own, else that of the group it is folded into; -1 for none. */
  rowOf(code: EventCode): number;
  /** The row of the line that a finding is about; -1 for none. */
  rowOfFinding(findingId: string): number;
}

/** Lists the rows of a selection. An expanded group is followed by its events. */
export function timelineRows(project: ProjectIndex, selection: EventSelection, options: RowOptions): RowList {
  const { columns } = selection;
  const lines = shownLines(project, selection);
  if (!options.grouped && lines.length === 0) {
    // The usual list is never made: its rows are counted off where they are asked for.
    const order = options.newestFirst ? "newest" : "oldest";
    return {
      length: selection.matching,
      slice: (from, to) => someCodes(selection, order, from, to - from).map((shows) => ({ shows, member: null })),
      rowOf: (code) => placeOfCode(selection, order, rowOfCode(project, columns, code)),
      rowOfFinding: () => -1,
    };
  }
  const { entries, between, members } = listed(project, selection, options, lines);
  const codeAt = (place: number) => columns.codes[place] ?? 0;
  const shownAt = (entry: number): ShownPlace | undefined => {
    if (entry >= 0) return codeAt(entry);
    const other = between[-1 - entry];
    if (other === undefined || !isGroup(other)) return other;
    const id = groupId(project, selection, other);
    const folded = Array.from(other.members, codeAt);
    return { kind: "group", id, grouping: other.grouping, members: folded, expanded: options.expanded.has(id) };
  };
  return {
    length: entries.length,
    slice: (from, to) =>
      Array.from(entries.subarray(from, to)).flatMap((entry, index) => {
        const shows = shownAt(entry);
        return shows === undefined ? [] : [{ shows, member: members.get(from + index) ?? null }];
      }),
    rowOf: (code) => entryOf(entries, between, columns.places[rowOfCode(project, columns, code)] ?? -1),
    rowOfFinding: (findingId) => {
      const line = between.findIndex((other) => !isGroup(other) && findingOf(other)?.id === findingId);
      return line === -1 ? -1 : entries.indexOf(-1 - line);
    },
  };
}

function groupId(project: ProjectIndex, { columns }: EventSelection, { grouping, members }: EventGroup): string {
  const { stream, position } = eventAt(project, columns.codes[members[0] ?? 0] ?? 0);
  return `${grouping}:${stream.streamId}:${position}`;
}

function listed(
  project: ProjectIndex,
  selection: EventSelection,
  { grouped, newestFirst, expanded }: RowOptions,
  lines: readonly MalformedPlace[],
): Listed {
  const places = matchingPlaces(selection);
  return listEntries({
    places,
    groups: grouped ? foldEvents(selection, places) : [],
    lines: lines.map((line) => ({ line, behind: placeBefore(project, selection, line) })),
    isExpanded: (group) => expanded.size > 0 && expanded.has(groupId(project, selection, group)),
    newestFirst,
  });
}

function shownLines(project: ProjectIndex, { scope, acceptsLine }: EventSelection): readonly MalformedPlace[] {
  const shown: MalformedPlace[] = [];
  for (const stream of scope === null ? project.streams() : [scope]) {
    for (const line of stream.scan.malformed) {
      const place: MalformedPlace = { kind: "malformed", stream, line };
      if (acceptsLine(place)) shown.push(place);
    }
  }
  return shown;
}

/** The place among all codes of what stands before a line: the record before it, or all that is older than its stream. */
function placeBefore(project: ProjectIndex, { columns }: EventSelection, { stream, line }: MalformedPlace): number {
  const place = (index: StreamIndex, position: number) => {
    const code = project.codeOf({ stream: index.streamId, position });
    return code === undefined ? undefined : columns.places[rowOfCode(project, columns, code)];
  };
  return place(stream, line.recordsBefore) ?? (place(stream, 1) ?? 0) - 1;
}

function entryOf(entries: Int32Array, between: readonly Between[], place: number): number {
  const own = entries.indexOf(place);
  if (own !== -1) return own;
  const group = between.findIndex((other) => isGroup(other) && other.members.includes(place));
  return group === -1 ? -1 : entries.indexOf(-1 - group);
}
