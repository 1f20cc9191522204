import { describe, expect, test } from "vitest";
import { diagnoseProject } from "../../../shared/integrity/diagnose-project.ts";
import type { Finding } from "../../../shared/integrity/finding.ts";
import {
  DIALECTS,
  type Dialect,
  type ExpectedFinding,
  found,
  type GoodStream,
  goodStream,
  linesOf,
  pick,
  seeded,
  textOf,
} from "../../../testing/damage.ts";
import { DAMAGES } from "../../../testing/damages.ts";
import { DAMAGES_UNSEEN } from "../../../testing/damages-of-order.ts";
import { compareStates, type LaidOutStream, layOut, pickLayout, STREAM_IDS } from "../../../testing/laid-out-stream.ts";

/** More seeds check more logs: `DAMAGE_SEEDS=1000`. */
const SEEDS = Number(process.env.DAMAGE_SEEDS ?? 40);

let checked = 0;

describe.each(Object.entries(DAMAGES))("%s", (name, damage) => {
  test.each(DIALECTS)("in a %s stream is found as what it is, and as nothing else", async (dialect) => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { random, stream } = start(dialect, name, seed);
      const damaged = damage(stream, random);
      if (damaged === undefined) continue;
      checked += 1;
      const files = layOut(stream.streamId, damaged.text, pickLayout(random));
      expect(await diagnosed(files), `seed ${seed}`).toEqual(sorted(damaged.expected));
    }
  });
});

describe("what leaves a chain that is good in itself is found with an anchor alone", () => {
  describe.each(Object.entries(DAMAGES_UNSEEN))("%s", (name, damage) => {
    test.each(DIALECTS)("in a %s stream", async (dialect) => {
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const { random, stream } = start(dialect, name, seed);
        const { text, cause, line } = damage(stream, random);
        checked += 1;
        // One file: an anchor tells the first line that differs of each file, and in rotated ones all behind it move.
        const layout = { ...pickLayout(random), linesPerFile: undefined };
        const files = layOut(stream.streamId, text, layout);
        expect(await diagnosed(files), `seed ${seed}`).toEqual([]);
        const { findings } = await compareStates(
          stream.streamId,
          layOut(stream.streamId, textOf(linesOf(stream)), layout),
          files,
        );
        expect(
          findings.map((finding) => `${finding.cause} ${finding.line}`),
          `seed ${seed}`,
        ).toEqual([`${cause} ${line}`]);
      }
    });
  });
});

describe("a record moved to another stream is found in both", () => {
  test.each(DIALECTS)("in %s streams", async (dialect) => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { random, stream } = start(dialect, "moved", seed);
      const otherId = "0123456789abcdef0123456789abcdef";
      const other = goodStream(dialect, otherId, stream.records.length, random);
      const at = pick(random, 1, stream.records.length - 1);
      const line = linesOf(stream)[at] ?? "";
      checked += 2;
      const [robbed, given] = diagnoseProject([
        await layOut(stream.streamId, textOf(linesOf(stream).toSpliced(at, 1)), pickLayout(random)).scan(),
        await layOut(otherId, textOf(linesOf(other).toSpliced(at, 0, line)), {
          folder: "",
          linesPerFile: undefined,
          isShipped: false,
        }).scan(),
      ]).streams;
      const isHashed = dialect !== "flat-unhashed";
      expect(codes(robbed?.findings ?? []), `seed ${seed}`).toEqual(
        isHashed ? ["link-mismatch record-missing", "sequence-gap record-removed"] : ["sequence-gap unproven"],
      );
      const lines = (given?.findings ?? []).map(({ code, cause, line: where }) => ({ code, cause, line: where ?? 0 }));
      expect(sorted(lines), `seed ${seed}`).toEqual(
        sorted([
          // Of a system event nothing says that it belongs elsewhere.
          ...(stream.streamId === "__system__" ? [] : [found("foreign-record", "other-resource", at)]),
          ...(isHashed
            ? [
                found("link-mismatch", "record-inserted", at),
                found("sequence-duplicate", "unproven", at),
                found("link-mismatch", "neighbour-misplaced", at + 1),
              ]
            : [found("sequence-duplicate", "unproven", at + 1)]),
        ]),
      );
    }
  });
});

