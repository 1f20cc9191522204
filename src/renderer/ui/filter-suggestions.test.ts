import { expect, test } from "vitest";
import { allKeys, type SuggestedField, suggestionsAt } from "./filter-suggestions.ts";

const fields: readonly SuggestedField[] = [
  {
    ...{ key: "type", meaning: "what happened", examples: [] },
    values: [
      { value: "job:started", label: "Job started", count: 4 },
      { value: "mark:added", label: "Annotation added", count: 9 },
      { value: "job:progress", label: "Job progress" },
    ],
  },
  {
    ...{ key: "tag", meaning: "an entity type", examples: [] },
    values: [{ value: "Sea ice", label: "Sea ice", count: 2 }],
  },
  { key: "since", meaning: "at this time or later", examples: ["7d", "2026-04-01"], values: [] },
];

/** The text with its caret as `|`; what each suggestion would make of it. */
function at(written: string): readonly string[] | null {
  const caret = written.indexOf("|");
  const text = written.replace("|", "");
  const found = suggestionsAt(text, caret, fields);
  if (found === null) return null;
  return found.options.map((option) => text.slice(0, found.from) + option.text + text.slice(found.to));
}

test.each<[string, readonly string[] | null]>([
  ["|", null],
  ["t|", null],
  ["ty|", ["type:"]],
  ["TAG|", ["tag:"]],
  ["piano|", null],
  ["ice -ty|", ["ice -type:"]],
  ["ty| ice", ["type: ice"]],
  ["ty|pe", null],
  ["type:|", ["type:job:started", "type:mark:added", "type:job:progress"]],
  ["type:ad|", ["type:mark:added"]],
  ["type:jo|", ["type:job:started", "type:job:progress"]],
  ["type:job:started|", null],
  ["type:job*|", null],
  ["type:/jo|", null],
  ["type:/job/|", null],
  ["/failed ty|", null],
  ["-tag:/a b\\/ ty|", null],
  ["/a b/ ty|", ["/a b/ type:"]],
  ["docs/a ty|", ["docs/a type:"]],
  ["a / ty|", ["a / type:"]],
  ['"ty|', null],
  ["tag:sea|", ['tag:"Sea ice"']],
  ["since:|", []],
  ["since:7|", null],
  ["colour:|", null],
])("%j could become %j", (written, options) => {
  expect(at(written)).toEqual(options);
});

test("a field without known values says how they are written", () => {
  expect(suggestionsAt("since:", 6, fields)?.hint).toBe("at this time or later, as 7d, 2026-04-01");
  expect(suggestionsAt("type:", 5, fields)?.options[1]?.note).toBe("Annotation added · 9");
});

test("every key can be asked for", () => {
  expect(allKeys(0, fields).options.map(({ text, note }) => [text, note])).toEqual([
    ["type:", "what happened"],
    ["tag:", "an entity type"],
    ["since:", "at this time or later"],
  ]);
});
