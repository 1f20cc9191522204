import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DIALECTS, goodStream, linesOf, seeded } from "../../../testing/damage.ts";
import type { RawLine } from "../log/read-lines.ts";
import { CanonicalReader } from "./canonical-record.ts";
import { hashEvent } from "./event-hash.ts";
import { parseLine, scanLine } from "./scan-line.ts";

const RUNS = Number(process.env.SCAN_RUNS ?? 3000);

const key = fc.oneof(
  fc.constantFrom("type", "id", "timestamp", "userId", "resourceId", "payload", "metadata", "signature", "event"),
  fc.constantFrom("__proto__", "1", "10", "constructor", "version", "", 'a"b', "a\\b", "\u2028"),
);
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    ',"metadata":{"sequenceNumber":9,"checksum":"x"}}',
    '{"event":{',
    '"}},{"',
    "\ud83c",
    -0,
    1e21,
    1e-7,
    null,
  ),
);
const text = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
  { weight: 9, arbitrary: fc.constantFrom("mark:added", "annotation.added", "資料", "é", "a b", "") },
);
const mostlyText = fc.oneof({ weight: 15, arbitrary: text }, { weight: 1, arbitrary: odd });

/** Records of every kind, with a checksum that holds, and some fields that no writer would write. */
const record = fc
  .record({
    start: fc.record(
      {
        type: mostlyText,
        id: mostlyText,
        resourceId: mostlyText,
        userId: mostlyText,
        payload: odd,
        timestamp: mostlyText,
      },
      { requiredKeys: ["type"] },
    ),
    more: fc.oneof(
      { weight: 2, arbitrary: fc.constant({}) },
      fc.dictionary(key, odd, { maxKeys: 3, noNullPrototype: true }),
    ),
    metadata: fc.record(
      {
        sequenceNumber: fc.oneof({ weight: 9, arbitrary: fc.integer() }, odd),
        streamPosition: fc.oneof({ weight: 9, arbitrary: fc.nat() }, odd),
        prevEventHash: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, mostlyText),
        correlationId: mostlyText,
        timestamp: mostlyText,
        extra: odd,
      },
      { requiredKeys: ["sequenceNumber"] },
    ),
    isNested: fc.boolean(),
    isHashed: fc.boolean(),
    isPrefixed: fc.boolean(),
  })
  .map(({ start, more, metadata, isNested, isHashed, isPrefixed }) => {
    const fields: Record<string, unknown> = { ...start, ...more };
    const { metadata: _, signature, ...flatEvent } = fields;
    const event = isNested ? fields : flatEvent;
    const checksum = isHashed ? { checksum: `${isPrefixed ? "sha256:" : ""}${hashEvent(event)}` } : {};
    const written = { ...metadata, ...checksum };
    const signed = signature === undefined ? {} : { signature };
    return JSON.stringify(isNested ? { event, metadata: written } : { ...event, metadata: written, ...signed });
  });

/** What happens to lines: bytes changed, lost and added, white space, escapes, keys twice, text that is no UTF-8. */
const damage = fc.oneof(
  { weight: 4, arbitrary: fc.constant((line: Buffer) => line) },
  fc.tuple(fc.nat(), fc.nat({ max: 255 })).map(([at, byte]) => (line: Buffer) => {
    const changed = Buffer.from(line);
    if (changed.length > 0) changed[at % changed.length] = byte;
    return changed;
  }),
  fc.nat().map((at) => (line: Buffer) => line.subarray(0, at % (line.length + 1))),
  fc
    .tuple(fc.nat(), fc.constantFrom(" ", "\\", '"', "}", ",", "0", "\r", "\u0000", "\ufeff", "é"))
    .map(([at, text]) => (line: Buffer) => {
      const place = at % (line.length + 1);
      return Buffer.concat([line.subarray(0, place), Buffer.from(text), line.subarray(place)]);
    }),
  fc
    .constantFrom<[string, string]>(
      ['"metadata":', '"metadata":{"sequenceNumber":1},"metadata":'],
      ['"type":', '"type":"first","type":'],
      ['"type":', '"\\u0074ype":'],
      ['"sequenceNumber":', '"sequenceNumber":7,"sequenceNumber":'],
      ['"id":', '"id":"x","id":'],
      ["{", "{ "],
      [":1", ":1.0"],
      [":1", ":01"],
      [":1", ":-0"],
      [":1", ":1e0"],
      ['"event":', '"type":"both","event":'],
    )
    .map(
      ([from, to]) =>
        (line: Buffer) =>
          Buffer.from(line.toString("latin1").replace(from, to), "latin1"),
    ),
);

describe("reading a line from its bytes", () => {
  test("says the same as parsing it, for good, odd and damaged lines", () => {
    let proved = 0;
    fc.assert(
      fc.property(record, damage, (line, change) => {
        const raw = rawOf(change(Buffer.from(line)));
        const before = Buffer.from(raw.bytes);
        const fast = scanLine("x.jsonl", 0, raw);
        expect(raw.bytes.equals(before), "the bytes are as they were").toBe(true);
        expect(fast).toEqual(parseLine("x.jsonl", 0, raw));
        if (isCanonical(raw.bytes)) proved += 1;
      }),
      { numRuns: RUNS },
    );
    // Otherwise the test would compare the parser with itself.
    expect(proved).toBeGreaterThan(RUNS / 5);
  });

  test("accepts no more than JSON.parse, whatever the bytes", () => {
    const pieces = fc.constantFrom(
      '{"type":"a"',
      ',"metadata":{"sequenceNumber":1',
      "}",
      "]",
      "[",
      ",",
      '"',
      "\\u12",
      "1",
      ".",
      "e",
      "-",
      "tru",
      "e",
      '"p":',
      "{",
      "null",
      "\\",
      "\u0001",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const raw = rawOf(Buffer.from(parts.join("")));
        expect(scanLine("x.jsonl", 0, raw)).toEqual(parseLine("x.jsonl", 0, raw));
      }),
      { numRuns: RUNS },
    );
  });

  test.each(DIALECTS)("needs no parser for a %s record as writers write it", (dialect) => {
    const lines = linesOf(goodStream(dialect, "9bca89beafc3139df1fc1162c2be9ea1", 50, seeded(3)));
    for (const line of lines) expect(isCanonical(Buffer.from(line)), line).toBe(true);
  });
});

function isCanonical(line: Buffer): boolean {
  const reader = new CanonicalReader();
  return reader.open(line) && reader.read(0, line.length);
}

function rawOf(bytes: Buffer): RawLine {
  return { bytes, line: 1, offset: 10, length: bytes.length, isTerminated: true };
}
