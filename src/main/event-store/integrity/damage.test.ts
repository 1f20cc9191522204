import { describe, expect, test } from "vitest";
import { diagnoseProject } from "../../../shared/integrity/diagnose-project.ts";
import { DAMAGES, type DamagedStream, DIALECTS, goodStream, seeded } from "../../../testing/damage.ts";
import { filesInMemory } from "../../../testing/memory-files.ts";
import { streamIdOf } from "../log/stream-reference.ts";
import { scanStream } from "./scan-stream.ts";

/** More seeds check more logs: `DAMAGE_SEEDS=1000`. */
const SEEDS = Number(process.env.DAMAGE_SEEDS ?? 40);
const STREAM = "9bca89beafc3139df1fc1162c2be9ea1";

let checked = 0;

describe.each(Object.entries(DAMAGES))("%s", (name, damage) => {
  test.each(DIALECTS)("in a %s stream is found as what it is, and as nothing else", async (dialect) => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const random = seeded(seed * 7919 + name.length);
      const damaged = damage(goodStream(dialect, STREAM, 4 + Math.floor(random() * 20), random), random);
      if (damaged === undefined) continue;
      checked += 1;
      const findings = await diagnosed(damaged, 1 + Math.floor(random() * 5), random() < 0.3);
      expect(findings, `seed ${seed}`).toEqual(sorted(damaged.expected));
    }
  });
});

test("at least 2,000 logs were checked", () => {
  expect(checked).toBeGreaterThanOrEqual(2000);
});

/** The findings about a damaged text, kept in one file or cut into rotated ones; lines are counted through all files. */
async function diagnosed({ text }: DamagedStream, perFile: number, isRotated: boolean): Promise<readonly string[]> {
  const lines = text.split(/(?<=\n)/);
  const size = isRotated ? perFile : lines.length;
  const files = Object.fromEntries(
    Array.from({ length: Math.ceil(lines.length / size) }, (_, index) => [
      `ab/${STREAM}/events-${String(index + 1).padStart(6, "0")}.jsonl`,
      lines.slice(index * size, (index + 1) * size).join(""),
    ]),
  );
  const source = { fileSystem: filesInMemory("/log", files), eventsDir: "/log" };
  const scan = await scanStream(source, { streamId: streamIdOf(STREAM), files: Object.keys(files) });
  const order = scan.files.map(({ path }) => `.semiont/events/${path}`);
  const [stream] = diagnoseProject([scan]).streams;
  return sorted(
    (stream?.findings ?? []).map(({ code, cause, file, line }) => ({
      code,
      cause,
      line: order.indexOf(file ?? "") * size + (line ?? 0),
    })),
  );
}

function sorted(findings: readonly { code: string; cause: string; line: number }[]): string[] {
  return findings.map(({ code, cause, line }) => `${line} ${code} ${cause}`).sort();
}
