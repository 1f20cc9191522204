import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { diagnoseStream } from "../../../shared/integrity/diagnose-stream.ts";
import type { Finding } from "../../../shared/integrity/finding.ts";
import { pick, seeded } from "../../../testing/damage.ts";
import { fixturesDirectory } from "../../../testing/fixtures.ts";
import { layOut } from "../../../testing/laid-out-stream.ts";
import { nodeFileSystem } from "../file-system.ts";
import { discoverStreams } from "../log/discover-streams.ts";

const fixtures = fixturesDirectory();
const SEEDS = Number(process.env.DAMAGE_SEEDS ?? 40);
const LAYOUT = { folder: "ab/", linesPerFile: undefined, isShipped: false };

/** Logs of every era, with the forks, doubled numbers and migrations that real writers left in them. */
const LOGS = [
  "real/gutenberg-nested-chained",
  "real/gutenberg-flat-chained",
  "real/gutenberg-unchained",
  "real/family-mixed-eras",
  "semiont-0.4.15-complete",
  "edge/nested-format",
  "edge/unknown-types",
  "edge/duplicate-sequence",
  "edge/no-final-newline",
];

type Kind = "altered" | "removed" | "swapped" | "put in";
let checked = 0;

describe.skipIf(fixtures === undefined)("one damage in a fixture (skipped without them)", () => {
  test.each(LOGS)("in %s is found where it is, and all else is told as before", async (name) => {
    for (const { streamId, lines } of await streamsOf(name)) {
      const before = await findingsOf(streamId, lines);
      const isHashed = lines.every((line) => line.includes('"checksum":"'));
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const random = seeded(seed * 31 + streamId.length);
        const kind = (["altered", "removed", "swapped", "put in"] as const)[pick(random, 0, 4)] ?? "altered";
        // Without hashes only numbers can tell.
        if (!isHashed && kind === "altered") continue;
        const at = pick(random, 1, lines.length - 2);
        const { damaged, shift } = damage(lines, kind, at, random);
        const now = await findingsOf(streamId, damaged);
        checked += 1;
        const known = new Map(before.map((finding) => [identity(finding), finding]));
        const added = now.filter((finding) => !known.has(identity(finding)));
        const context = `${streamId}, seed ${seed}: ${kind} at line ${at + 1}\n${added.map(({ line, code, cause }) => `${line} ${code} ${cause}`).join("\n")}`;
        const links = eventsLinkedTo(lines, at);
        for (const { line, eventId } of added) {
          const distance = (line ?? 0) - (at + 1);
          const isNear = distance >= -1 && distance <= 3;
          expect(isNear || links.has(eventId ?? ""), context).toBe(true);
        }
        // A record that no other links to can be taken away or turned round without a trace but the number's.
        if (kind === "altered" || kind === "put in" || links.size > 0 || !isHashed) {
          expect(
            added.map(({ severity }) => severity),
            context,
          ).toContain("suspect");
        }
        const told = new Set(now.map(identity));
        for (const finding of before) {
          if (told.has(identity(finding))) continue;
          const distance = (finding.line ?? 0) - (at + 1);
          expect(
            Math.abs(distance) <= 3 + shift || links.has(finding.eventId ?? ""),
            `lost: ${identity(finding)}\n${context}`,
          ).toBe(true);
        }
      }
    }
  });

  afterAll(() => console.info(`${checked} damaged fixtures were checked with ${SEEDS} seeds.`));
});

function damage(lines: readonly string[], kind: Kind, at: number, random: () => number) {
  const line = lines[at] ?? "";
  switch (kind) {
    case "altered":
      return { damaged: lines.with(at, line.replace('"userId":"', '"userId":"x')), shift: 0 };
    case "removed":
      return { damaged: lines.toSpliced(at, 1), shift: 1 };
    case "swapped":
      return { damaged: lines.with(at, lines[at + 1] ?? "").with(at + 1, line), shift: 1 };
    case "put in": {
      const hash = Array.from({ length: 64 }, () => Math.floor(random() * 16).toString(16)).join("");
      const forged = line
        .replace(/"prevEventHash":"(sha256:)?[0-9a-f]{64}"/, `"prevEventHash":"$1${hash}"`)
        .replace(/"id":"[^"]*","timestamp"/, '"id":"forged","timestamp"');
      return { damaged: lines.toSpliced(at, 0, forged), shift: 1 };
    }
  }
}

/** Ids of the events whose records link to that of a line. */
function eventsLinkedTo(lines: readonly string[], at: number): ReadonlySet<string> {
  const [, checksum = "none"] = /"checksum":"((?:sha256:)?[0-9a-f]{64})"[^"]*$/.exec(lines[at] ?? "") ?? [];
  const children = lines.filter((line) => line.includes(`"prevEventHash":"${checksum}"`));
  return new Set(children.flatMap((line) => /"id":"([^"]*)","timestamp"/.exec(line)?.[1] ?? []));
}

function identity({ code, cause, eventId, line }: Finding): string {
  return `${code} ${cause} ${eventId ?? line}`;
}

async function findingsOf(streamId: string, lines: readonly string[]): Promise<readonly Finding[]> {
  return diagnoseStream(await layOut(streamId, lines.map((line) => `${line}\n`).join(""), LAYOUT).scan()).findings;
}

async function streamsOf(name: string) {
  const eventsDir = join(fixtures ?? "", name, "project", ".semiont", "events");
  const { streams } = await discoverStreams(nodeFileSystem, eventsDir);
  const read = await Promise.all(
    streams.map(async ({ streamId, files }) => {
      const texts = await Promise.all(files.map((file) => readFile(join(eventsDir, file), "utf8")));
      const lines = texts
        .join("")
        .split("\n")
        .filter((line) => line.trim() !== "");
      return { streamId, lines };
    }),
  );
  return read.filter(({ lines }) => lines.length >= 4);
}
