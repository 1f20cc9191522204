import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileFilter, type FilterFields } from "./compile-filter.ts";
import { containsParts } from "./filter.ts";
import { findSlip } from "./filter-slip.ts";
import { parseFilter } from "./parse-filter.ts";
import { holdsSought } from "./sought.ts";
import { fitsPattern } from "./wildcard.ts";
import { exactTerm, hasExcluded, hasValue, setValue, toggleExcluded, toggleValue, writeTerm } from "./write-filter.ts";

interface Row {
  readonly name: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly events: number;
  readonly time: number | null;
}

const fields: FilterFields<Row> = {
  name: { kind: "text", read: (row) => row.name },
  type: { kind: "text", whole: true, read: (row) => row.type },
  tag: { kind: "text", read: (row) => row.tags },
  events: { kind: "number", read: (row) => row.events },
  since: { kind: "from", read: (row) => row.time },
  until: { kind: "until", read: (row) => row.time },
  at: { kind: "at", read: (row) => row.time },
  is: { kind: "flag", flags: { busy: (row) => row.events > 100, tagged: (row) => row.tags.length > 0 } },
};
const keys = Object.keys(fields);
const now = Date.UTC(2026, 10, 23, 12);

const rows: readonly Row[] = [
  { name: "The Iliad", type: "mark:added", tags: ["Epic", "Greek"], events: 250, time: Date.UTC(2026, 3, 1, 10) },
  { name: "Odyssey 50%", type: "mark:removed", tags: [], events: 10, time: Date.UTC(2026, 3, 2) },
  { name: 'A "quoted" name', type: "yield:created", tags: ["a*b"], events: 1500, time: Date.UTC(2026, 10, 20) },
  { name: "Undated", type: "mark:added", tags: ["axb"], events: 0, time: null },
];

function matching(text: string): string[] {
  const { accepts } = compileFilter(parseFilter(text, keys), fields, {
    word: (sought) => (row) => holdsSought(`${row.name} ${row.type}`.toLowerCase(), sought),
    now,
  });
  return rows.filter(accepts).map((row) => row.name.split(" ")[0] ?? "");
}

function problemOf(text: string) {
  return compileFilter(parseFilter(text, keys), fields, { word: () => () => true, now }).problem;
}

test.each<[string, string[]]>([
  ["", ["The", "Odyssey", "A", "Undated"]],
  ["iliad", ["The"]],
  ["mark:added", ["The", "Undated"]],
  ["the mark:added", ["The"]],
  ["-mark:added", ["Odyssey", "A"]],
  ["t*iad", ["The"]],
  ["iad*the", []],
  ['"the iliad"', ["The"]],
  ["name:od*", ["Odyssey"]],
  ["name:SSEY", ["Odyssey"]],
  ['name:"odyssey 50%"', ["Odyssey"]],
  ['name:"odyssey"', []],
  ["type:mark:added", ["The", "Undated"]],
  ["type:mark:*", ["The", "Odyssey", "Undated"]],
  ["type:mark", []],
  ["type:mark:added type:mark:removed", ["The", "Odyssey", "Undated"]],
  ["-type:mark:added -type:mark:removed", ["A"]],
  ["tag:epic", ["The"]],
  ['tag:"a*b"', ["A"]],
  ["tag:a*b", ["A", "Undated"]],
  ["-tag:*", ["Odyssey"]],
  ["events:10", ["Odyssey"]],
  ["events:>10", ["The", "A"]],
  ["events:>=10 events:<1k", ["The", "Odyssey"]],
  ["events:10..250", ["The", "Odyssey"]],
  ["events:>1.2k", ["A"]],
  ["since:2026-04-02", ["Odyssey", "A"]],
  ["until:2026-04-01", ["The"]],
  ["until:2026-04", ["The", "Odyssey"]],
  ["since:2026-04-01T10:00Z until:2026-04-01T10:00Z", ["The"]],
  ["since:2026-04-01T12:00+02:00 until:2026-04-01T12:00+02:00", ["The"]],
  ["since:7d", ["A"]],
  ["at:2026-04-01", ["The"]],
  ["at:>2026-04-01", ["Odyssey", "A"]],
  ["is:busy", ["The", "A"]],
  ["is:busy -is:tagged", []],
  ["unknown:key", []],
  ["/^the .*added$/", ["The"]],
  ["-/added$|removed$/", ["A"]],
  ["name:/^od/", ["Odyssey"]],
  ["-name:/^(the|od)/", ["A", "Undated"]],
  ["type:/^mark:/ tag:/x/", ["Undated"]],
  ["name:/^the/ name:undated", ["The", "Undated"]],
  ['name:/a "quoted" name/', ["A"]],
  ["tag:/a\\*b/", ["A"]],
  ['name:"/^od/"', []],
  // As they were before there were expressions.
  ["/a/b", []],
  ["a / b / c", []],
])("%j accepts %j", (text, expected) => {
  expect(matching(text)).toEqual(expected);
});

