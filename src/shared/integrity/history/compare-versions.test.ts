import { describe, expect, test } from "vitest";
import { goodStream, lineOf, linesOf, seeded, textOf } from "../../../testing/damage.ts";
import { compareVersions } from "./compare-versions.ts";

const stream = goodStream("nested-dotted", "r", 6, seeded(1));
const lines = linesOf(stream);

describe("versions of a file", () => {
  test("growth is no change, nor is the end of a line that was cut short", () => {
    expect(compareVersions("", textOf(lines))).toEqual([]);
    expect(compareVersions(textOf(lines.slice(0, 3)), textOf(lines))).toEqual([]);
    expect(compareVersions(textOf(lines).slice(0, -20), textOf(lines))).toEqual([]);
    expect(compareVersions(textOf(lines), textOf(lines).replaceAll("\n", "\r\n"))).toEqual([]);
  });

  test("a migration keeps every record's content, in another envelope, under another name and without hashes", () => {
    const migrated = stream.records.map((record) =>
      lineOf("flat-unhashed", record, { event: { ...record.event, type: "mark:entity-tag-added" } }),
    );
    expect(causes(textOf(lines), textOf(migrated))).toEqual([["migration", 6]]);
  });

  test("one edit among migrated records is told apart", () => {
    const migrated = stream.records.map((record, index) =>
      lineOf("flat", record, {
        event: {
          ...record.event,
          type: "mark:entity-tag-added",
          ...(index === 2 ? { payload: { entityType: "forged" } } : {}),
        },
      }),
    );
    expect(causes(textOf(lines), textOf(migrated))).toEqual([
      ["content-edited", 1],
      ["migration", 5],
    ]);
  });

  test("a checksum changed for the same content is an edit", () => {
    const edited = lines.with(1, (lines[1] ?? "").replace(/"checksum":"../, '"checksum":"00'));
    expect(causes(textOf(lines), textOf(edited))).toEqual([["content-edited", 1]]);
  });

  test("removed, inserted and reordered records are each named", () => {
    const [first = "", second = "", third = "", ...rest] = lines;
    const other = linesOf(goodStream("flat", "other", 1, seeded(9)));
    expect(causes(textOf(lines), textOf([first, third, ...rest]))).toEqual([["record-removed", 1]]);
    expect(causes(textOf(lines), textOf([first, ...other, second, third, ...rest]))).toEqual([["record-inserted", 1]]);
    expect(causes(textOf(lines), textOf([first, third, second, ...rest]))).toEqual([["records-reordered", 6]]);
  });

  test("numbers that reorder the replay are no migration", () => {
    const renumbered = stream.records.map((record, index) =>
      lineOf("flat", record, { sequence: index === 1 ? 9 : record.sequence }),
    );
    expect(causes(textOf(lines), textOf(renumbered))).toEqual([["records-reordered", 6]]);
  });

  test("derived events may be collected, and the rest renumbered", () => {
    const typed = goodStream("flat-unhashed", "r", 6, seeded(1)).records.map((record, index) => ({
      ...record,
      event: { ...record.event, type: index % 2 === 0 ? "mark:entity-tag-added" : "embedding:computed" },
    }));
    const before = textOf(typed.map((record) => lineOf("flat-unhashed", record)));
    const kept = typed.filter((_, index) => index % 2 === 0);
    const after = textOf(kept.map((record, index) => lineOf("flat-unhashed", record, { sequence: index + 1 })));
    expect(causes(before, after)).toEqual([
      ["derived-events-removed", 3],
      ["migration", 2],
    ]);
    const oneMoreGone = textOf(kept.slice(1).map((record) => lineOf("flat-unhashed", record)));
    expect(causes(before, oneMoreGone).map(([cause]) => cause)).toEqual(Array(4).fill("record-removed"));
  });
});

function causes(before: string, after: string): [string, number][] {
  return compareVersions(before, after).map(({ cause, records }) => [cause, records]);
}
