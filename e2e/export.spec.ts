import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./app/test.ts";

test("what a list shows is exported with its filter, as JSON, CSV and Markdown", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), "timeline?filter=type%3Amark%3Aarchived");
  await expect(page.locator("main").getByRole("status").first()).toHaveText("3 of 467");
  const events: unknown = JSON.parse(await exported(page, "Export these events", "As JSON"));
  expect(events).toHaveLength(3);
  const table = await exported(page, "Export these events", "As CSV");
  expect(table.trim().split("\r\n")).toHaveLength(4);

  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Resources" }).click();
  await page.getByRole("textbox", { name: "Filter resources" }).fill("is:archived");
  await expect(page.locator("main").getByRole("status").first()).toHaveText("2 of 33");
  // The palette does the same.
  const coming = page.waitForEvent("download");
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("export markdown");
  await expect(page.getByRole("menuitem", { name: /^Export these resources as Markdown/ })).toBeVisible();
  await page.keyboard.press("Enter");
  const markdown = await readFile(await (await coming).path(), "utf8");
  expect(markdown).toContain("Hanseater drill: field manual");
  expect(markdown.trim().split("\n")).toHaveLength(4);
});

async function exported(page: Page, list: string, format: string): Promise<string> {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: list }).click();
  await page.getByRole("menuitem", { name: format }).click();
  return readFile(await (await coming).path(), "utf8");
}