test.each<[string, string, number, number]>([
  ['the "open', "not closed", 4, 9],
  ["a name:", "needs a value", 2, 7],
  ["events:many", "needs a number", 0, 11],
  ["x since:soon", "needs a date", 2, 12],
  ["since:2026-02-30", "needs a date", 0, 16],
  ["is:great", "knows busy, tagged", 0, 8],
  ["name:>b", "has no order", 0, 7],
  ["iliad /(a|b/", "round bracket is not closed", 6, 12],
  ["name:/[a-/ x", "square bracket is not closed", 0, 10],
  ["name:/a**/", "“**” repeats a repetition", 0, 10],
  ["/a(?=b)/", "neither ahead nor back", 0, 8],
  ["/(a)\\1/", "“\\1” stands for nothing", 0, 7],
  ["/(?-i)A/", "minus cannot be used", 0, 8],
  ["/(?:(?:a{30}){30})/", "too large", 0, 19],
  ["events:/1/", "is no text", 0, 10],
  ["since:/2026/", "is no text", 0, 12],
  ["name:>/b/", "has no order", 0, 9],
])("%j has a problem with a place", (text, message, from, to) => {
  const problem = problemOf(text);
  expect(problem?.message).toContain(message);
  expect(problem).toMatchObject({ from, to });
});

test("what cannot be understood is left out, the rest filters on", () => {
  expect(matching("events:many iliad")).toEqual(["The"]);
});

test.each<[string, string | null]>([
  ["iliad name:x", null],
  ["colour:red", "There is no field “colour”. Fields: name, type, tag, events, since, until, at, is."],
  ["-colour:red", "There is no field “colour”. Fields: name, type, tag, events, since, until, at, is."],
  // What is found as a word is no slip, and what is quoted or an address was never meant as a field.
  ["mark:added", null],
  ['"colour:red"', null],
  ["https://example.com", null],
  ["10:15", null],
  [
    "/docs/a/",
    "This is looked for as it is written. An expression ends with its second slash; write \\/ for one inside of it.",
  ],
  ["/docs/a", null],
  [
    "/^dr\\d+",
    "This is looked for as it is written. An expression ends with its second slash; write \\/ for one inside of it.",
  ],
])("%j names the field that is not there, where nothing holds it as a word", (text, message) => {
  const isFound = (parts: readonly string[]) => rows.some((row) => containsParts(row.type, parts));
  expect(findSlip(parseFilter(text, keys), keys, isFound)?.message ?? null).toBe(message);
});

describe("changing a filter by its facets", () => {
  test("a value is added, recognised and taken out again", () => {
    const text = toggleValue("iliad", "type", "mark:added");
    expect(text).toBe('iliad type:"mark:added"');
    expect(hasValue(text, "type", "MARK:added")).toBe(true);
    expect(toggleValue(text, "type", "mark:added")).toBe("iliad");
    expect(toggleValue("a type:mark:added b", "type", "mark:added")).toBe("a b");
  });

  test("excluding replaces choosing, and the other way round", () => {
    const chosen = toggleValue("", "type", "x");
    const excluded = toggleExcluded(chosen, "type", "x");
    expect(excluded).toBe('-type:"x"');
    expect(hasValue(excluded, "type", "x")).toBe(false);
    expect([hasExcluded(chosen, "type", "x"), hasExcluded(excluded, "type", "X")]).toEqual([false, true]);
    expect(toggleExcluded(excluded, "type", "x")).toBe("");
    expect(toggleValue(excluded, "type", "x")).toBe('type:"x"');
  });

  test("a limit is replaced", () => {
    expect(setValue("a since:2026 b", "since", "2026-04-01")).toBe("a b since:2026-04-01");
    expect(setValue("since:2026 b", "since", null)).toBe("b");
    expect(setValue("", "name", "/a/")).toBe('name:"/a/"');
  });

  test("an expression is no value of its own, and stays beside the others", () => {
    const text = toggleValue("type:/x/", "type", "x");
    expect(text).toBe('type:/x/ type:"x"');
    expect([hasValue("type:/x/", "type", "x"), hasValue(text, "type", "x")]).toEqual([false, true]);
    expect(toggleExcluded("-type:/x y/", "type", "x y")).toBe('-type:/x y/ -type:"x y"');
  });

  test("toggling twice changes nothing but spaces, whatever the value", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.constantFrom("", "word", "-name:x other", "name:/x y/ /z/"),
        (value, text) => {
          const once = toggleValue(text, "name", value);
          expect(hasValue(once, "name", value)).toBe(true);
          expect(toggleValue(once, "name", value)).toBe(text);
        },
      ),
    );
  });
});

test("reading and writing never fails, and what is written reads back the same", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("name:", '"', "\\", "-", ":", "*", ">", " ", "events:>", "/", "/a/", "/b ", "(", "["),
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join("")),
      (text) => {
        const { terms, problem } = parseFilter(text, keys);
        for (const place of problem === null ? [] : [problem]) {
          expect(place.from).toBeLessThanOrEqual(place.to);
          expect(place.to).toBeLessThanOrEqual(text.length);
        }
        const again = parseFilter(terms.map(writeTerm).join(" "), keys);
        const bare = (list: typeof terms) => list.map(({ from: _from, to: _to, ...term }) => term);
        expect(bare(again.terms)).toEqual(bare(terms));
      },
    ),
  );
});

test("an exact condition accepts the value and its other spelling in case only", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      const { accepts, problem } = compileFilter(parseFilter(exactTerm("name", value), keys), fields, {
        word: () => () => false,
        now,
      });
      const row = { type: "", tags: [], events: 0, time: null };
      expect(problem).toBeNull();
      expect(accepts({ ...row, name: value })).toBe(true);
      expect(accepts({ ...row, name: `${value}x` })).toBe(false);
    }),
  );
});

test("a pattern made to explode is answered at once", () => {
  expect(fitsPattern("a".repeat(20_000), `${"a*".repeat(200)}b`)).toBe(false);
  expect(fitsPattern("", "***")).toBe(true);
  expect(fitsPattern("abcabc", "*abc")).toBe(true);
});
