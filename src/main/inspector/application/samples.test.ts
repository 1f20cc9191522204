import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startTestInspector } from "../../../testing/inspector-client.ts";

const samples = fileURLToPath(new URL("../../../../samples", import.meta.url));

test("the bundled samples are listed and opened, and nothing is written beside them", async () => {
  const before = await listing();
  {
    await using test = await startTestInspector({ samples });
    const { page } = test;
    const { samples: listed } = await page.call("application.read", {});
    expect(listed.length).toBeGreaterThan(1);
    for (const { id } of listed) {
      const source = { kind: "sample" as const, id };
      const summary = await page.call("project.open", { operation: id, source });
      expect(summary).toMatchObject({
        sample: id,
        verdict: id.endsWith("damaged") ? expect.stringMatching(/suspect|unreadable/) : "verified",
      });
      expect(summary.stateFolder.startsWith(test.folder)).toBe(true);
      const preview = await page.call("rebuild.preview", { operation: "p", streams: null });
      await page.call("rebuild.run", { operation: "r", preview: preview.id });
    }
    // Samples are always at hand; they do not push a person's own projects from the list.
    expect(await page.call("projects.recent", {})).toEqual([]);
  }
  expect(await listing()).toEqual(before);
});

test("the damaged twin shows what its maker did to it", async () => {
  await using test = await startTestInspector({ samples });
  const { page } = test;
  await page.call("project.open", { operation: "o", source: { kind: "sample", id: "aurora-library-damaged" } });
  const expected: unknown = JSON.parse(await readFile(join(samples, "aurora-library-damaged.expected.json"), "utf8"));
  const { groups } = await page.call("integrity.read", {});
  const text = JSON.stringify(expected);
  for (const { code } of groups) expect(text).toContain(code);
});

async function listing(): Promise<string[]> {
  const names = await readdir(samples, { recursive: true });
  return Promise.all(names.sort().map(async (name) => `${name} ${(await stat(join(samples, name))).mtimeMs}`));
}
