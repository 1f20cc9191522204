import { describe, expect, test } from "vitest";
import { readRecord } from "../../../shared/events/read-record.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { type Dialect, goodStream, linesOf, seeded } from "../../../testing/damage.ts";
import { DAMAGES } from "../../../testing/damages.ts";
import { EventValidator } from "./event-validator.ts";

const validator = new EventValidator();
const random = seeded(11);

describe("a chain", () => {
  test.each(["nested", "nested-dotted", "flat", "flat-prefixed"] as const)("of %s records is valid", (dialect) => {
    expect(validator.validateChain(stored(linesOf(good(dialect)).join("\n")))).toEqual({ valid: true, errors: [] });
  });

  test("without hashes is not valid: nothing proves it", () => {
    const { valid, errors } = validator.validateChain(stored(linesOf(good("flat-unhashed")).join("\n")));
    expect(valid).toBe(false);
    expect(errors[0]).toContain("no checksum");
  });

  test("of no events is valid", () => {
    expect(validator.validateChain([])).toEqual({ valid: true, errors: [] });
  });

  test.each([
    "content altered",
    "record altered and hashed anew",
    "record removed",
    "record copied to a later place",
    "two lines swapped",
    "forged record put in",
    "writer started again",
    "numbers jump, links hold",
    "two appends at once",
  ])("with %s is invalid, whatever the cause", (name) => {
    const damaged = DAMAGES[name]?.(good("flat"), random);
    expect(validator.validateChain(stored(damaged?.text ?? "")).valid).toBe(false);
  });

  test("with its first record altered is invalid", () => {
    const [first = "", ...rest] = linesOf(good("flat"));
    const altered = first.replace('"version":1', '"version":2');
    const { errors } = validator.validateChain(stored([altered, ...rest].join("\n")));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^Event 1 .*checksum/);
  });
});

function good(dialect: Dialect) {
  return goodStream(dialect, "9bca89beafc3139df1fc1162c2be9ea1", 8, random);
}

/** As the log's reader gives them. */
function stored(text: string): StoredEvent[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const reading = readRecord(JSON.parse(line));
      if (!reading.ok) throw new Error(reading.reason);
      const { recordedType, shape } = reading;
      return { ...reading.stored, record: { recordedType, shape, file: "x.jsonl", line: 1, offset: 0, length: 1 } };
    });
}
