import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { compileFilter } from "../../../shared/filter/compile-filter.ts";
import { parseFilter } from "../../../shared/filter/parse-filter.ts";
import { holdsSought, type Sought } from "../../../shared/filter/sought.ts";
import { toggleExcluded } from "../../../shared/filter/write-filter.ts";
import { diagnoseStream } from "../../../shared/integrity/diagnose-stream.ts";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import { scanStream } from "../../event-store/integrity/scan-stream.ts";
import { discoverStreams } from "../../event-store/log/discover-streams.ts";
import { eventColumns, rowOfCode } from "../index/event-columns.ts";
import { indexStream } from "../index/load-log.ts";
import { ProjectIndex } from "../index/project-index.ts";
import { headText } from "../index/record-digest.ts";
import { nameOf } from "../index/stream-index.ts";
import { TextSearch } from "../index/text-search.ts";
import { EVENT_FIELDS, EVENT_KEYS } from "./event-fields.ts";
import { eventFacets, matchingCodes, placeOfCode, selectEvents, someCodes } from "./event-selection.ts";
import { EventWords } from "./event-words.ts";
import { eventAt, type IndexedEvent } from "./indexed-event.ts";

const eventsDir = fileURLToPath(new URL("../../../../samples/aurora-library-damaged/.semiont/events", import.meta.url));
const project = new ProjectIndex();

beforeAll(async () => {
  const source = { fileSystem: nodeFileSystem, eventsDir };
  const { streams } = await discoverStreams(nodeFileSystem, eventsDir);
  const indexes = streams.map(async (reference) => {
    const scan = await scanStream(source, reference);
    return (await indexStream(source, [scan], [diagnoseStream(scan)])).index;
  });
  project.change(await Promise.all(indexes));
});

/** What the texts of the index say, event by event, without any column. */
function holds(sought: Sought) {
  return ({ stream, position, record }: IndexedEvent) => {
    if (holdsSought(`${stream.streamId}\n${nameOf(stream)}`.toLowerCase(), sought)) return true;
    const texts = stream.texts.flatMap(({ bytes, ends }) =>
      Array.from(ends, (end, index) =>
        new TextDecoder().decode(bytes.subarray(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, end)),
      ),
    );
    return holdsSought(`${headText(record)}\n${texts[position - 1] ?? ""}`, sought);
  };
}

function expected(text: string): readonly number[] {
  const { accepts } = compileFilter(parseFilter(text, EVENT_KEYS), EVENT_FIELDS, { word: holds, now: 0 });
  return project.chronological().filter((code) => accepts(eventAt(project, code)));
}

const term = fc.constantFrom(
  ...[
    "piano",
    "-ice",
    "core*",
    "i*e",
    "m*ice",
    "zoe*core",
    "type:mark:added",
    "type:job*",
    "-type:job*",
    "user:zoe",
    "-flow:mark",
  ],
  ...[
    "/core a\\d/",
    "-/^zo[eë]/",
    "/ice|piano/",
    "/\\d{4}$/",
    "user:/^zoe/",
    "-type:/^job:/",
    "resource:/core$/",
    "/(broken/",
  ],
  ...["has:finding", "finding:suspect", "-finding:suspect", "bytes:>700", "sequence:1..4", "since:2026-01-01"],
  ...[
    "resource:ice",
    "flow:yield",
    '-type:"job:progress"',
    '-user:"zoe.marchetti"',
    "is:late",
    "unknown:key",
    '"ice core"',
  ],
);
const filters = fc.array(term, { minLength: 1, maxLength: 4 }).map((terms) => terms.join(" "));

test("a filter typed letter by letter always shows what every event by itself says", async () => {
  await fc.assert(
    fc.asyncProperty(filters, async (text) => {
      const columns = eventColumns(project, null);
      const lists = { columns, words: new EventWords(columns, new TextSearch()) };
      for (let length = 1; length <= text.length; length += 1) {
        const typed = text.slice(0, length);
        const selection = await selectEvents(lists, null, typed, 0);
        if (length % 4 === 0 || length === text.length) expect(matchingCodes(selection)).toEqual(expected(typed));
      }
    }),
    { numRuns: 25 },
  );
});

