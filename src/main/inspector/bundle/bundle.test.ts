import { Buffer } from "node:buffer";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Finding } from "../../../shared/integrity/finding.ts";
import { fixturesDirectory } from "../../../testing/fixtures.ts";
import { digestOf } from "../../../testing/observatory.ts";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import { verifyProject } from "../../event-store/integrity/verify-project.ts";
import { type BundleSource, planBundle } from "./bundle.ts";
import { writeBundle } from "./write-bundle.ts";
import { zipBundle } from "./zip-bundle.ts";

const damagedSample = fileURLToPath(new URL("../../../../samples/aurora-library-damaged", import.meta.url));
const fixtures = fixturesDirectory();
const WITH_FINDINGS = [
  "real/gutenberg-nested-chained",
  "real/gutenberg-flat-chained",
  "real/family-mixed-eras",
  "edge/tampered-first",
  "edge/malformed-middle-line",
  "edge/torn-last-line",
  "edge/duplicate-sequence",
].map((name) => join(fixtures ?? "", name, "project"));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "semiont-bundle-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function sourceOf(root: string): Promise<BundleSource> {
  const eventsDir = join(root, ".semiont", "events");
  const { findings } = await verifyProject(eventsDir);
  return { fileSystem: nodeFileSystem, root, eventsDir, name: "library", findings };
}

/** One of each code and cause in each stream, and of those that are many the first and the last. */
function someOf(findings: readonly Finding[]): readonly Finding[] {
  const groups = Map.groupBy(findings, ({ code, cause, stream }) => `${code} ${cause} ${stream}`);
  return [...groups.values()].flatMap((group) => [...new Set([group.at(0), group.at(-1)])]).filter((one) => !!one);
}

