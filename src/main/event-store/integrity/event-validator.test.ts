import { generateKeyPairSync, sign } from "node:crypto";
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

describe("a signature", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const publicKeyText = publicKey.export({ format: "pem", type: "spki" }).toString();
  const signed = (line: string) => {
    const { event, metadata } = JSON.parse(line);
    const signature = sign(null, Buffer.from(JSON.stringify(event)), privateKey).toString("base64");
    return { event, metadata, signature: { algorithm: "ed25519", publicKey: publicKeyText, signature } };
  };

  // Under an older name of its type an event was signed as it was written then.
  test.each(["nested", "nested-dotted"] as const)("of %s records holds for the event as it was written", (dialect) => {
    const lines = linesOf(good(dialect)).map((line) => JSON.stringify(signed(line)));
    const events = stored(lines.join("\n"));
    expect(events.map((event) => validator.validateEventSignature(event))).toEqual(events.map(() => "valid"));
    expect(validator.validateChain(events)).toEqual({ valid: true, errors: [] });
  });

  test("that does not belong to its event makes the chain invalid", () => {
    const [first = "", second = "", ...rest] = linesOf(good("nested"));
    const foreign = JSON.stringify({ ...signed(second), signature: signed(first).signature });
    const { errors } = validator.validateChain(stored([first, foreign, ...rest].join("\n")));
    expect(errors).toEqual([expect.stringMatching(/^Event 2 .*signature/)]);
  });

  test("is not missed where there is none, and not judged in a form that cannot be checked", () => {
    const [first = ""] = linesOf(good("nested"));
    const [plain] = stored(first);
    const [odd] = stored(JSON.stringify({ ...JSON.parse(first), signature: "signed" }));
    if (plain === undefined || odd === undefined) throw new Error("The records cannot be read.");
    expect(validator.validateEventSignature(plain)).toBe("absent");
    expect(validator.validateEventSignature(odd)).toBe("unverifiable");
    expect(validator.validateChain([odd]).valid).toBe(true);
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
