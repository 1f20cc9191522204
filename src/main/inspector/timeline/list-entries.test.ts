import fc from "fast-check";
import { expect, test } from "vitest";
import type { StreamScan } from "../../../shared/integrity/record-header.ts";
import { buildStreamIndex } from "../index/build-stream-index.ts";
import type { StreamDigest } from "../index/stream-index.ts";
import type { EventGroup } from "./group-events.ts";
import { isGroup, type Listing, listEntries } from "./list-entries.ts";
import type { MalformedPlace } from "./malformed-lines.ts";

const job: EventGroup = { grouping: "job", members: Uint32Array.of(2, 4, 6) };

const FILE = { path: "aa/11/star.jsonl", size: 0, modifiedMs: 0, inode: 0 };
const SCAN: StreamScan = { streamId: "star", files: [FILE], records: [], malformed: [], unreadable: [] };
const FACTS = { name: "", entityTypes: [], annotations: 0, archived: false, mediaType: null, storageUri: null };
const NOTHING_READ: StreamDigest = { jobs: [], annotations: [], texts: [], facts: FACTS, viewDigest: null };

/** Lines are told apart by their number alone. */
function lineAt(line: number): MalformedPlace {
  const place = { file: 0, line, offset: 0, length: 1, recordsBefore: 0 };
  const malformed = { ...place, reason: "no JSON", excerpt: "#", hex: "23", torn: false, cutShort: false };
  const scan = { ...SCAN, malformed: [malformed] };
  const stream = buildStreamIndex(scan, NOTHING_READ, { findings: [], verdict: "suspect" });
  return { kind: "malformed", stream, line: malformed };
}

function list(given: Partial<Listing>): (number | string)[] {
  const listing = { groups: [], lines: [], newestFirst: false, isExpanded: () => false, ...given };
  const { entries, between } = listEntries({ places: Uint32Array.of(1, 2, 3, 4, 6), ...listing });
  return Array.from(entries, (entry) => {
    if (entry >= 0) return entry;
    const other = between[-1 - entry];
    return other !== undefined && isGroup(other) ? other.grouping : `line ${other?.line.line}`;
  });
}

test("a line stands behind the event before it that is shown, whatever is hidden around it", () => {
  const lines = [0, 3, 5, 9].map((behind) => ({ line: lineAt(behind), behind }));
  expect(list({ lines })).toEqual(["line 0", 1, 2, 3, "line 3", 4, "line 5", 6, "line 9"]);
  expect(list({ lines, newestFirst: true })).toEqual(["line 9", 6, "line 5", 4, "line 3", 3, 2, 1, "line 0"]);
});

test("a line stands behind the group that hides its event, and inside of it when it is expanded", () => {
  const given = { groups: [job], lines: [{ line: lineAt(4), behind: 4 }] };
  expect(list(given)).toEqual([1, "job", "line 4", 3]);
  expect(list({ ...given, isExpanded: () => true })).toEqual([1, "job", 2, 4, "line 4", 6, 3]);
  expect(list({ ...given, isExpanded: () => true, newestFirst: true })).toEqual([3, "job", 6, "line 4", 4, 2, 1]);
});

test("the rows of an expanded group are marked up to the last", () => {
  const { members } = listEntries({
    places: Uint32Array.of(1, 2, 3, 4, 6),
    groups: [job],
    lines: [{ line: lineAt(6), behind: 6 }],
    newestFirst: false,
    isExpanded: () => true,
  });
  expect([...members]).toEqual([
    [2, "inner"],
    [3, "inner"],
    [4, "inner"],
    [5, "last"],
  ]);
});

test("every event and every line is listed once, and without groups one order is the other backwards", () => {
  const places = fc.uniqueArray(fc.nat(60), { minLength: 1 }).map((all) => Uint32Array.from(all).sort());
  const lines = fc
    .array(fc.integer({ min: -1, max: 60 }))
    .map((all) =>
      all.toSorted((left, right) => left - right).map((behind, index) => ({ line: lineAt(index), behind })),
    );
  fc.assert(
    fc.property(places, lines, (shown, bad) => {
      const listing = { places: shown, groups: [], lines: bad, isExpanded: () => false };
      const oldest = listEntries({ ...listing, newestFirst: false });
      const newest = listEntries({ ...listing, newestFirst: true });
      expect(newest.entries).toEqual(oldest.entries.toReversed());
      expect([...oldest.entries].filter((entry) => entry >= 0)).toEqual([...shown]);
      expect(new Set(oldest.entries).size).toBe(shown.length + bad.length);
    }),
  );
});
