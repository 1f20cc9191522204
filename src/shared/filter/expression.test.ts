import fc from "fast-check";
import { expect, test } from "vitest";
import { type Expression, readExpression } from "./expression.ts";
import { requiredTexts } from "./required-texts.ts";

function expression(source: string): Expression {
  const read = readExpression(source);
  if (typeof read === "string") throw new Error(read);
  return read;
}

const { pattern: anyPattern } = fc.letrec<{ pattern: string; sequence: string; part: string; atom: string }>((tie) => ({
  pattern: fc.array(tie("sequence"), { minLength: 1, maxLength: 3 }).map((some) => some.join("|")),
  sequence: fc.array(tie("part"), { maxLength: 4 }).map((some) => some.join("")),
  part: fc
    .tuple(tie("atom"), fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{1,2}", "*?", "+?"))
    .map(([atom, count]) => (/^(?:\\b|\^|\$)$/u.test(atom) ? atom : atom + count)),
  atom: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 6, arbitrary: fc.constantFrom(..."aAbBsSxé北1 -", "\\.", "\\/", "\\*", "\\(") },
    { weight: 3, arbitrary: fc.constantFrom(".", "\\d", "\\D", "\\w", "\\W", "\\b", "^", "$") },
    { weight: 2, arbitrary: fc.constantFrom("[ab]", "[^ab]", "[a-s1-3]", "[^\\d-]", "[.*]", "[é北]") },
    { weight: 2, arbitrary: tie("pattern").map((inner) => `(${inner})`) },
    { weight: 1, arbitrary: tie("pattern").map((inner) => `(?:${inner})`) },
  ),
}));
const pattern = anyPattern.filter((source) => typeof readExpression(source) !== "string");
const text = fc.string({ unit: fc.constantFrom(..."aAbBsSxéÉ北12 -./*(", "\n", "ab", "ba"), maxLength: 24 });

test("an expression holds where JavaScript’s own finds it in one of the lines, and its match stands there", () => {
  fc.assert(
    fc.property(pattern, text, (source, value) => {
      const own = new RegExp(source, "i");
      const lines = value.split("\n");
      const read = expression(source);
      expect(read.holds(value)).toBe(lines.some((line) => own.test(line)));
      const at = lines.findIndex((line) => own.test(line));
      const match = own.exec(lines[at] ?? "");
      const before = lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0);
      const place = match === null || at === -1 ? null : before + match.index;
      expect(read.find(value)?.from ?? null).toBe(place);
      // What a repeated group takes when it can also take nothing is not agreed upon.
      if (/\)[*+?{]/u.test(source) || place === null) return;
      expect(read.find(value)?.to).toBe(place + (match?.[0].length ?? 0));
    }),
    { numRuns: 500 },
  );
});

test("a text in lower case that holds an expression holds one of the texts that it requires", () => {
  fc.assert(
    fc.property(pattern, text, (source, value) => {
      const required = requiredTexts(source);
      const lower = value.toLowerCase();
      if (required !== null && expression(source).holds(lower)) {
        expect(required.some((part) => lower.includes(part))).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});

test.each<[string, readonly string[] | null]>([
  ["^draft-\\d+$", ["draft-"]],
  ["\\d+", null],
  ["Bot$", ["bot"]],
  ["a|bcd", null],
  ["(abc|de)+\\d", ["abc", "de"]],
  ["(?:abc)?de*f", null],
  ["abc?def", ["def"]],
  ["abcd?", ["abc"]],
  ["x{3}yz", ["yz"]],
  ["[abc]xy", ["xy"]],
  ["(?i)ab(?P<n>cdef)", ["cdef"]],
  // S is also what ſ is matched by, which stays as it is in lower case.
  ["classic", ["cla"]],
  ["\\pNo\\x41b\\Qcd\\E", null],
  ["北京\\d", ["北京"]],
])("%j requires %j", (source, expected) => {
  expect(typeof readExpression(source)).toBe("object");
  expect(requiredTexts(source)).toEqual(expected);
});

test("whatever is written is read or refused with a sentence, and never fails", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary", maxLength: 3 }),
    fc.constantFrom(
      ..."()[]{}|*+?^$\\.-",
      "(?",
      "(?i)",
      "(?<a>",
      "\\Q",
      "\\E",
      "\\p{",
      "\\x{",
      "[[:alpha:]]",
      "{1,",
      "1000}",
    ),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join("")),
      fc.string({ unit: "binary" }),
      (source, value) => {
        const read = readExpression(source);
        if (typeof read === "string") {
          expect(read).toMatch(/\.$/u);
          return;
        }
        const place = read.find(value);
        expect(read.holds(value)).toBe(place !== null);
        if (place !== null) expect(place.from).toBeLessThanOrEqual(place.to);
        const lower = value.toLowerCase();
        if (read.required !== null && read.holds(lower)) {
          expect(read.required.some((part) => lower.includes(part))).toBe(true);
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test("bytes are looked at as their text is", () => {
  const encoder = new TextEncoder();
  fc.assert(
    fc.property(pattern, text, (source, value) => {
      const read = expression(source);
      const lines = value.split("\n").map((line) => encoder.encode(line));
      expect(lines.some((line) => read.lineHolds(line))).toBe(read.holds(value));
      if (read.holds(value)) expect(read.mayHold(encoder.encode(value))).toBe(true);
    }),
  );
});

test("lines may end as Windows ends them", () => {
  expect(expression("^b$").holds("a\r\nb\r\nc")).toBe(true);
  expect(expression("\\r").holds("a\r\nb\r")).toBe(false);
  expect(expression("^$").holds("a\r\nb\r")).toBe(false);
  expect(expression("^c$").find("a\r\nb\r\nc")).toEqual({ from: 6, to: 7 });
});

test("an expression made to explode is answered in time that grows with the text", () => {
  const value = "a".repeat(20_000);
  for (const source of ["^(a+)+$b", "(a|a)*c", "(a*)*c", "(.*)(.*)(.*)(.*)[b-z]$"]) {
    expect(expression(source).holds(value)).toBe(false);
  }
});

test("an expression that takes longer than it may holds nowhere any more, and says so", () => {
  let time = 0;
  const read = readExpression("a+", { patience: 20, now: () => (time += 6) });
  if (typeof read === "string") throw new Error(read);
  const answers = ["a1", "a2", "a3", "a4", "a5"].map((value) => read.holds(value));
  expect(answers).toEqual([true, true, true, true, false]);
  expect(read.isSpent).toBe(true);
});
