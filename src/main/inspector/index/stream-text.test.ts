import fc from "fast-check";
import { expect, test } from "vitest";
import { containsParts } from "../../../shared/filter/filter.ts";
import { digestRecord, headText } from "./record-digest.ts";
import { findInChunk, NO_PLACE, recordsWith, searchableChunks, textChunk } from "./stream-text.ts";

const letters = fc.string({ unit: fc.constantFrom("a", "b", "é", "北", "\n", "😀"), maxLength: 8 });

test("finds exactly the records that contain the parts", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(letters, { minLength: 1, maxLength: 5 }), { maxLength: 4 }),
      fc.array(fc.string({ unit: fc.constantFrom("a", "b", "é", "北"), minLength: 1, maxLength: 2 }), { maxLength: 2 }),
      (chunks, parts) => {
        if (parts.length === 0) return;
        const expected = chunks.flat().flatMap((text, index) => (containsParts(text, parts) ? [index] : []));
        expect(recordsWith(chunks.map(textChunk), parts)).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
});

test("a longer word is found in the rows of a shorter one, and rows that are accepted already stay as they are", () => {
  const row = fc.record({ text: letters, accepted: fc.boolean() });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), fc.constantFrom("ab", "bé", "aaa"), (rows, word) => {
      const texts = rows.map(({ text }) => text);
      const [chunk] = searchableChunks([textChunk(texts)], 0);
      if (chunk === undefined) throw new Error("There is a chunk.");
      const begin = () => ({
        accepts: Uint8Array.from(rows, ({ accepted }) => Number(accepted)),
        at: new Uint32Array(rows.length).fill(NO_PLACE),
      });
      const [shorter, longer] = [begin(), begin()];
      findInChunk(chunk, [Buffer.from(word.slice(0, 1))], shorter);
      findInChunk(chunk, [Buffer.from(word)], longer, shorter);
      expect([...longer.accepts]).toEqual(rows.map(({ text, accepted }) => Number(accepted || text.includes(word))));
    }),
    { numRuns: 500 },
  );
});

test("what a record is searched by leaves out vectors and contexts, and survives hostile payloads", () => {
  const payload = JSON.parse(
    `{"__proto__":{"evil":"Polluted"},"embedding":[0.123],"annotation":{"@context":"http://x","id":"A1","body":${"[".repeat(200)}${"]".repeat(200)}},"n":42}`,
  );
  const event = { type: "mark:added", id: "E1", userId: "did:web:x:users:zo%C3%AB", payload };
  const { annotationId, jobId, text } = digestRecord({
    event,
    metadata: { sequenceNumber: 1, correlationId: "C1" },
  });
  const head = headText({ ...event, recordedType: "annotation.added" });
  expect([annotationId, jobId]).toEqual(["A1", null]);
  for (const part of ["polluted", "a1", "e1", "c1", "42"]) expect(text).toContain(part);
  for (const part of ["mark:added", "annotation.added", "users:zo%c3%ab", "zoë"]) expect(head).toContain(part);
  for (const part of ["0.123", "http://x"]) expect(text).not.toContain(part);
});