test("a facet counts what choosing its value alone would show", async () => {
  await fc.assert(
    fc.asyncProperty(filters, async (text) => {
      const columns = eventColumns(project, null);
      const lists = { columns, words: new EventWords(columns, new TextSearch()) };
      const facets = eventFacets(await selectEvents(lists, null, text, 0), text);
      const { terms } = parseFilter(text, EVENT_KEYS);
      const keys = new Set(terms.map(({ key }) => key));
      const isChosen = (key: string) => terms.some((term) => term.key === key && !term.negated);
      for (const { key, values } of facets) {
        if (isChosen(key) || (key === "finding" && keys.has("has"))) continue;
        for (const { value, count, excluded } of values) {
          const freed = excluded ? toggleExcluded(text, key, value) : text;
          const chosen = await selectEvents(lists, null, `${freed} ${key}:"${value}"`, 0);
          expect([key, value, chosen.matching]).toEqual([key, value, count]);
        }
      }
    }),
    { numRuns: 50, examples: [[`-type:"job:progress" -type:job*`]] },
  );
});

test("a facet keeps its values in sight: those that are excluded, and those that nothing has", async () => {
  const columns = eventColumns(project, null);
  const lists = { columns, words: new EventWords(columns, new TextSearch()) };
  const facet = async (text: string) =>
    eventFacets(await selectEvents(lists, null, text, 0), text).find(({ key }) => key === "type");
  const all = await facet("");
  const value = { value: "job:progress", label: "Job progress", selected: false };
  const count = all?.values.find((one) => one.value === value.value)?.count;
  const without = await facet('-type:"job:progress" -type:job:f*');
  expect(without?.values[0]).toEqual({ ...value, count, excluded: true });
  expect(without?.terms).toEqual([
    { label: "Job progress", negated: true },
    { label: "job:f*", negated: true },
  ]);
  const empty = await facet("nothing-has-this");
  expect(empty?.values).toHaveLength(all?.values.length ?? 0);
  expect(empty?.values.every(({ count }) => count === 0)).toBe(true);
});

test("a field that is not there is named, unless it is a word that is found", async () => {
  const columns = eventColumns(project, null);
  const lists = { columns, words: new EventWords(columns, new TextSearch()) };
  const problem = async (text: string) => (await selectEvents(lists, null, text, 0)).problem?.message;
  expect(await problem("colour:red")).toMatch(/^There is no field “colour”\. Fields: type, user, /u);
  expect(await problem("mark:added")).toBeUndefined();
  expect(await problem("since:soon colour:red")).toMatch(/needs a date/u);
});

test("an expression is given up when nobody waits for it, and looked for anew when somebody does", async () => {
  const columns = eventColumns(project, null);
  const lists = { columns, words: new EventWords(columns, new TextSearch()) };
  // Others have their turn at every step.
  const pace = { slice: 0, patience: 30_000 };
  const caller = new AbortController();
  const given = selectEvents(lists, null, "/[0-9a-f]{4}/", 0, pace, caller.signal);
  caller.abort(new Error("nobody waits"));
  await expect(given).rejects.toThrow("nobody waits");
  const { matching } = await selectEvents(lists, null, "/[0-9a-f]{4}/", 0);
  expect(matching).toBe(expected("/[0-9a-f]{4}/").length);
});

test("a window into the matching events is that part of all of them, and each event knows its place", async () => {
  const window = fc.record({ order: fc.constantFrom("oldest", "newest"), from: fc.nat(40), count: fc.nat(30) });
  await fc.assert(
    fc.asyncProperty(fc.oneof(filters, fc.constant("")), window, async (text, { order, from, count }) => {
      const columns = eventColumns(project, null);
      const selection = await selectEvents(
        { columns, words: new EventWords(columns, new TextSearch()) },
        null,
        text,
        0,
      );
      const all = order === "oldest" ? matchingCodes(selection) : matchingCodes(selection).toReversed();
      expect(selection.matching).toBe(all.length);
      expect(someCodes(selection, order, from, count)).toEqual(all.slice(from, from + count));
      for (const [place, code] of all.slice(0, 20).entries()) {
        expect(placeOfCode(selection, order, rowOfCode(project, columns, code))).toBe(place);
      }
    }),
    { numRuns: 50 },
  );
});
