import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRecord } from "./read-record.ts";

const event = { type: "mark:archived", resourceId: "r", userId: "u", version: 1, payload: {}, id: "e", timestamp: "t" };
const metadata = { sequenceNumber: 3, streamPosition: 0, checksum: "abc" };

describe("readRecord", () => {
  test("reads a flat record, and keeps the order of the event's fields", () => {
    const reading = readRecord({ ...event, metadata, signature: { value: "s" } });
    if (!reading.ok) throw new Error(reading.reason);
    expect(reading.stored).toEqual({ event, metadata, signature: { value: "s" } });
    expect(JSON.stringify(reading.stored.event)).toBe(JSON.stringify(event));
    expect(reading.shape).toBe("flat");
  });

  test("reads a nested record", () => {
    const reading = readRecord({ event, metadata });
    expect(reading).toEqual({ ok: true, stored: { event, metadata }, shape: "nested", recordedType: "mark:archived" });
  });

  test("maps a name of an older era in place, and says what was written", () => {
    const reading = readRecord({ event: { id: "e", type: "resource.archived", payload: {} }, metadata });
    if (!reading.ok) throw new Error(reading.reason);
    expect(reading.recordedType).toBe("resource.archived");
    expect(JSON.stringify(reading.stored.event)).toBe('{"id":"e","type":"mark:archived","payload":{}}');
  });

  test("never judges the payload", () => {
    for (const payload of [undefined, null, 5, [], { annotation: 7 }]) {
      expect(readRecord({ type: "mark:added", payload, metadata }).ok).toBe(true);
    }
  });

  test("accepts the absence of hashes, and null for the first link", () => {
    expect(readRecord({ ...event, metadata: { sequenceNumber: 1, prevEventHash: null } }).ok).toBe(true);
  });

  test.each<[string, unknown, string]>([
    ["null", null, "it is not a JSON object"],
    ["a number", 5, "it is not a JSON object"],
    ["an array", [event], "it is not a JSON object"],
    ["an empty object", {}, "it has neither a type nor an event"],
    ["an event without metadata", event, "it has no metadata"],
    ["metadata that is a list", { ...event, metadata: [] }, "it has no metadata"],
    ["metadata without a sequence number", { ...event, metadata: {} }, "its sequenceNumber is not a whole number"],
    [
      "a fractional sequence number",
      { ...event, metadata: { sequenceNumber: 1.5 } },
      "its sequenceNumber is not a whole number",
    ],
    [
      "a sequence number in quotes",
      { ...event, metadata: { sequenceNumber: "1" } },
      "its sequenceNumber is not a whole number",
    ],
    ["a nested event without a type", { event: {}, metadata }, "its event has no type"],
    ["a type that is no text", { ...event, type: 5, metadata }, "it has neither a type nor an event"],
    ["a timestamp that is no text", { ...event, timestamp: 5, metadata }, "its timestamp is not text"],
    ["a checksum that is no text", { ...event, metadata: { ...metadata, checksum: 5 } }, "its checksum is not text"],
  ])("refuses %s", (_name, value, reason) => {
    expect(readRecord(value)).toEqual({ ok: false, reason });
  });

  test("takes __proto__ as one more field", () => {
    const reading = readRecord(
      JSON.parse(
        '{"type":"x","__proto__":{"polluted":1},"payload":{"__proto__":{"polluted":1}},"metadata":{"sequenceNumber":1}}',
      ),
    );
    if (!reading.ok) throw new Error(reading.reason);
    expect(Object.getPrototypeOf(reading.stored.event)).toBe(Object.prototype);
    expect("polluted" in reading.stored.event).toBe(false);
    expect(JSON.stringify(reading.stored.event)).toContain('"__proto__":{"polluted":1}');
  });

  test("never throws, whatever the JSON", () => {
    const record = fc.record(
      { type: fc.jsonValue(), event: fc.jsonValue(), metadata: fc.jsonValue(), id: fc.jsonValue() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), record), (value) => {
        expect(typeof readRecord(value).ok).toBe("boolean");
      }),
    );
  });

  test("does not follow depth", () => {
    const depth = 200_000;
    const deep: unknown = JSON.parse(
      `{"type":"x","payload":${"[".repeat(depth)}${"]".repeat(depth)},"metadata":{"sequenceNumber":1}}`,
    );
    expect(readRecord(deep).ok).toBe(true);
  });
});
