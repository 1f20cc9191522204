import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);
const page = await readFile(new URL("docs/experience.md", root), "utf8");
/** Rows of tables, without their heads. */
const rows = page.split("\n").filter((line) => /^\| (?!What is there)/.test(line));

test("every row of the walk through the app names a test that is there", async () => {
  expect(rows.length).toBeGreaterThan(40);
  for (const row of rows) {
    const [, file = "", name = ""] = /`([^`]+\.(?:spec|test)\.tsx?)` › (.+) \|$/.exec(row) ?? [];
    const source = await readFile(new URL(file, root), "utf8").catch(() => "");
    expect(source, `${row} names a file that is not there`).not.toBe("");
    expect(source.includes(`"${name}"`), `${file} has no test “${name}”`).toBe(true);
  }
});
