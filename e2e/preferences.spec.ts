import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { startServer } from "./app/server.ts";
import { openWorkspace } from "./app/workspace.ts";

test("colours, times and the sizes of panes are as they were left, though each start has an address of its own", async ({
  page,
}) => {
  await using workspace = await openWorkspace();
  const folder = await workspace.sample("aurora-library");
  const edge = page.getByRole("separator").first();
  {
    await using server = await startServer(workspace, folder);
    await page.goto(server.address);
    await page.getByRole("button", { name: /^Colours/ }).click();
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Timeline" }).click();
    await page.getByRole("treegrid", { name: "Events" }).getByRole("row").nth(1).click();
    await edge.focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await expect(edge).toHaveAttribute("aria-valuenow", "48");
    await expect
      .poll(() =>
        readFile(join(workspace.folder, "config", "semiont-inspector", "preferences.json"), "utf8").catch(String),
      )
      .toMatch(/"theme": "dark",\s+"split:timeline": "0\.4[78]/);
  }
  await using server = await startServer(workspace, folder);
  await page.goto(server.address);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Timeline" }).click();
  await page.getByRole("treegrid", { name: "Events" }).getByRole("row").nth(1).click();
  await expect(edge).toHaveAttribute("aria-valuenow", "48");
});
