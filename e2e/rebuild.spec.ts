import { glob, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Locator } from "@playwright/test";
import { z } from "zod";
import { runCommand } from "./app/server.ts";
import { expect, test } from "./app/test.ts";

const PROJECT = "Aurora Station Library";

test("aged views are previewed, rebuilt after a confirmation, and right afterwards", async ({
  page,
  workspace,
  openProject,
}) => {
  await workspace.sampleViews("aurora-library", PROJECT);
  const folder = await workspace.sample("aurora-library");
  await openProject(folder, "rebuild");
  await page.getByRole("button", { name: "Preview what would change" }).click();
  const files = page.getByRole("grid", { name: "Files that differ" });
  await expect(files.getByRole("row", { name: /^Added Hallvard Lund/ })).toBeVisible();
  await expect(files.getByRole("row", { name: /^Changed MS Fulmar/ })).toBeVisible();
  await expect(files.getByRole("row", { name: /^Stale/ })).toBeVisible();
  const file = await fileOf(files.getByRole("row", { name: /^Changed MS Fulmar/ }));
  await files.getByRole("row", { name: /^Changed MS Fulmar/ }).click();
  const change = page.getByRole("region", { name: "Change", exact: true });
  await expect(change).toContainText(file);
  await expect(change).toContainText("currentChecksum");

  const fulmar = join(workspace.stateFolder(PROJECT), file);
  const before = await readFile(fulmar, "utf8");
  await page.getByRole("button", { name: /^Write \d+ files…/ }).click();
  expect(await readFile(fulmar, "utf8")).toBe(before);
  await page
    .getByRole("alertdialog")
    .or(page.getByRole("dialog"))
    .getByRole("button", { name: /^Write/ })
    .click();
  await expect(page.locator("main")).toContainText("The views are up to date");
  const view = z
    .object({ annotations: z.object({ version: z.int() }) })
    .parse(JSON.parse(await readFile(fulmar, "utf8")));
  expect(view.annotations.version).toBe(10);

  const { code, output } = await runCommand(workspace, "rebuild", folder, "--dry-run", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ resources: 32, added: 0, changed: 0, stale: 1, failed: [] });
});

test("entity types and storage addresses that would change are listed by name, and the result is kept", async ({
  page,
  workspace,
  openProject,
}) => {
  await workspace.sampleViews("aurora-library", PROJECT);
  const types = join(workspace.stateFolder(PROJECT), "projections", "__system__", "entitytypes.json");
  const known = z.object({ entityTypes: z.array(z.string()) }).parse(JSON.parse(await readFile(types, "utf8")));
  const [first, ...others] = known.entityTypes;
  await writeFile(types, JSON.stringify({ entityTypes: [...others, "Unicorn"] }));
  await openProject(await workspace.sample("aurora-library"), "rebuild");
  await page.getByRole("button", { name: "Preview what would change" }).click();
  await page.getByRole("row", { name: /Entity types/ }).click();
  const entries = page.getByRole("list", { name: "Entries that differ" });
  await expect(entries.getByRole("listitem").filter({ hasText: `${first}` })).toContainText("comes in");
  await expect(entries.getByRole("listitem").filter({ hasText: "Unicorn" })).toContainText("is taken out");

  await page.getByRole("button", { name: /^Write \d+ files…/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Write them" }).click();
  await expect(page.getByRole("status", { name: "Result of the rebuild" })).toBeVisible();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Keep as Markdown" }).click();
  const report = await readFile(await (await coming).path(), "utf8");
  expect(report).toContain("- removed: Unicorn");
});

test("a preview is still there after a look at another screen", async ({ page, workspace, openProject }) => {
  await workspace.sampleViews("aurora-library", PROJECT);
  await openProject(await workspace.sample("aurora-library"), "rebuild");
  await page.getByRole("button", { name: "Preview what would change" }).click();
  const files = page.getByRole("grid", { name: "Files that differ" });
  await expect(files.getByRole("row", { name: /^Changed MS Fulmar/ })).toBeVisible();
  const screens = page.getByRole("navigation", { name: "Screens" });
  await screens.getByRole("link", { name: "Resources" }).click();
  await expect(page.getByRole("grid", { name: "Resources" })).toBeVisible();
  await screens.getByRole("link", { name: "Rebuild" }).click();
  await expect(files.getByRole("row", { name: /^Changed MS Fulmar/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Write \d+ files…/ })).toBeEnabled();
});

test("a rebuild that runs while another screen is shown is seen again, running or done", async ({
  page,
  workspace,
  openProject,
}) => {
  const folder = await workspace.sample("aurora-library");
  await multiply(folder, 400);
  await openProject(folder, "rebuild");
  await page.getByRole("button", { name: "Preview what would change" }).click();
  await page.getByRole("button", { name: /^Write [\d,]+ files…/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Write them" }).click();
  const screens = page.getByRole("navigation", { name: "Screens" });
  await screens.getByRole("link", { name: "Search" }).click();
  await expect(page.getByRole("textbox", { name: "Search the whole project" })).toBeVisible();
  await screens.getByRole("link", { name: "Rebuild" }).click();
  await expect(page.getByText("Writing views").or(page.getByText("The views are up to date"))).toBeVisible();
  await expect(page.getByText("The views are up to date")).toBeVisible();
});

/** Copies streams of a project under new ids, so that a rebuild has something to do. */
async function multiply(folder: string, times: number): Promise<void> {
  const events = join(folder, ".semiont", "events");
  for await (const path of glob("*/*/*.jsonl", { cwd: events })) {
    const id = basename(path, ".jsonl");
    const text = await readFile(join(events, path), "utf8");
    for (let copy = 0; copy < times / 32; copy += 1) {
      const name = `${id.slice(0, -4)}${copy.toString(16).padStart(4, "0")}`;
      await writeFile(join(events, dirname(path), `${name}.jsonl`), text.replaceAll(id, name));
    }
  }
}

async function fileOf(row: Locator): Promise<string> {
  return (await row.getByRole("gridcell").last().innerText()).trim();
}
