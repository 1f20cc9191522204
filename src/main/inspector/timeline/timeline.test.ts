import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { MethodInput } from "../../../shared/ipc/contract.ts";
import type { TimelineRow } from "../../../shared/ipc/model/timeline.ts";
import { copyFixture, fixturesDirectory } from "../../../testing/fixtures.ts";
import { startTestInspector } from "../../../testing/inspector-client.ts";

const fixtures = fixturesDirectory();
const damaged = fileURLToPath(new URL("../../../../samples/aurora-library-damaged", import.meta.url));
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

/** The damaged sample; looking writes nothing. */
async function openDamaged() {
  const opened = await startTestInspector();
  await opened.page.open(damaged);
  return opened;
}

test("a bad line stands where it is under every filter that it fits, and is found by its finding", async () => {
  await using opened = await openDamaged();
  const { page } = opened;
  const whole = await page.call("timeline.query", { ...QUERY, order: "newest" });
  const line = whole.rows.find((row) => row.kind === "malformed" && row.severity === "suspect");
  if (line?.kind !== "malformed") throw new Error("The sample has a bad line.");
  expect(line).toMatchObject({ resourceName: "Analysis of the ash in core A7", member: null });
  const before = positionBefore(whole.rows, line);
  for (const density of ["rows", "grouped"] as const) {
    for (const filter of ["", "has:finding", "finding:suspect", "ash", `resource:${line.stream}`, "-type:job*"]) {
      const query = { ...QUERY, order: "newest", density, filter } as const;
      const { rows } = await page.call("timeline.query", query);
      const place = rows.findIndex((row) => row.kind === "malformed" && row.findingId === line.findingId);
      expect([filter, place >= 0]).toEqual([filter, true]);
      const { offset: _offset, limit: _limit, ...choice } = query;
      expect(await page.call("timeline.locate", { ...choice, sought: { finding: line.findingId } })).toEqual({
        row: place,
      });
      for (const [index, row] of rows.entries()) {
        if (row.kind !== "event" || row.reference.stream !== line.stream) continue;
        expect(row.reference.position > before).toBe(index < place);
      }
    }
    for (const filter of ["type:mark:added", "finding:explained", "has:checksum", "ash -it", "until:2024"]) {
      const { rows } = await page.call("timeline.query", { ...QUERY, density, filter });
      expect(rows.some((row) => row.kind === "malformed" && row.findingId === line.findingId)).toBe(false);
    }
  }
});

test("a question that is given up ends, and keeps nobody else from the answer", async () => {
  await using opened = await startTestInspector();
  const { page, folder } = opened;
  const project = join(folder, "project");
  await mkdir(join(project, ".semiont", "events"), { recursive: true });
  // Lines enough that others have their turn before all of them were looked at.
  const text = "The ash lies under the ice. \n".repeat(150_000);
  const event = {
    id: "1",
    type: "yield:created",
    resourceId: "r",
    userId: "u",
    version: 1,
    timestamp: "2026-04-01T10:00:00.000Z",
  };
  const record = { ...event, payload: { name: "Core", text }, metadata: { sequenceNumber: 1 } };
  await writeFile(join(project, ".semiont", "events", "r.jsonl"), `${JSON.stringify(record)}\n`);
  await page.open(project);

  const query = { ...QUERY, filter: "/ice\\.  ?\\w/" } as const;
  const given = page.call("timeline.query", { ...query, operation: "typed-before" });
  const other = page.call("timeline.minimap", { scope: null, filter: query.filter, buckets: 10 });
  await page.call("operation.cancel", { operation: "typed-before" });
  await expect(given).rejects.toMatchObject({ code: "cancelled" });
  expect((await other).matching.every((count) => count === 0)).toBe(true);
  expect(opened.reported).toEqual([]);
});

test("a range of time narrows the list and leaves the minimap as it is", async () => {
  await using opened = await openDamaged();
  const { page } = opened;
  const map = (filter: string) => page.call("timeline.minimap", { scope: null, filter, buckets: 60 });
  const [all, ranged] = [await map("type:mark:added"), await map("type:mark:added since:2026-01-01")];
  expect(ranged.matching).toEqual(all.matching);
  const { matching } = await page.call("timeline.query", { ...QUERY, filter: "type:mark:added since:2026-01-01" });
  expect([ranged.inRange, all.inRange]).toEqual([matching, all.matching.reduce((sum, count) => sum + count, 0)]);
});

test("a group says what was done in it, and how a job ended even where the filter hides that", async () => {
  await using opened = await openDamaged();
  const { page } = opened;
  const groups = async (filter: string) => {
    const { rows } = await page.call("timeline.query", { ...QUERY, density: "grouped", filter });
    return rows.flatMap((row) => (row.kind === "group" ? [`${row.summary} · ${row.resourceName}`] : []));
  };
  const all = await groups("");
  expect(all).toContain("reference-annotation – completed, 4 annotations · Ivory gull count, summer 2024");
  expect(all).toContain(
    "highlight-annotation – failed: The reader gave no answer within 120 s. · Field notebook of Edda Strand",
  );
  expect(all.some((text) => /^Added the entity type “Person” and \d+ more · System$/u.test(text))).toBe(true);
  const hidden = await groups("-type:job:completed");
  expect(hidden).toContain("reference-annotation – completed, 4 annotations · Ivory gull count, summer 2024");
});

test("updates of annotations name the text that is marked", async () => {
  await using opened = await openDamaged();
  const { rows } = await opened.page.call("timeline.query", { ...QUERY, filter: "type:mark:body-updated" });
  const summaries = rows.flatMap((row) => (row.kind === "event" ? [row.summary] : []));
  expect(summaries.some((text) => /^Linked “.+” to “.+”$/u.test(text))).toBe(true);
});

test("the fields of every list are told, with what they mean", async () => {
  await using opened = await openDamaged();
  for (const list of ["events", "resources", "search"] as const) {
    const fields = await opened.page.call("filters.fields", { list });
    expect(fields.length).toBeGreaterThan(10);
    for (const { meaning } of fields) expect(meaning).not.toBe("");
  }
});

/** The position of the record before a bad line, seen from the rows below it. */
function positionBefore(rows: readonly TimelineRow[], line: TimelineRow & { kind: "malformed" }): number {
  const below = rows.slice(rows.indexOf(line) + 1);
  const before = below.find((row) => row.kind === "event" && row.reference.stream === line.stream);
  return before?.kind === "event" ? before.reference.position : 0;
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
          const found = await page.call("timeline.locate", { ...choice, sought: reference });
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
    expect(unfolded.rows[place + group.events]).toMatchObject({ kind: "event", reference: group.last, member: "last" });
    expect(unfolded.rows[place + 1]).toMatchObject({ member: "inner" });
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
    const hits = byType.groups.flatMap((group) => group.hits);
    expect(hits.filter(({ field, match }) => field === "" || match.toLowerCase() !== "entity-tag")).toEqual([]);
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