describe("a flipped bit anywhere before the last record", () => {
  test.each(DIALECTS)("of a %s stream is reported where it is, and never taken for a torn line", async (dialect) => {
    for (let seed = 1; seed <= SEEDS * 8; seed += 1) {
      const { random, stream } = start(dialect, "flip", seed);
      const lines = linesOf(stream);
      const text = Buffer.from(textOf(lines));
      const end = Buffer.byteLength(textOf(lines.slice(0, -1)));
      const at = pick(random, 0, end);
      const flipped = Buffer.from(text);
      flipped[at] = (text[at] ?? 0) ^ (1 << pick(random, 0, 8));
      const line = text.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
      const layout = { ...pickLayout(random), linesPerFile: undefined };
      checked += 1;
      const files = layOut(stream.streamId, flipped, layout);
      const findings = await findingsOf(files);
      const context = `seed ${seed}: bit of byte ${at}, line ${line}: ${flipped.subarray(Math.max(0, at - 20), at + 20)}`;
      for (const finding of findings) {
        expect(finding.cause, context).not.toMatch(/^torn-/);
        // An id that became that of a later event is told where it stands the second time.
        const isDouble = finding.code === "duplicate-event-id" && finding.related?.[0]?.line === line;
        if (isDouble) continue;
        // A line break that is gone or new shifts what follows by one.
        expect(finding.line, context).toBeGreaterThanOrEqual(line);
        expect(finding.line, context).toBeLessThanOrEqual(line + 2);
      }
      const vouched = isVouchedFor(dialect, lines[line - 1] ?? "", at - (text.lastIndexOf(0x0a, at - 1) + 1));
      if (vouched === "suspect")
        expect(
          findings.map(({ severity }) => severity),
          context,
        ).toContain("suspect");
      if (vouched === "found") expect(findings, context).not.toEqual([]);
      const { findings: diverged } = await compareStates(stream.streamId, layOut(stream.streamId, text, layout), files);
      expect(
        diverged.map((finding) => `${finding.cause} ${finding.line}`),
        context,
      ).toEqual([`history-changed ${line}`]);
    }
  });
});

test("at least 2,000 logs were checked", () => {
  expect(checked).toBeGreaterThanOrEqual(2000);
  console.info(`${checked} damaged logs were checked with ${SEEDS} seeds.`);
});

/**
 * What a stream says by itself of a byte of a line: everything about an event, its checksum and its link; that a number is
 * off, which may be harmless; nothing of what a writer noted besides, nor of a record without hashes.
 */
function isVouchedFor(dialect: Dialect, line: string, at: number): "suspect" | "found" | "unvouched" {
  if (dialect === "flat-unhashed") return "unvouched";
  const bytes = Buffer.from(line);
  const metadata = bytes.lastIndexOf('"metadata":{');
  const start = (name: string) => bytes.indexOf(`"${name}"`, metadata);
  if (at < start("sequenceNumber")) return "suspect";
  if (at < start("streamPosition")) return "found";
  const link = start("prevEventHash");
  const behind = link < 0 ? start("checksum") : link;
  if (at < behind) return "unvouched";
  if (at >= start("checksum")) return "suspect";
  // The first record may say that it has no link, or say nothing.
  if (bytes.subarray(link).toString().startsWith('"prevEventHash":null')) return "unvouched";
  return "found";
}

function start(dialect: Dialect, name: string, seed: number): { random: () => number; stream: GoodStream } {
  const random = seeded(seed * 7919 + name.length);
  const streamId = STREAM_IDS[pick(random, 0, STREAM_IDS.length)] ?? STREAM_IDS[0];
  return { random, stream: goodStream(dialect, streamId, 4 + Math.floor(random() * 20), random) };
}

async function findingsOf(files: LaidOutStream) {
  const [stream] = diagnoseProject([await files.scan()]).streams;
  return (stream?.findings ?? []).map((finding) => ({ ...finding, line: files.lineOf(finding.file, finding.line) }));
}

/** The findings about a stream; lines are counted through all its files. */
async function diagnosed(files: LaidOutStream): Promise<readonly string[]> {
  return sorted(await findingsOf(files));
}

function codes(findings: readonly Finding[]): string[] {
  return findings.map(({ code, cause }) => `${code} ${cause}`).sort();
}

function sorted(findings: readonly ExpectedFinding[]): string[] {
  return findings.map(({ code, cause, line }) => `${line} ${code} ${cause}`).sort();
}
