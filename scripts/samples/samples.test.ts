import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { verifyProject } from "../../src/main/event-store/integrity/verify-project.ts";
import { EVENT_TYPES } from "../../src/shared/events/catalogue.ts";
import type { Finding } from "../../src/shared/integrity/finding.ts";
import { findingSchema } from "../../src/shared/integrity/finding.ts";
import { FINDING_CAUSES, type FindingCode } from "../../src/shared/integrity/finding-causes.ts";
import { tellLibraryStory } from "./library-story.ts";
import { DAMAGED_SAMPLE, EXPECTED_FINDINGS, SOUND_SAMPLE, writeSamples } from "./write-samples.ts";

const bundled = fileURLToPath(new URL("../../samples", import.meta.url));

/** What the files of a sample cannot show, and what it would take. */
const NOT_SHOWN: Partial<Readonly<Record<FindingCode, string>>> = {
  "unreadable-file": "a disk or permissions that keep a file from being read",
  "history-rewritten": "a git repository around the log",
  "anchor-divergence": "an anchor that was saved earlier",
};

const expectedSchema = z.array(
  findingSchema.pick({
    code: true,
    cause: true,
    severity: true,
    stream: true,
    file: true,
    line: true,
    offset: true,
    sequence: true,
    eventId: true,
  }),
);

async function check(sample: string) {
  return verifyProject(join(bundled, sample, ".semiont", "events"));
}

describe("the bundled samples", () => {
  let written: string;
  beforeAll(async () => {
    written = await mkdtemp(join(tmpdir(), "semiont-samples-"));
    await writeSamples(written);
  });
  afterAll(() => rm(written, { recursive: true, force: true }));

  test("are what the script writes, byte for byte", async () => {
    const files = await filesIn(written);
    expect(await filesIn(bundled)).toEqual(files);
    for (const file of files) {
      expect(await readFile(join(bundled, file), "utf8"), file).toBe(await readFile(join(written, file), "utf8"));
    }
  });

  test("are small", async () => {
    const sizes = await Promise.all(
      (await filesIn(bundled)).map(async (file) => (await stat(join(bundled, file))).size),
    );
    expect(Math.max(...sizes)).toBeLessThan(1_048_576);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
  });

  test("tell of every event type", () => {
    const told = new Set(tellLibraryStory().moments.map(({ event }) => event.type));
    expect([...told].sort()).toEqual([...EVENT_TYPES].sort());
  });

  test("hold nothing to be found in the sound one", async () => {
    const { verdict, streams, findings } = await check(SOUND_SAMPLE);
    expect(findings).toEqual([]);
    expect(verdict).toBe("verified");
    expect(streams).toBe(33);
  });

  test("show in the damaged one exactly what its script did to it", async () => {
    const expected = expectedSchema.parse(JSON.parse(await readFile(join(bundled, EXPECTED_FINDINGS), "utf8")));
    const { verdict, findings } = await check(DAMAGED_SAMPLE);
    const found = expectedSchema.parse(findings);
    expect(sorted(found)).toEqual(sorted(expected));
    expect(verdict).toBe("suspect");
  });

  test("show every cause of every finding in the damaged one", async () => {
    const shown = new Set((await check(DAMAGED_SAMPLE)).findings.map(nameOf));
    const all = Object.entries(FINDING_CAUSES).flatMap(([code, causes]) =>
      Object.hasOwn(NOT_SHOWN, code) ? [] : Object.keys(causes).map((cause) => nameOf({ code, cause })),
    );
    expect([...shown].sort()).toEqual(all.sort());
  });

  test("say of no finding the same twice", async () => {
    const { findings } = await check(DAMAGED_SAMPLE);
    expect(findings.filter(({ message }) => hasRepetition(message)).map(({ message }) => message)).toEqual([]);
  });
});

/** Whether four words in a row stand there twice. */
function hasRepetition(message: string): boolean {
  const words = message.toLowerCase().match(/[\p{L}\p{N}:.“”-]*[\p{L}\p{N}”]/gu) ?? [];
  const runs = words.slice(3).map((_, at) => words.slice(at, at + 4).join(" "));
  return new Set(runs).size < runs.length;
}

function nameOf({ code, cause }: Pick<Finding, "code" | "cause"> | { code: string; cause: string }): string {
  return `${code}: ${cause}`;
}

function sorted<Value>(values: readonly Value[]): string[] {
  return values.map((value) => JSON.stringify(value)).sort();
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
