import type { EventGroup } from "./group-events.ts";
import type { MalformedPlace } from "./malformed-lines.ts";

/** What stands in a list besides events; the members of a group are places among all codes. */
export type Between = EventGroup | MalformedPlace;

export function isGroup(between: Between): between is EventGroup {
  return "grouping" in between;
}

/**
 * Rows as plain numbers: an event by its place among all codes, what is no event as -1, -2, … into `between`. A long list of
 * objects and codes would be looked through by the collector of garbage again and again.
 */
export interface Listed {
  readonly entries: Int32Array;
  readonly between: readonly Between[];
  /** The rows of expanded groups, by their place in the list. */
  readonly members: ReadonlyMap<number, "inner" | "last">;
}

export interface Listing {
  /** Of the events that are shown, among all codes, rising. */
  readonly places: Uint32Array;
  readonly groups: readonly EventGroup[];
  /** Lines that are no records, each with the place among all codes behind which it stands, in the order of their files. */
  readonly lines: readonly { readonly line: MalformedPlace; readonly behind: number }[];
  readonly newestFirst: boolean;
  isExpanded(group: EventGroup): boolean;
}

/**
 * Lists events, groups and bad lines. A group stands where its first event does; a bad line behind the event before it that is shown,
 * or behind the group that hides that event.
 */
export function listEntries({ places, groups, lines, newestFirst, isExpanded }: Listing): Listed {
  const between: Between[] = [...groups];
  const folded = groups.length === 0 ? Int32Array.from(places) : foldGroups(places, groups);
  const expanded = new Set(groups.flatMap((group, index) => (isExpanded(group) ? [-1 - index] : [])));
  const behind = linesBehind({ places, groups, lines, expanded, between });
  if (newestFirst) folded.reverse();
  if (behind.size === 0 && expanded.size === 0) return { entries: folded, between, members: new Map() };

  const entries: number[] = [];
  const members = new Map<number, "inner" | "last">();
  const putLines = (entry: number) => {
    const lines = behind.get(entry) ?? [];
    for (const line of newestFirst ? lines.toReversed() : lines) entries.push(line);
  };
  const put = (entry: number) => {
    if (newestFirst) putLines(entry);
    entries.push(entry);
    if (!newestFirst) putLines(entry);
  };
  if (!newestFirst) putLines(START);
  for (const entry of folded) {
    const group = expanded.has(entry) ? between[-1 - entry] : undefined;
    if (group === undefined || !isGroup(group)) {
      put(entry);
      continue;
    }
    entries.push(entry);
    const from = entries.length;
    for (const member of newestFirst ? group.members.toReversed() : group.members) put(member);
    for (let at = from; at < entries.length; at += 1) members.set(at, at === entries.length - 1 ? "last" : "inner");
  }
  if (newestFirst) putLines(START);
  return { entries: Int32Array.from(entries), between, members };
}

/** No entry: in front of all of them. */
const START = Number.NEGATIVE_INFINITY;

/** @returns entries; the first group is -1 */
function foldGroups(places: Uint32Array, groups: readonly EventGroup[]): Int32Array {
  const isMember = new Uint8Array((places.at(-1) ?? 0) + 1);
  let folded = 0;
  for (const { members } of groups) {
    for (const member of members) isMember[member] = 1;
    folded += members.length;
  }
  const entries = new Int32Array(places.length - folded + groups.length);
  let length = 0;
  let group = 0;
  let first = groups[0]?.members[0];
  for (const place of places) {
    if (place === first) {
      group += 1;
      first = groups[group]?.members[0];
      entries[length] = -group;
      length += 1;
    } else if (isMember[place] === 0) {
      entries[length] = place;
      length += 1;
    }
  }
  return entries;
}

interface LinesToPlace extends Pick<Listing, "places" | "groups" | "lines"> {
  readonly expanded: ReadonlySet<number>;
  /** Lines are added to it. */
  readonly between: Between[];
}

/** The entries of lines by the entry behind which they stand. */
function linesBehind({ places, groups, lines, expanded, between }: LinesToPlace): ReadonlyMap<number, number[]> {
  const behind = new Map<number, number[]>();
  if (lines.length === 0) return behind;
  const foldedInto = new Map<number, number>();
  for (const [index, { members }] of groups.entries()) {
    if (!expanded.has(-1 - index)) for (const member of members) foldedInto.set(member, -1 - index);
  }
  for (const { line, behind: place } of lines) {
    const shown = places[lastUpTo(places, place)];
    const entry = shown === undefined ? START : (foldedInto.get(shown) ?? shown);
    const known = behind.get(entry);
    if (known === undefined) behind.set(entry, [-between.push(line)]);
    else known.push(-between.push(line));
  }
  return behind;
}

/** The index of the last number that is not above a limit, by halves; -1 for none. */
function lastUpTo(rising: Uint32Array, limit: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
