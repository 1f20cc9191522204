import { readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { removeCommandLine } from "../../../testing/command-line.ts";
import { buildObservatory, created, digestOf, type Observatory, tagged } from "../../../testing/observatory.ts";

let observatory: Observatory;
let stream: string;

beforeEach(async () => {
  observatory = await buildObservatory();
  stream = await observatory.writeStream("aa11", [created("A star"), tagged("Star")]);
});

afterEach(() => observatory[Symbol.asyncDispose]());
afterAll(removeCommandLine);

/** Everything that the command line writes where a person says. */
const WRITING: readonly (readonly [string, (project: string, place: string) => readonly string[]])[] = [
  ["export", (project, place) => ["export", project, "events", "--out", place]],
  ["anchor", (project, place) => ["anchor", project, "--out", place]],
  ["rebuild", (project, place) => ["rebuild", project, "--state-dir", place]],
  ["bundle", (project, place) => ["bundle", project, "aa11", "--out", place]],
];

test.each(WRITING)(
  "%s writes nothing among the project's own files, by whatever way it is led there",
  async (_name, given) => {
    const { project, folder } = observatory;
    const marker = join(project, ".semiont");
    const link = join(folder, "link");
    await symlink(join(marker, "events"), link);
    const before = await digestOf(project);
    for (const place of [stream, join(marker, "config"), join(marker, "events", "new"), join(link, "new"), marker]) {
      const { code, stderr } = await observatory.run(given(project, place));
      expect([place, code]).toEqual([place, 2]);
      expect(stderr).toMatch(/inside “\.semiont”|inside the project/);
    }
    expect(await digestOf(project)).toBe(before);
  },
);

test("an anchor takes the place of no other file, and an export of no folder", async () => {
  const { project, folder } = observatory;
  const notes = join(folder, "notes.md");
  await writeFile(notes, "mine");
  expect((await observatory.run(["anchor", project, "--out", notes])).code).toBe(2);
  expect(await readFile(notes, "utf8")).toBe("mine");
  const refused = await observatory.run(["export", project, "events", "--out", folder]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("is a folder") });
});
