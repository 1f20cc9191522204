import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { fixturesDirectory } from "../../testing/fixtures.ts";
import { readPlainLog } from "../../testing/plain-log.ts";
import { inSequenceOrder, projectView } from "./project-view.ts";
import { StorageUriClaims } from "./storage-uri-claims.ts";
import { SystemProjection } from "./system-projection.ts";

const fixtures = fixturesDirectory();

async function filesBelow(folder: string, pattern: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(pattern, { cwd: folder })) files.push(join(folder, file));
  return files.sort();
}

describe.skipIf(!fixtures).each([
  ["semiont-0.4.15-complete", "expected-state"],
  ["semiont-0.4.15-complete", "live-state"],
  ["real/gutenberg-flat-chained", "expected-state"],
  ["real/gutenberg-unchained", "expected-state"],
])("%s against upstream's %s (skipped without the fixtures)", async (name, stateName) => {
  const folder = join(fixtures ?? "", name);
  const streams = fixtures ? await readPlainLog(join(folder, "project")) : new Map();
  const state = join(folder, stateName);

  test("every view is the same, byte for byte", async () => {
    const files = await filesBelow(join(state, "resources"), "**/*.json");
    expect(files).toHaveLength(streams.size - 1);
    for (const file of files) {
      const id = basename(file, ".json");
      const view = projectView(id, streams.get(id) ?? []);
      expect(JSON.stringify(view, null, 2)).toBe(readFileSync(file, "utf8"));
    }
  });

  test("the entity types are the same", () => {
    const projection = new SystemProjection();
    for (const { event } of streams.get("__system__") ?? []) projection.apply(event);
    const file = join(state, "projections", "__system__", "entitytypes.json");
    expect(JSON.stringify({ entityTypes: projection.entityTypes() }, null, 2)).toBe(readFileSync(file, "utf8"));
  });

  test("the storage URIs are the same", async () => {
    const claims = new StorageUriClaims();
    for (const [id, events] of streams) for (const { event } of inSequenceOrder(events)) claims.apply(id, event);
    const expected = (await filesBelow(join(state, "projections"), "storage-uri/**/*.json")).map((file): unknown =>
      JSON.parse(readFileSync(file, "utf8")),
    );
    const actual = [...claims.owners()].map(([uri, resourceId]) => ({ uri, resourceId }));
    expect(actual).toHaveLength(expected.length);
    expect(actual).toEqual(expect.arrayContaining(expected));
  });
});
