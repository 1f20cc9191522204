import { mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeFileSystem } from "../file-system.ts";
import { leadsInto } from "./leads-into.ts";

let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "semiont-leads-")));
  await mkdir(join(root, "project", ".semiont", "events"), { recursive: true });
  await mkdir(join(root, "outside"));
  await symlink(join(root, "project", ".semiont"), join(root, "outside", "link"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

test.each([
  ["project/.semiont/events", true],
  ["project/.semiont/events/ab/not-there/file.jsonl", true],
  ["project/.semiont/events/../events/x", true],
  ["outside/link/events/x", true],
  ["outside/link/config", false],
  ["project/.semiont/events-of-mine", false],
  ["project/.semiont/..events", false],
  ["project", false],
  ["not-there/at/all", false],
])("%s leads into the log: %s", async (path, expected) => {
  const events = join(root, "project", ".semiont", "events");
  expect(await leadsInto(nodeFileSystem, join(root, path), events)).toBe(expected);
});
