import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { VERDICTS } from "../../../shared/integrity/verdict.ts";
import { DRIFT_STATES, RESOURCE_COLUMNS, type ResourceRow } from "../../../shared/ipc/model/resources.ts";
import { ResourceSorter } from "./sort-resources.ts";

const name = fc.oneof(fc.constantFrom("ada", "Ada", "Äda", "file 2", "file 10", ""), fc.string());
const count = fc.nat({ max: 5 });
const row = fc
  .record({
    name,
    lastEventAt: fc.constantFrom(null, "2026-04-01T10:00:00Z", "2026-04-01T12:00:00+02:00", "2026-04-02T00:00:00.5Z"),
    events: count,
    annotations: count,
    bytes: count,
    entityTypes: fc.array(name, { maxLength: 2 }),
    archived: fc.boolean(),
    verdict: fc.constantFrom(...VERDICTS),
    drift: fc.constantFrom(...DRIFT_STATES),
  })
  .map((some) => ({
    ...some,
    ...{ isSystem: false, firstEventAt: some.lastEventAt, entityTypeCount: some.entityTypes.length },
    ...{ mediaType: null, storageUri: null, findings: { info: 0, explained: 0, suspect: 0 } },
  }));
const rows = fc
  .array(row, { maxLength: 30 })
  .map((made): readonly ResourceRow[] => made.map((one, index) => ({ ...one, stream: `r${(index * 7) % 31}` })));

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const texts = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
const time = (text: string | null) => (text === null ? 0 : Date.parse(text));

/** What the order of each column means, one pair at a time. */
const MEANT: Readonly<Record<(typeof RESOURCE_COLUMNS)[number], (left: ResourceRow, right: ResourceRow) => number>> = {
  name: (left, right) => collator.compare(left.name, right.name),
  stream: (left, right) => texts(left.stream, right.stream),
  lastEventAt: (left, right) => time(left.lastEventAt) - time(right.lastEventAt),
  events: (left, right) => left.events - right.events,
  annotations: (left, right) => left.annotations - right.annotations,
  bytes: (left, right) => left.bytes - right.bytes,
  entityTypes: (left, right) => collator.compare(left.entityTypes.join(), right.entityTypes.join()),
  archived: (left, right) => Number(left.archived) - Number(right.archived),
  verdict: (left, right) => VERDICTS.indexOf(left.verdict) - VERDICTS.indexOf(right.verdict),
  drift: (left, right) => texts(left.drift, right.drift),
};

describe("the order of resources", () => {
  test("is that of the column, then that of the ids, with whatever else was put in order before", () => {
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 3 }), (lists) => {
        const sorter = new ResourceSorter();
        for (const list of lists)
          for (const column of RESOURCE_COLUMNS)
            for (const direction of ["ascending", "descending"] as const) {
              const sign = direction === "ascending" ? 1 : -1;
              const meant = list.toSorted(
                (left, right) => sign * MEANT[column](left, right) || texts(left.stream, right.stream),
              );
              if (column === "stream") meant.sort((left, right) => sign * texts(left.stream, right.stream));
              expect(sorter.sort(list, { column, direction })).toEqual(meant);
            }
      }),
    );
  });

  test("puts numbers in names as numbers, and does not tell capital from small letters", () => {
    const [some] = fc.sample(
      rows.filter(({ length }) => length > 0),
      1,
    );
    const named = (names: readonly string[]) =>
      names.flatMap((called, index) =>
        some?.[0] === undefined ? [] : [{ ...some[0], name: called, stream: `r${index}` }],
      );
    const sorted = new ResourceSorter().sort(named(["file 10", "ada", "file 2", "Ada"]), {
      column: "name",
      direction: "ascending",
    });
    expect(sorted.map((one) => one.name)).toEqual(["ada", "Ada", "file 2", "file 10"]);
  });
});
