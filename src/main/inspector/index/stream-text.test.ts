import fc from "fast-check";
import { expect, test } from "vitest";
import { containsParts } from "../../../shared/filter/filter.ts";
import { digestRecord } from "./record-digest.ts";
import { findInChunks, textChunk } from "./stream-text.ts";

const letters = fc.string({ unit: fc.constantFrom("a", "b", "é", "北", "\n", "😀"), maxLength: 8 });

test("finds exactly the records that contain the parts", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(letters, { minLength: 1, maxLength: 5 }), { maxLength: 4 }),
      fc.array(fc.string({ unit: fc.constantFrom("a", "b", "é", "北"), minLength: 1, maxLength: 2 }), { maxLength: 2 }),
      (chunks, parts) => {
        const found: number[] = [];
        findInChunks(chunks.map(textChunk), parts, (index) => found.push(index));
        const expected = chunks.flat().flatMap((text, index) => (containsParts(text, parts) ? [index] : []));
        expect(found).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
});

test("what a record is searched by leaves out vectors and contexts, and survives hostile payloads", () => {
  const payload = JSON.parse(
    `{"__proto__":{"evil":"Polluted"},"embedding":[0.123],"annotation":{"@context":"http://x","id":"A1","body":${"[".repeat(200)}${"]".repeat(200)}},"n":42}`,
  );
  const event = { type: "mark:added", id: "E1", userId: "did:web:x:users:zo%C3%AB", payload };
  const { annotationId, jobId, text } = digestRecord(
    { event, metadata: { sequenceNumber: 1, correlationId: "C1" } },
    "annotation.added",
  );
  expect([annotationId, jobId]).toEqual(["A1", null]);
  for (const part of ["polluted", "a1", "e1", "zoë", "c1", "42", "annotation.added"]) expect(text).toContain(part);
  for (const part of ["0.123", "http://x"]) expect(text).not.toContain(part);
});
