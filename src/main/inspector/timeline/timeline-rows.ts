import type { MalformedLine } from "../../../shared/integrity/record-header.ts";
import { type EventColumns, rowOfCode } from "../index/event-columns.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { StreamIndex } from "../index/stream-index.ts";
import { type EventSelection, matchingPlaces, placeOfCode, someCodes } from "./event-selection.ts";
import { foldEvents } from "./fold-events.ts";
import type { EventGroup } from "./group-events.ts";
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

/** The rows of a timeline, without what they say. */
export interface RowList {
  readonly length: number;
  slice(from: number, to: number): readonly RowPlace[];
  /** The row that shows an event: its own, else that of the group it is folded into; -1 for none. */
  rowOf(code: EventCode): number;
}

/** Lists the rows of a selection. An expanded group is followed by its events. */
export function timelineRows(project: ProjectIndex, selection: EventSelection, options: RowOptions): RowList {
  const { columns } = selection;
  const damaged = selection.showsMalformed ? damagedStreams(project, selection.scope) : [];
  if (!options.grouped && damaged.length === 0) {
    // The usual list is never made: its rows are counted off where they are asked for.
    const order = options.newestFirst ? "newest" : "oldest";
    return {
      length: selection.matching,
      slice: (from, to) => someCodes(selection, order, from, to - from),
      rowOf: (code) => placeOfCode(selection, order, rowOfCode(project, columns, code)),
    };
  }
  const { entries, between } = listed(project, selection, options, damaged);
  const codeAt = (place: number) => columns.codes[place] ?? 0;
  const placeOf = (entry: number): RowPlace | undefined => {
    if (entry >= 0) return codeAt(entry);
    const other = between[-1 - entry];
    if (other === undefined || !isGroup(other)) return other;
    const id = groupId(project, columns, other);
    const members = other.members.map(codeAt);
    return { kind: "group", id, grouping: other.grouping, members, expanded: options.expanded.has(id) };
  };
  return {
    length: entries.length,
    slice: (from, to) => entries.slice(from, to).flatMap((entry) => placeOf(entry) ?? []),
    rowOf: (code) => entryOf(entries, between, columns.places[rowOfCode(project, columns, code)] ?? -1),
  };
}

/** What stands in a list besides events; the members of a group are places among all codes. */
type Between = EventGroup | MalformedPlace;

/**
 * Rows as plain numbers: an event by its place among all codes, what is no event as -1, -2, … into `between`. A long list of
 * objects and codes would be looked through by the collector of garbage again and again.
 */
interface Listed {
  readonly entries: readonly number[];
  readonly between: readonly Between[];
}

function isGroup(between: Between): between is EventGroup {
  return "grouping" in between;
}

function groupId(project: ProjectIndex, { codes }: EventColumns, { grouping, members }: EventGroup): string {
  const { stream, position } = eventAt(project, codes[members[0] ?? 0] ?? 0);
  return `${grouping}:${stream.streamId}:${position}`;
}

function listed(
  project: ProjectIndex,
  selection: EventSelection,
  { grouped, newestFirst, expanded }: RowOptions,
  damaged: readonly StreamIndex[],
): Listed {
  const places = matchingPlaces(selection);
  const groups = grouped ? foldEvents(selection.columns, places) : [];
  const between: Between[] = [...groups];
  const folded = grouped ? foldGroups(places, groups) : [...places];
  const entries = damaged.length === 0 ? folded : withMalformedLines(project, selection, folded, between, damaged);
  if (newestFirst) entries.reverse();
  if (expanded.size === 0) return { entries, between };
  const isExpanded = (group: EventGroup) => expanded.has(groupId(project, selection.columns, group));
  return { entries: withMembers(entries, between, isExpanded, newestFirst), between };
}

function damagedStreams(project: ProjectIndex, scope: StreamIndex | null): readonly StreamIndex[] {
  const damaged: StreamIndex[] = [];
  for (const stream of scope === null ? project.streams() : [scope]) {
    if (stream.scan.malformed.length > 0) damaged.push(stream);
  }
  return damaged;
}

/** A group stands where its first event does. @returns entries; the first group is -1 */
function foldGroups(places: Uint32Array, groups: readonly EventGroup[]): number[] {
  const isMember = new Uint8Array((places.at(-1) ?? 0) + 1);
  for (const { members } of groups) for (const member of members) isMember[member] = 1;
  const entries: number[] = [];
  let next = 0;
  for (const place of places) {
    if (groups[next]?.members[0] === place) {
      next += 1;
      entries.push(-next);
    } else if (isMember[place] === 0) entries.push(place);
  }
  return entries;
}

function withMembers(
  entries: readonly number[],
  between: readonly Between[],
  isExpanded: (group: EventGroup) => boolean,
  newestFirst: boolean,
): number[] {
  return entries.flatMap((entry) => {
    const other = entry < 0 ? between[-1 - entry] : undefined;
    if (other === undefined || !isGroup(other) || !isExpanded(other)) return entry;
    return [entry, ...(newestFirst ? other.members.toReversed() : other.members)];
  });
}

/** Puts each bad line behind the row that holds the record before it, or in front of the first of its stream. */
function withMalformedLines(
  project: ProjectIndex,
  { columns }: EventSelection,
  rows: readonly number[],
  between: Between[],
  damaged: readonly StreamIndex[],
): number[] {
  const behind = new Map<number, number[]>();
  const entries: number[] = [];
  for (const stream of damaged) {
    for (const line of stream.scan.malformed) {
      const entry = -between.push({ kind: "malformed", stream, line });
      const code = project.codeOf({ stream: stream.streamId, position: line.recordsBefore });
      const place = code === undefined ? undefined : columns.places[rowOfCode(project, columns, code)];
      if (place === undefined) entries.push(entry);
      else behind.set(place, [...(behind.get(place) ?? []), entry]);
    }
  }
  const putLines = (place: number) => {
    entries.push(...(behind.get(place) ?? []));
    behind.delete(place);
  };
  for (const row of rows) {
    entries.push(row);
    if (behind.size === 0) continue;
    const other = row < 0 ? between[-1 - row] : undefined;
    if (other === undefined) putLines(row);
    else if (isGroup(other)) for (const place of other.members) putLines(place);
  }
  // What is left stands behind records that the filter hides.
  return entries.concat(...behind.values());
}

function entryOf(entries: readonly number[], between: readonly Between[], place: number): number {
  const own = entries.indexOf(place);
  if (own !== -1) return own;
  const group = between.findIndex((other) => isGroup(other) && other.members.includes(place));
  return group === -1 ? -1 : entries.indexOf(-1 - group);
}
