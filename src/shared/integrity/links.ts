import type { RecordHeader } from "./record-header.ts";

/** How the link of one record to the record before it stands. */
export interface RecordLink {
  readonly state: /** First record of the stream, linking to nothing. */
    | "first"
    /** Names the checksum of the record before it. */
    | "holds"
    /** Names the checksum of an earlier record: two records share a parent. */
    | "fork"
    /** Hashed, but without a link although it is not the first. */
    | "unlinked"
    /** Names a checksum that no earlier record has. */
    | "broken"
    /** Without hashes: nothing can be said. */
    | "absent";
  /** Index of the record it links to; undefined when there is none or it is not found. */
  readonly parent: number | undefined;
  /** Index of the record it links to when that one stands later in the file. */
  readonly laterParent: number | undefined;
}

/**
 * Follows the links of a stream in file order.
 * A link to the bytes of a record holds even where the checksum written beside those bytes was changed or removed.
 */
export function followLinks(records: readonly RecordHeader[]): readonly RecordLink[] {
  const positions = new Map<string, number>();
  records.forEach((record, index) => {
    if (record.checksum === undefined) return;
    const known = records[positions.get(record.checksum) ?? -1];
    // Of two that carry one checksum the one that it belongs to is meant.
    const isBetter = known?.checksumState === "mismatch" && record.checksumState !== "mismatch";
    if (known === undefined || isBetter) positions.set(record.checksum, index);
  });
  return records.map((record, index) => linkOf(record, index, records[index - 1], positions));
}

function linkOf(
  record: RecordHeader,
  index: number,
  before: RecordHeader | undefined,
  positions: ReadonlyMap<string, number>,
): RecordLink {
  const named = record.prevEventHash ?? undefined;
  if (named === undefined) {
    if (before === undefined) return link(record.checksum === undefined ? "absent" : "first");
    return link(record.checksum === undefined || before.checksum === undefined ? "absent" : "unlinked");
  }
  if (before !== undefined && (named === before.checksum || isBytesOf(named, before))) return link("holds", index - 1);
  const parent = positions.get(named);
  if (parent === undefined) return link("broken");
  return parent < index ? link("fork", parent) : { state: "broken", parent: undefined, laterParent: parent };
}

function isBytesOf(named: string, record: RecordHeader): boolean {
  const isUnproven = record.checksumState === "mismatch" || record.checksumState === "absent";
  return isUnproven && named === record.actualChecksum;
}

function link(state: RecordLink["state"], parent?: number): RecordLink {
  return { state, parent, laterParent: undefined };
}

/** By the index of a record, those of the records that name it as their parent, in file order. */
export function childrenByParent(parents: readonly (number | undefined)[]): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  parents.forEach((parent, index) => {
    if (parent === undefined) return;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [index]);
    else siblings.push(index);
  });
  return children;
}
