import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { MethodInput } from "../../../shared/ipc/contract.ts";
import { copyFixture, fixturesDirectory } from "../../../testing/fixtures.ts";
import { startTestInspector } from "../../../testing/inspector-client.ts";

const fixtures = fixturesDirectory();
const QUERY: MethodInput<"timeline.query"> = {
  ...{ scope: null, filter: "", order: "oldest", density: "rows", expanded: [], offset: 0, limit: 500 },
};

async function openFlat() {
  const fixture = await copyFixture("real/gutenberg-flat-chained");
  const test = await startTestInspector();
  await test.page.open(fixture.projectFolder);
  return {
    page: test.page,
    async [Symbol.asyncDispose]() {
      await test[Symbol.asyncDispose]();
      await fixture.dispose();
    },
  };
}

describe.skipIf(!fixtures)("timelines (skipped without the fixtures)", () => {
  test("facets count what choosing a value shows", async () => {
    await using opened = await openFlat();
    const { page } = opened;
    const all = await page.call("timeline.query", QUERY);
    for (const { key, values } of all.facets) {
      for (const { value, count, selected } of values) {
        expect(selected).toBe(false);
        const narrowed = await page.call("timeline.query", { ...QUERY, filter: `${key}:"${value}"`, limit: 1 });
        expect(narrowed.matching).toBe(count);
        const facet = narrowed.facets.find((one) => one.key === key);
        expect(facet?.values.find((one) => one.value === value)).toMatchObject({ count, selected: true });
        expect(facet?.values).toHaveLength(values.length);
      }
    }
  });

  test("located rows show the event, in every order and density", async () => {
    await using opened = await openFlat();
    const { page } = opened;
    const all = await page.call("timeline.query", QUERY);
    const wanted = all.rows
      .flatMap((row) => (row.kind === "event" ? [row.reference] : []))
      .filter((_, index) => index % 40 === 0);
    for (const order of ["oldest", "newest"] as const) {
      for (const density of ["rows", "grouped", "records"] as const) {
        const selection = { ...QUERY, order, density };
        const page1 = await page.call("timeline.query", selection);
        for (const reference of wanted) {
          const { offset: _offset, limit: _limit, ...choice } = selection;
          const found = await page.call("timeline.locate", { ...choice, reference });
          const row = page1.rows[found?.row ?? -1];
          if (row?.kind === "event") expect(row.reference).toEqual(reference);
          else expect(row?.kind).toBe("group");
        }
      }
    }
  });

  test("an expanded group lists its events behind it", async () => {
    await using opened = await openFlat();
    const { page } = opened;
    const folded = await page.call("timeline.query", { ...QUERY, density: "grouped" });
    const group = folded.rows.find((row) => row.kind === "group");
    if (group?.kind !== "group") throw new Error("This log has jobs and bursts.");
    const unfolded = await page.call("timeline.query", { ...QUERY, density: "grouped", expanded: [group.id] });
    expect(unfolded.rowCount).toBe(folded.rowCount + group.events);
    const place = unfolded.rows.findIndex((row) => row.kind === "group" && row.id === group.id);
    expect(unfolded.rows[place + 1]).toMatchObject({ kind: "event", reference: group.first });
    expect(unfolded.rows[place + group.events]).toMatchObject({ kind: "event", reference: group.last });
  });

  test("the project's feed goes by time, and streams keep their own order", async () => {
    await using opened = await openFlat();
    const { rows } = await opened.page.call("timeline.query", QUERY);
    const positions = new Map<string, number>();
    for (const row of rows) {
      if (row.kind !== "event") continue;
      expect(row.reference.position).toBe((positions.get(row.reference.stream) ?? 0) + 1);
      positions.set(row.reference.stream, row.reference.position);
    }
  });

  test("the minimap counts every event once", async () => {
    await using opened = await openFlat();
    const map = await opened.page.call("timeline.minimap", { scope: null, filter: "type:mark:added", buckets: 60 });
    const { total, matching } = await opened.page.call("timeline.query", { ...QUERY, filter: "type:mark:added" });
    const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
    expect(map.edges).toHaveLength(61);
    expect([sum(map.events), sum(map.matching)]).toEqual([total, matching]);
  });

  test("a bad line stands between its neighbours and hides none of them", async () => {
    await using fixture = await copyFixture("edge/malformed-middle-line");
    await using test = await startTestInspector();
    await test.page.open(fixture.projectFolder);
    const { rows } = await test.page.call("timeline.query", QUERY);
    const kinds = rows.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "event")).toHaveLength(4);
    const place = kinds.indexOf("malformed");
    expect(place).toBeGreaterThan(0);
    expect(place).toBeLessThan(kinds.length - 1);
    const line = rows[place];
    if (line?.kind !== "malformed") throw new Error("It is the bad line.");
    expect((await test.page.call("integrity.finding", { id: line.findingId }))?.finding.line).toBe(line.line);
  });

  test("search finds text, ids, users and types, and shows where", async () => {
    await using opened = await openFlat();
    const { page } = opened;
    const { rows } = await page.call("timeline.query", { ...QUERY, filter: "type:mark:added", limit: 1 });
    const [row] = rows;
    if (row?.kind !== "event") throw new Error("There are annotations.");
    const byId = await page.call("search.query", { text: row.eventId, limit: 5 });
    expect(byId.groups.flatMap(({ hits }) => hits.map((hit) => hit.reference))).toContainEqual(row.reference);
    const byUser = await page.call("search.query", { text: row.userName, limit: 5 });
    const user = byUser.groups.find(({ group }) => group === "users")?.hits[0];
    expect((await page.call("timeline.query", { ...QUERY, filter: user?.filter ?? "" })).matching).toBeGreaterThan(0);
    const byType = await page.call("search.query", { text: "entity-tag", limit: 5 });
    expect(byType.groups.map(({ group }) => group)).toContain("types");
    const narrowed = await page.call("search.query", { text: `type:mark:added ${row.userName}`, limit: 5 });
    for (const { hits } of narrowed.groups) for (const hit of hits) expect(hit.reference).not.toBeNull();
    const wrong = await page.call("search.query", { text: 'since:soon "open', limit: 5 });
    expect(wrong.filterProblem).not.toBeNull();
  });

  test.each(["json", "csv", "markdown"] as const)("exports what is listed as %s", async (format) => {
    await using opened = await openFlat();
    const { page } = opened;
    const { matching } = await page.call("timeline.query", { ...QUERY, filter: "type:mark:added" });
    const events = await page.call("export.events", {
      scope: null,
      filter: "type:mark:added",
      order: "newest",
      format,
    });
    let content = "";
    for (;;) {
      const part = await page.call("export.part", { id: events.id });
      content += part.content;
      if (part.last) break;
    }
    if (format === "json") expect(JSON.parse(content)).toHaveLength(matching);
    else expect(content.trim().split(/\r?\n/u)).toHaveLength(matching + (format === "csv" ? 1 : 2));
    await expect(page.call("export.part", { id: events.id })).rejects.toMatchObject({ code: "not-found" });
    const resources = await page.call("export.resources", {
      ...{ filter: "", sort: { column: "events", direction: "descending" }, format },
    });
    expect(resources.content.length).toBeGreaterThan(100);
  });

  test("exports what is listed in its order, with the lines that are no records", async () => {
    await using fixture = await copyFixture("edge/malformed-middle-line");
    await using test = await startTestInspector();
    await test.page.open(fixture.projectFolder);
    const { rows } = await test.page.call("timeline.query", { ...QUERY, order: "newest" });
    const choice = { scope: null, filter: "", order: "newest", format: "json" } as const;
    const { id } = await test.page.call("export.events", choice);
    const exported = z
      .array(
        z.union([
          z.object({ malformed: z.object({ line: z.int() }) }),
          z.object({ event: z.object({ id: z.string() }) }),
        ]),
      )
      .parse(JSON.parse((await test.page.call("export.part", { id })).content));
    const told = exported.map((value) => ("malformed" in value ? value.malformed.line : value.event.id));
    expect(told).toEqual(
      rows.map((row) => (row.kind === "event" ? row.eventId : row.kind === "malformed" ? row.line : 0)),
    );
    const table = await test.page.call("export.events", { ...choice, format: "csv" });
    expect((await test.page.call("export.part", { id: table.id })).content).toContain("This line is no record");
  });
});
