import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diagnoseStream } from "../../../shared/integrity/diagnose-stream.ts";
import { DIALECTS, goodStream, linesOf, seeded, textOf } from "../../../testing/damage.ts";
import { DAMAGES } from "../../../testing/damages.ts";
import { filesInMemory } from "../../../testing/memory-files.ts";
import { linesOf as linesOfFile } from "../log/small-file.ts";
import { streamIdOf } from "../log/stream-reference.ts";
import { EventIdPrints } from "./event-id-prints.ts";
import { scanStream } from "./scan-stream.ts";
import { checkSoundStream } from "./sound-stream.ts";

const RUNS = Number(process.env.SOUND_RUNS ?? 3000);
const STREAM = "9bca89beafc3139df1fc1162c2be9ea1";

/** @returns whether the short check was enough; where it was, it says what the scan of everything says */
async function isEnough(text: string | Buffer, streamId = STREAM): Promise<boolean> {
  const path = `ab/${streamId}.jsonl`;
  const source = { fileSystem: filesInMemory("/log", { [path]: text }), eventsDir: "/log" };
  const stream = { streamId: streamIdOf(streamId), files: [path] };
  const prints = new EventIdPrints();
  const sound = await checkSoundStream(source, stream, prints);
  const whole = await checkSoundStream(source, stream, new EventIdPrints(), () => Buffer.from(text));
  expect(whole, "read at once or in parts").toEqual(sound);
  if (sound === undefined) {
    expect(prints.count).toBe(0);
    return false;
  }
  const scan = await scanStream(source, stream);
  expect(sound).toEqual({ events: scan.records.length, diagnosis: diagnoseStream(scan) });
  const expected = new EventIdPrints();
  for (const { eventId } of scan.records) expected.addText(eventId);
  expect(prints.toArray()).toEqual(expected.toArray());
  return true;
}

describe.each(DIALECTS)("a %s stream", (dialect) => {
  test("that is good needs only the short check", async () => {
    const good = goodStream(dialect, STREAM, 4000, seeded(5));
    expect(await isEnough(textOf(linesOf(good)))).toBe(true);
    expect(await isEnough("")).toBe(true);
  });

  // Two events of one id are no fault of the chain: their prints tell.
  const harmless = ["nothing at all", "id given to another event"];
  test.each(Object.entries(DAMAGES))("with %s is never taken for another", async (name, damage) => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const random = seeded(seed * 7919);
      const damaged = damage(goodStream(dialect, STREAM, 4 + Math.floor(random() * 20), random), random);
      if (damaged === undefined) continue;
      expect(await isEnough(damaged.text), `seed ${seed}`).toBe(harmless.includes(name));
    }
  });

  test("is said to be what the scan says, whatever becomes of its bytes and lines", async () => {
    const lines = linesOf(goodStream(dialect, STREAM, 6, seeded(9)));
    const change = fc.oneof(
      fc.record({ kind: fc.constant("byte"), at: fc.nat(), byte: fc.nat({ max: 255 }) }),
      fc.record({ kind: fc.constant("insert"), at: fc.nat(), byte: fc.constantFrom(0x0a, 0x20, 0x22, 0x5c, 0x7d) }),
      fc.record({ kind: fc.constantFrom("drop", "double", "swap"), at: fc.nat(), byte: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 2 }), async (changes) => {
        const kept = [...lines];
        for (const { kind, at } of changes) {
          const place = at % Math.max(1, kept.length);
          if (kind === "drop") kept.splice(place, 1);
          else if (kind === "double") kept.splice(place, 0, kept[place] ?? "");
          else if (kind === "swap") kept.unshift(...kept.splice(place, 1));
        }
        let bytes = Buffer.from(textOf(kept));
        for (const { kind, at, byte } of changes) {
          const place = at % Math.max(1, bytes.length);
          if (kind === "byte") bytes[place] = byte;
          if (kind === "insert")
            bytes = Buffer.concat([bytes.subarray(0, place), Buffer.of(byte), bytes.subarray(place)]);
        }
        await isEnough(bytes);
      }),
      { numRuns: Math.ceil(RUNS / DIALECTS.length) },
    );
  });
});

test("the records of the system stream belong to no resource", async () => {
  const text = textOf(linesOf(goodStream("flat", STREAM, 3, seeded(1))));
  expect(await isEnough(text, "__system__")).toBe(false);
  expect(await isEnough(text.replaceAll(`"resourceId":"${STREAM}",`, ""), "__system__")).toBe(false);
});

test("a record without an id after one with an id gives no print", async () => {
  const lines = linesOf(goodStream("flat-unhashed", STREAM, 4, seeded(9)));
  expect(await isEnough(textOf(lines).replace(`"id":"${STREAM}-2"`, `"other":"${STREAM}-2"`))).toBe(true);
});

test("an id of other characters than ASCII is compared as a text", async () => {
  const id = "Zürich-資料";
  expect(await isEnough(textOf(linesOf(goodStream("nested", id, 3, seeded(1)))), id)).toBe(false);
});

test("a file is split into lines at newlines and nowhere else", () => {
  const content = Buffer.from("a\u2028b\r\n\nlast");
  const lines = Array.from(linesOfFile(content), ({ bytes, ...place }) => ({ text: bytes.toString(), ...place }));
  expect(lines).toEqual([
    { text: "a\u2028b\r", line: 1, offset: 0, length: 6, isTerminated: true },
    { text: "", line: 2, offset: 7, length: 0, isTerminated: true },
    { text: "last", line: 3, offset: 8, length: 4, isTerminated: false },
  ]);
});
