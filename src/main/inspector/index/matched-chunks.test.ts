import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Expression, readExpression } from "../../../shared/filter/expression.ts";
import { AT_ONCE, LEISURELY, Turns } from "../session/turns.ts";
import { MatchedChunks } from "./matched-chunks.ts";
import { searchableChunks, textChunk } from "./stream-text.ts";

function expression(source: string, patience = 60_000): Expression {
  const read = readExpression(source, { patience, now: Date.now });
  if (typeof read === "string") throw new Error(read);
  return read;
}

const row = fc.string({ unit: fc.constantFrom("a", "b", "é", "北", "\n", "\r\n", "1"), maxLength: 8 });

test("finds exactly the rows with a line that holds the expression, also when asked again", async () => {
  const sources = fc.constantFrom("^a", "b$", "ab\\d", "北|é1", "(ab|ba)+", "^$", "a.b", "a\\sb", "\\Aa", "1\\z", ".");
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(row, { minLength: 1, maxLength: 5 }), { maxLength: 4 }),
      sources,
      async (chunks, source) => {
        const matched = new MatchedChunks();
        const searchable = searchableChunksOf(chunks);
        const expected = chunks.flat().map((text) => Number(expression(source).holds(text)));
        for (const firstRow of [0, 2]) {
          const accepts = new Uint8Array(expected.length + firstRow);
          await matched.accept(
            searchable.map((chunk) => ({ ...chunk, firstRow: chunk.firstRow + firstRow })),
            expression(source),
            accepts,
            new Turns(LEISURELY),
          );
          expect([...accepts.subarray(firstRow)]).toEqual(expected);
        }
      },
    ),
    { numRuns: 400 },
  );
});

function searchableChunksOf(chunks: readonly (readonly string[])[]) {
  return searchableChunks(chunks.map(textChunk), 0);
}

const long = Array.from({ length: 4000 }, (_, index) => `${"all work and no play ".repeat(60)}${index}`);

test("others have their turn while texts are looked through", async () => {
  let turns = 0;
  let isDone = false;
  const looking = new MatchedChunks()
    .accept(searchableChunksOf([long]), expression("\\d{5}"), new Uint8Array(long.length), new Turns(LEISURELY))
    .then(() => {
      isDone = true;
    });
  while (!isDone) {
    await setImmediate();
    turns += 1;
  }
  await looking;
  expect(turns).toBeGreaterThan(2);
});

test("where nothing may happen meanwhile, nothing does", async () => {
  let hasHappened = false;
  const later = setImmediate().then(() => {
    hasHappened = true;
  });
  const accepts = new Uint8Array(long.length);
  await new MatchedChunks().accept(searchableChunksOf([long]), expression("\\d{5}"), accepts, new Turns(AT_ONCE));
  expect(hasHappened).toBe(false);
  await later;
});

test("an expression that took too long is looked for anew", async () => {
  const matched = new MatchedChunks();
  const chunks = searchableChunksOf([["a1", "a2"]]);
  const spent = new Uint8Array(2);
  const impatient = expression("a\\d", -1);
  await matched.accept(chunks, impatient, spent, new Turns(AT_ONCE));
  expect([impatient.isSpent, [...spent]]).toEqual([true, [0, 0]]);
  const accepts = new Uint8Array(2);
  await matched.accept(chunks, expression("a\\d"), accepts, new Turns(AT_ONCE));
  expect([...accepts]).toEqual([1, 1]);
});