describe("a bundle of a finding", () => {
  const projects = fixtures === undefined ? [damagedSample] : [damagedSample, ...WITH_FINDINGS];

  test.each(projects)("shows it as the whole log does, and nothing that the log does not have: %s", async (root) => {
    const source = await sourceOf(root);
    const before = await digestOf(root);
    const known = new Map(source.findings.map((finding) => [finding.id + finding.cause, finding]));
    const some = someOf(source.findings);
    expect(some.length).toBeGreaterThan(0);
    for (const [index, finding] of some.entries()) {
      const out = join(folder, String(index));
      const bundle = await planBundle(source, { kind: "finding", finding }, null);
      await writeBundle(source, bundle, out);
      const check = await verifyProject(join(out, ".semiont", "events"));
      expect(check.findings, finding.id).toContainEqual(finding);
      expect(bundle.made).toEqual([]);
      for (const found of check.findings) expect(known.has(found.id + found.cause), found.id).toBe(true);
      for (const { path, to } of bundle.ranges) {
        const original = await readFile(join(source.eventsDir, path));
        const copy = await readFile(join(out, ".semiont", "events", path));
        expect(copy.equals(original.subarray(0, to))).toBe(true);
      }
      expect(existsSync(join(out, ".semiont", "config"))).toBe(existsSync(join(root, ".semiont", "config")));
    }
    expect(await digestOf(root)).toBe(before);
  });

  test.skipIf(fixtures === undefined)(
    "can be cut at its beginning too, and says which findings that made (skipped without fixtures)",
    async () => {
      const source = await sourceOf(join(fixtures ?? "", "real/gutenberg-flat-chained", "project"));
      const late = source.findings.filter(({ code, sequence }) => code === "checksum-mismatch" && (sequence ?? 0) > 20);
      const [finding] = late;
      if (finding === undefined) throw new Error("The fixture has no late finding.");
      const whole = await planBundle(source, { kind: "finding", finding }, null);
      const cut = await planBundle(source, { kind: "finding", finding }, 2);
      expect(cut.events).toBe(3);
      expect(cut.events).toBeLessThan(whole.events);
      expect(cut.made.length).toBeGreaterThan(0);
      await writeBundle(source, cut, join(folder, "cut"));
      const { findings } = await verifyProject(join(folder, "cut", ".semiont", "events"));
      expect(findings).toContainEqual(
        expect.objectContaining({ code: finding.code, cause: finding.cause, eventId: finding.eventId }),
      );
      expect(await readFile(join(folder, "cut", "BUNDLE.md"), "utf8")).toContain("only come from the cut");
    },
  );

  test("is refused for what no part of a log shows", async () => {
    const source = await sourceOf(damagedSample);
    const [any] = source.findings;
    if (any === undefined) throw new Error("The sample has no finding.");
    const finding: Finding = { ...any, code: "history-rewritten", cause: "content-edited" };
    await expect(planBundle(source, { kind: "finding", finding }, null)).rejects.toMatchObject({ code: "unsupported" });
  });

  test("is refused when the log does not show it any more", async () => {
    const root = join(folder, "project");
    await cp(damagedSample, root, { recursive: true });
    const source = await sourceOf(root);
    const finding = source.findings.find(({ cause }) => cause === "corrupt-line");
    if (finding?.file == null) throw new Error("The sample has no corrupt line.");
    const lines = (await readFile(join(root, finding.file), "utf8")).split("\n");
    await writeFile(join(root, finding.file), lines.toSpliced((finding.line ?? 0) - 1, 1).join("\n"));
    await expect(planBundle(source, { kind: "finding", finding }, null)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a bundle of a resource", () => {
  test("has all that is found in it, with the records of others that belong to that", async () => {
    const source = await sourceOf(damagedSample);
    for (const stream of new Set(source.findings.map((finding) => finding.stream))) {
      const bundle = await planBundle(source, { kind: "stream", stream, until: null }, null);
      expect(bundle.findings.filter((finding) => finding.stream === stream)).toEqual(
        source.findings.filter((finding) => finding.stream === stream),
      );
      expect(bundle.made).toEqual([]);
    }
  });

  test("ends with the record that is named", async () => {
    const source = await sourceOf(damagedSample);
    const altered = source.findings.find(({ cause }) => cause === "content-altered");
    if (altered === undefined) throw new Error("The sample has no altered record.");
    const { stream } = altered;
    const bundle = await planBundle(source, { kind: "stream", stream, until: altered }, null);
    expect(bundle.events).toBe(altered.line);
    expect(bundle.findings).toContainEqual(altered);
  });
});

describe("where it is written", () => {
  test("not into the project, by whatever way", async () => {
    const root = join(folder, "project");
    await cp(damagedSample, root, { recursive: true });
    await symlink(root, join(folder, "link"));
    const source = await sourceOf(root);
    const bundle = await planBundle(source, { kind: "stream", stream: "__system__", until: null }, null);
    const before = await digestOf(root);
    for (const place of [root, join(root, "new"), join(folder, "link", "deep", "er"), join(root, ".semiont")]) {
      await expect(writeBundle(source, bundle, place)).rejects.toMatchObject({ code: "not-allowed" });
    }
    expect(await digestOf(root)).toBe(before);
  });

  test("not over anything; an empty folder is taken", async () => {
    const source = await sourceOf(damagedSample);
    const bundle = await planBundle(source, { kind: "stream", stream: "__system__", until: null }, null);
    await mkdir(join(folder, "filled"));
    await writeFile(join(folder, "filled", "letter.txt"), "Dear");
    await expect(writeBundle(source, bundle, join(folder, "filled"))).rejects.toMatchObject({ code: "not-allowed" });
    await expect(writeBundle(source, bundle, join(folder, "filled", "letter.txt"))).rejects.toMatchObject({
      code: "not-allowed",
    });
    await mkdir(join(folder, "empty"));
    await writeBundle(source, bundle, join(folder, "empty"));
    expect((await readdir(join(folder, "empty"))).sort()).toEqual([".semiont", "BUNDLE.md"]);
    expect((await readdir(folder)).sort()).toEqual(["empty", "filled"]);
  });

  test("as an archive it has the same files", async () => {
    const source = await sourceOf(damagedSample);
    const finding = source.findings.find(({ cause }) => cause === "two-places");
    if (finding === undefined) throw new Error("The sample has no stream in two places.");
    const bundle = await planBundle(source, { kind: "finding", finding }, null);
    await writeBundle(source, bundle, join(folder, "out"));
    const archive = unzipSync(await zipBundle(source, bundle, new Date("2026-01-02T03:04:05Z")));
    const paths = bundle.ranges.map(({ path }) => `.semiont/events/${path}`);
    expect(paths.length).toBeGreaterThan(1);
    for (const path of ["BUNDLE.md", ".semiont/config", ...paths]) {
      const [name] = Object.keys(archive).filter((one) => one.endsWith(`/${path}`));
      expect(Buffer.from(archive[name ?? ""] ?? [])).toEqual(await readFile(join(folder, "out", path)));
    }
    expect(Object.keys(archive)).toHaveLength(2 + paths.length);
  });
});
