import { describe, expect, test } from "vitest";
import { resourceId } from "../../../shared/events/ids.ts";
import { diagnoseStream } from "../../../shared/integrity/diagnose-stream.ts";
import { goodStream, lineOf, seeded } from "../../../testing/damage.ts";
import { filesInMemory } from "../../../testing/memory-files.ts";
import { scanStream } from "./scan-stream.ts";

const STREAM = "9bca89beafc3139df1fc1162c2be9ea1";

describe("numbers that were changed beside a chain that holds", () => {
  test("are suspect where they change the order in which views are replayed", async () => {
    expect(await found([1, 2, 4, 3, 5])).toEqual(["sequence-out-of-order renumbered-against-chain suspect 4"]);
    expect(await found([1, 2, 3, 1, 5])).toEqual(["sequence-duplicate renumbered-against-chain suspect 4"]);
    expect(await found([1, 2, 9, 4, 5])).toEqual(["sequence-out-of-order renumbered-against-chain suspect 3"]);
  });

  test("are explained where they do not", async () => {
    expect(await found([1, 2, 3, 3, 4])).toEqual(["sequence-duplicate renumbered explained 4"]);
    // The chain tells the order that the numbers leave open.
    expect(await found([1, 2, 4, 4, 5])).toEqual([
      "sequence-gap renumbered explained 3",
      "sequence-duplicate renumbered explained 4",
    ]);
    expect(await found([1, 2, 5, 6, 7])).toEqual(["sequence-gap renumbered explained 3"]);
  });
});

async function found(numbers: readonly number[]): Promise<string[]> {
  const stream = goodStream("flat", STREAM, numbers.length, seeded(1));
  const lines = stream.records.map((record, index) => lineOf("flat", record, { sequence: numbers[index] ?? 0 }));
  const path = `ab/${STREAM}.jsonl`;
  const fileSystem = filesInMemory("/log", { [path]: lines.map((line) => `${line}\n`).join("") });
  const scan = await scanStream({ fileSystem, eventsDir: "/log" }, { streamId: resourceId(STREAM), files: [path] });
  const { findings } = diagnoseStream(scan);
  return findings.map(({ code, cause, severity, line }) => `${code} ${cause} ${severity} ${line}`);
}
