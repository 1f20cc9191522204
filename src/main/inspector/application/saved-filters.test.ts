import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startTestInspector } from "../../../testing/inspector-client.ts";
import { SavedFilters } from "./saved-filters.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "semiont-filters-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("filters are kept beyond the app's end, in the order in which they came", async () => {
  const filters = new SavedFilters(folder);
  expect(await filters.list()).toEqual([]);
  await Promise.all([
    filters.keep({ list: "events", name: "Failed jobs", text: "type:job:failed" }),
    filters.keep({ list: "resources", name: "Suspect", text: "verdict:suspect" }),
  ]);
  const kept = await new SavedFilters(folder).list();
  expect(kept.map(({ list, name, text }) => [list, name, text])).toEqual([
    ["events", "Failed jobs", "type:job:failed"],
    ["resources", "Suspect", "verdict:suspect"],
  ]);
  expect((await filters.forget(kept[0]?.id ?? "")).map(({ name }) => name)).toEqual(["Suspect"]);
});

test("a name stands once for each list", async () => {
  const filters = new SavedFilters(folder);
  await filters.keep({ list: "events", name: "Mine", text: "user:ada" });
  await filters.keep({ list: "search", name: "Mine", text: "ada" });
  const kept = await filters.keep({ list: "events", name: "Mine", text: "user:vera" });
  expect(kept.map(({ list, text }) => [list, text])).toEqual([
    ["search", "ada"],
    ["events", "user:vera"],
  ]);
});

test("a file that is not ours is said and left as it is", async () => {
  const file = join(folder, "saved-filters.json");
  await mkdir(folder, { recursive: true });
  await writeFile(file, "{]");
  const filters = new SavedFilters(folder);
  await expect(filters.list()).rejects.toMatchObject({ code: "unreadable", subject: file });
  await expect(filters.keep({ list: "events", name: "a", text: "b" })).rejects.toMatchObject({ code: "unreadable" });
  expect(await readFile(file, "utf8")).toBe("{]");
});

test("pages keep, read and forget them", async () => {
  await using started = await startTestInspector();
  const { page } = started;
  const [kept] = await page.call("filters.keep", { list: "events", name: "  Failed jobs ", text: "type:job:failed" });
  expect(await started.connect().call("filters.list", {})).toEqual([
    { id: kept?.id, list: "events", name: "Failed jobs", text: "type:job:failed" },
  ]);
  expect(await page.call("filters.forget", { id: kept?.id ?? "" })).toEqual([]);
  await expect(page.call("filters.keep", { list: "events", name: " ", text: "x" })).rejects.toMatchObject({
    code: "invalid-request",
  });
});
