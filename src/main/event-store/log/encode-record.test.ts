import { describe, expect, test } from "vitest";
import { EventValidator } from "../integrity/event-validator.ts";
import { type Dialect, PUBLISHED_DIALECT } from "./dialect.ts";
import { encodeRecord, type RecordPlace } from "./encode-record.ts";

const assigned = { id: "i", timestamp: "2026-04-11T00:00:00.000Z" };
const first: RecordPlace = { sequenceNumber: 1, previousChecksum: undefined, file: "a.jsonl", line: 1, offset: 0 };
const authored = { type: "mark:entity-tag-added", resourceId: "a", userId: "u", version: 1 } as const;

function encode(event: object, dialect: Dialect = PUBLISHED_DIALECT, place = first, correlationId?: string) {
  const text = JSON.stringify(event);
  return encodeRecord({ type: "mark:entity-tag-added", text }, assigned, dialect, place, correlationId);
}

describe("a record", () => {
  /** The hashes were made with Python's hashlib from texts written by hand. */
  test.each([
    [
      "plain",
      { ...authored, payload: { entityType: "T" } },
      "772c2bb22d95aeb3723ab406d68c12e842375db1ebc60992de4947b86474ede2",
    ],
    [
      "Unicode, unescaped",
      { ...authored, payload: { entityType: "Ζεύς 北京 🏳️‍🌈 é e\u0301 \u2028\u2029\u007f\u0085" } },
      "ccb83cb4a7d9b47c304f68214db4ec63de9b1d12419b5d77fdb929b8b171ead6",
    ],
    [
      "control characters",
      { ...authored, payload: { entityType: '\0\b\t\n\f\r\u001f"\\/' } },
      "a776e0955267960e1be6cc33c0dfec2fe2fb5e543b822213fd38c3680e6a626f",
    ],
    [
      "halves of surrogate pairs",
      { ...authored, payload: { entityType: "\ud800x\udc00" } },
      "3bd690485b2a2b5bc66d9ed8ea1d695cd7f8b912114147ce7aecb85aeb35bd21",
    ],
    [
      "numbers",
      {
        ...authored,
        payload: {
          entityType: "T",
          numbers: [0, -0, 1e21, 1e-7, 2 ** 53, 0.1, 123456789012345680000, Number.NaN, 5e-324, -1.5],
        },
      },
      "b7a290ed880a6b96b1fe1eef4ac115fed448d863b6e4dea0b0b01202c0f23b3c",
    ],
    [
      "the author's own field order",
      {
        payload: { z: 1, entityType: "T", a: { y: 1, x: 2 } },
        version: 1,
        userId: "u",
        type: "mark:entity-tag-added",
        resourceId: "a",
      },
      "a513f803c10e783a699cd7169ddf22f1fbb209ffb73946b528f586fed4a725cb",
    ],
    [
      "keys like integers, which come first",
      { ...authored, payload: { 10: "a", 1: "b", 2: "c", entityType: "T", "-1": "d", "01": "e" } },
      "3e211362b49dfd0750002e4f0b5ab7df272d5ac43c7219be21a2d4806360cea4",
    ],
    [
      "what JSON leaves out or changes",
      {
        ...authored,
        payload: { entityType: "T", nothing: undefined, when: new Date(Date.UTC(2026, 0, 1)), list: [undefined] },
      },
      "3f1678c3f02b3c13de8be1b7e216d4e7aaa743e91edebe131d2ebb68b8f53095",
    ],
    [
      "a key named __proto__",
      { ...authored, payload: JSON.parse('{"entityType":"T","__proto__":{"x":1}}') },
      "a1b8d36888ffaa02d849da1021607ebb3aa6923cb6e04aeea2d9ca8f8cb2be42",
    ],
  ])("has the golden checksum: %s", (_what, event, checksum) => {
    for (const shape of ["nested", "flat"] as const) {
      const { stored } = encode(event, { ...PUBLISHED_DIALECT, shape });
      expect(stored.metadata.checksum).toBe(checksum);
      expect(new EventValidator().validateChain([stored])).toEqual({ valid: true, errors: [] });
    }
  });

  const event = { ...authored, payload: { entityType: "T" } };
  const eventText =
    '"type":"mark:entity-tag-added","resourceId":"a","userId":"u","version":1,"payload":{"entityType":"T"},"id":"i","timestamp":"2026-04-11T00:00:00.000Z"';
  const hash = "772c2bb22d95aeb3723ab406d68c12e842375db1ebc60992de4947b86474ede2";
  const second = { ...first, sequenceNumber: 2, previousChecksum: "before", offset: 700, line: 9 };
  const shipped: Dialect = { ...PUBLISHED_DIALECT, shape: "flat", firstLink: "absent" };

  test("as published: nested, and null where nothing stands before", () => {
    expect(encode(event).bytes.toString()).toBe(
      `{"event":{${eventText}},"metadata":{"sequenceNumber":1,"streamPosition":0,"prevEventHash":null,"checksum":"${hash}"}}`,
    );
  });

  test("as shipped: flat, metadata last and in upstream's order", () => {
    expect(encode(event, shipped).bytes.toString()).toBe(
      `{${eventText},"metadata":{"sequenceNumber":1,"streamPosition":0,"checksum":"${hash}"}}`,
    );
    expect(encode(event, shipped, second, "c").bytes.toString()).toBe(
      `{${eventText},"metadata":{"sequenceNumber":2,"streamPosition":700,"prevEventHash":"before","checksum":"${hash}","correlationId":"c"}}`,
    );
  });

  test("as before 0.4.15: the old name goes into the checksum, and today's is what readers see", () => {
    const dialect: Dialect = { ...shipped, shape: "nested", typeNames: "dotted", hasMetadataTimestamp: true };
    const { bytes, stored } = encode(event, dialect, second);
    expect(bytes.toString()).toContain('{"event":{"type":"entitytag.added","resourceId":"a"');
    expect(bytes.toString()).toContain(
      '"streamPosition":700,"timestamp":"2026-04-11T00:00:00.000Z","prevEventHash":"before"',
    );
    expect(stored.event.type).toBe("mark:entity-tag-added");
    expect(stored.record).toMatchObject({ recordedType: "entitytag.added", line: 9, offset: 700 });
    expect(new EventValidator().validateEventChecksum(stored)).toBe(true);
  });

  test("as from 0.4.18 on: without hashes", () => {
    const text = encode(event, { ...shipped, hashForm: "none" }, second).bytes.toString();
    expect(text).toContain('"metadata":{"sequenceNumber":2,"streamPosition":700}');
  });
});
