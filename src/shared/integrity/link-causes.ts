import { keptInOrder } from "./kept-in-order.ts";
import type { RecordLink } from "./links.ts";
import { findCopies } from "./record-copy.ts";
import type { RecordHeader } from "./record-header.ts";

/** Why a record does not link to the one before it. */
type LinkCause =
  | "concurrent-append"
  | "copied"
  | "neighbour-misplaced"
  | "writer-restart"
  | "record-missing"
  | "record-inserted"
  | "record-moved"
  | "link-removed";

/** What the links of a stream prove, by the index of each record. */
export interface LinkJudgement {
  /** Undefined where the link holds or there is none to hold. */
  readonly causes: readonly (LinkCause | undefined)[];
  /** The record that each links to, wherever it stands. */
  readonly parents: readonly (number | undefined)[];
  /** The record that each is a copy of. */
  readonly originals: ReadonlyMap<number, number>;
  /** Records that stand where they do not belong: copies, moved ones, and strangers that the chain goes on past. */
  readonly aside: ReadonlySet<number>;
}

/**
 * Judges the links of a stream by the tree that all of them make. A link to an earlier record is a fork only where
 * another record of the same tree stands between the two, so that they have a common ancestor with two children; where
 * only strangers stand between, they are what is wrong.
 */
export function judgeLinks(records: readonly RecordHeader[], links: readonly RecordLink[]): LinkJudgement {
  const named = links.map(({ parent, laterParent }) => parent ?? laterParent);
  const causes: (LinkCause | undefined)[] = new Array(records.length).fill(undefined);
  if (links.every(({ state }) => !isMismatch(state))) {
    return { causes, parents: named, originals: new Map(), aside: new Set() };
  }
  const originals = findCopies(records);
  const parents = named.map((parent) => (parent === undefined ? undefined : (originals.get(parent) ?? parent)));
  const order = chainOrder(parents, links, originals);
  // Of two that were swapped the first is the one to look at.
  const isDisturbed = links.some(({ laterParent }) => laterParent !== undefined);
  const kept = isDisturbed ? keptInOrder(order, "smaller") : undefined;
  const isMoved = (index: number) => kept !== undefined && !kept.has(index) && !originals.has(index);
  const strangers = new Set<number>();
  const roots: number[] = [];
  const lastOfRoot = new Map<number, number>();
  let before: number | undefined;
  order.forEach((index, place) => {
    const link = links[index];
    const parent = parents[index];
    const root = rootOf(index, parent, before, link, roots);
    roots[index] = root;
    if (link !== undefined && isMismatch(link.state)) {
      if (isMoved(index)) causes[index] = "record-moved";
      else if (before === undefined && (records[index]?.prevEventHash ?? undefined) === undefined) {
        // It begins the chain, though not the file.
        causes[index] = "neighbour-misplaced";
      } else if (parent === undefined) {
        const run = strangerRun(order, place, before, parents, roots);
        for (const stranger of run) strangers.add(stranger);
        causes[index] = run.length > 0 ? "record-inserted" : causeOfBreak(records, index);
      } else causes[index] = lastOfRoot.get(root) === parent ? "neighbour-misplaced" : "concurrent-append";
    }
    lastOfRoot.set(root, index);
    before = index;
  });
  for (const copy of originals.keys()) if (isMismatch(links[copy]?.state)) causes[copy] = "copied";
  const aside = new Set([...originals.keys(), ...strangers, ...order.filter(isMoved)]);
  return { causes, parents, originals, aside };
}

function isMismatch(state: RecordLink["state"] | undefined): boolean {
  return state === "fork" || state === "broken" || state === "unlinked";
}

/** The oldest record that a record goes back to. One without hashes belongs to what stands before it. */
function rootOf(
  index: number,
  parent: number | undefined,
  before: number | undefined,
  link: RecordLink | undefined,
  roots: readonly number[],
): number {
  const ancestor = parent ?? (link?.state === "absent" ? before : undefined);
  return ancestor === undefined ? index : (roots[ancestor] ?? index);
}

/**
 * Records from a place on that link to nothing before them, where the chain goes on behind them with the record that it
 * had reached before them. Empty where it does not: then something is missing, or a writer has started again.
 */
function strangerRun(
  order: readonly number[],
  place: number,
  before: number | undefined,
  parents: readonly (number | undefined)[],
  roots: number[],
): readonly number[] {
  const run: number[] = [];
  const members = new Set<number>();
  for (let at = place; at < order.length; at += 1) {
    const index = order[at] ?? 0;
    const parent = parents[index];
    const isMember = members.size === 0 || (parent !== undefined && members.has(parent));
    if (!isMember) return before !== undefined && parent === before ? run : [];
    run.push(index);
    members.add(index);
    roots[index] = run[0] ?? index;
  }
  return [];
}

/** A writer that starts again leaves its link out as it does at the beginning of a stream. */
function causeOfBreak(records: readonly RecordHeader[], index: number): LinkCause {
  const record = records[index];
  const [first] = records;
  if (record === undefined || (record.prevEventHash ?? undefined) !== undefined) return "record-missing";
  const isAsFirst = first?.shape !== record.shape || first.prevEventHash === record.prevEventHash;
  const isSound = record.checksumState === "holds" || record.checksumState === "renamed";
  return isAsFirst && isSound ? "writer-restart" : "link-removed";
}

/**
 * All but the copies in the order in which they were written, as far as links tell: file order, except that no record
 * comes before the one that it links to. A record that links to nothing stays behind the one that it stands behind.
 */
function chainOrder(
  parents: readonly (number | undefined)[],
  links: readonly RecordLink[],
  originals: ReadonlyMap<number, number>,
): readonly number[] {
  const inFile = parents.map((_, index) => index).filter((index) => !originals.has(index));
  if (links.every(({ laterParent }) => laterParent === undefined)) return inFile;
  const waiting = new Map<number, number[]>();
  const order: number[] = [];
  const isDone = new Set<number>();
  const finish = (start: number) => {
    const ready = [start];
    for (let index = ready.shift(); index !== undefined; index = ready.shift()) {
      order.push(index);
      isDone.add(index);
      // Those that waited for it come at once: they stood too early.
      ready.push(...(waiting.get(index) ?? []));
      waiting.delete(index);
    }
  };
  let previous: number | undefined;
  for (const index of inFile) {
    const needed = parents[index] ?? (previous !== undefined && isDone.has(previous) ? previous : undefined);
    previous = index;
    if (needed === undefined || isDone.has(needed)) finish(index);
    else waiting.set(needed, [...(waiting.get(needed) ?? []), index]);
  }
  // Records that wait for each other: nothing tells which was first.
  return [...order, ...inFile.filter((index) => !isDone.has(index))];
}
