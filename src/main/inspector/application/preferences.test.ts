import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startTestInspector } from "../../../testing/inspector-client.ts";
import { KeptPreferences } from "./preferences.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "semiont-preferences-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("preferences are kept beyond the app's end, each key with its last value", async () => {
  const preferences = new KeptPreferences(folder);
  expect(await preferences.read()).toEqual({});
  await Promise.all([
    preferences.keep("theme", "light"),
    preferences.keep("split:timeline", "0.4"),
    preferences.keep("theme", "dark"),
  ]);
  expect(await new KeptPreferences(folder).read()).toEqual({ theme: "dark", "split:timeline": "0.4" });
});

test("of very many, those set longest ago give way", async () => {
  const preferences = new KeptPreferences(folder);
  for (let index = 0; index < 205; index += 1) await preferences.keep(`widths:table-${index}`, "{}");
  await preferences.keep("widths:table-5", "{}");
  await preferences.keep("theme", "dark");
  const kept = Object.keys(await preferences.read());
  expect(kept).toHaveLength(200);
  expect(kept).toContain("widths:table-5");
  expect(kept).not.toContain("widths:table-6");
});

test("a file that is not ours is said and left as it is", async () => {
  const file = join(folder, "preferences.json");
  await writeFile(file, "[]");
  const preferences = new KeptPreferences(folder);
  await expect(preferences.read()).rejects.toMatchObject({ code: "unreadable", subject: file });
  await expect(preferences.keep("theme", "dark")).rejects.toMatchObject({ code: "unreadable" });
  expect(await readFile(file, "utf8")).toBe("[]");
});

test("pages read and keep them, and nothing but them", async () => {
  await using started = await startTestInspector();
  const { page } = started;
  await page.call("preferences.keep", { key: "theme", value: "dark" });
  expect(await started.connect().call("preferences.read", {})).toEqual({ theme: "dark" });
  await expect(page.call("preferences.keep", { key: "__proto__", value: "x" })).rejects.toMatchObject({
    code: "invalid-request",
  });
});
