import { readFile } from "node:fs/promises";
import { join } from "node:path";
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
  await files.getByRole("row", { name: /^Changed MS Fulmar/ }).click();
  await expect(page.locator("main")).toContainText("currentChecksum");

  const fulmar = join(
    workspace.stateFolder(PROJECT),
    await fileOf(files.getByRole("row", { name: /^Changed MS Fulmar/ })),
  );
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

async function fileOf(row: Locator): Promise<string> {
  return (await row.getByRole("gridcell").last().innerText()).trim();
}
