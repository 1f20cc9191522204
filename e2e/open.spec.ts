import { expect, test } from "./app/test.ts";

test("a project opens on its overview and says how it is", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"));
  await expect(page).toHaveTitle(/^Verified · Overview – Aurora Station Library/);
  await expect(page.getByRole("region", { name: "Verdict", exact: true })).toContainText("Verified");
  const screens = page.getByRole("navigation", { name: "Screens" });
  await expect(screens.getByRole("link", { name: "Resources" })).toContainText("32");
  await expect(screens.getByRole("link", { name: "Timeline" })).toContainText("467");
});

test("every number of the overview leads to the rows behind it", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library-damaged"));
  const verdict = page.getByRole("region", { name: "Verdict", exact: true });
  await expect(verdict).toContainText("Suspect");
  await verdict.getByRole("link", { name: "32", exact: true }).click();
  await expect(page.getByRole("grid", { name: "Resources" })).toBeVisible();
  await page.goBack();
  await verdict.getByRole("link", { name: "468", exact: true }).click();
  await expect(page.getByRole("treegrid", { name: "Events" })).toBeVisible();
  await page.goBack();
  // A bar of the chart leads by keys to just the events that it counts.
  const bars = page.getByRole("group", { name: "Events over time" }).getByRole("button");
  await bars.first().focus();
  await page.keyboard.press("End");
  const counted = /^\d+/.exec((await bars.last().getAttribute("aria-label")) ?? "")?.[0];
  await page.keyboard.press("Enter");
  await expect(page.locator("main").getByRole("status").first()).toHaveText(`${counted} of 468`);
});

test("a sample opens from the welcome screen, and closing it leads back there", async ({ page, openWelcome }) => {
  await openWelcome();
  await page.getByRole("button", { name: /^Aurora Station Library, damaged/ }).click();
  await expect(page.getByRole("region", { name: "Verdict", exact: true })).toContainText("Suspect");
  await page.getByRole("button", { name: "Project Aurora Station Library" }).click();
  await page.getByRole("menuitem", { name: "Close this project" }).click();
  await expect(page.getByRole("heading", { name: "Samples" })).toBeVisible();
  await expect(page).toHaveTitle(/^Welcome/);
});

test("resources are sorted, filtered and opened", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"), "resources");
  const grid = page.getByRole("grid", { name: "Resources" });
  const firstName = grid.getByRole("row").nth(1).getByRole("gridcell").first();
  await expect(firstName).toContainText("MS Fulmar");
  await grid.getByRole("columnheader", { name: "Events" }).getByRole("button", { name: "Events", exact: true }).click();
  await expect(firstName).toContainText("Wintering log of Aurora Station");
  await page.getByRole("textbox", { name: "Filter resources" }).fill("gull -2024");
  await expect(grid.getByRole("row", { name: /Ivory gull count, summer 2025/ })).toBeVisible();
  await expect(grid.getByRole("row", { name: /Ivory gull count, summer 2024/ })).toHaveCount(0);
  await page.getByRole("textbox", { name: "Filter resources" }).fill("is:archived");
  await expect(grid.getByRole("row", { name: /Hanseater drill: field manual/ })).toBeVisible();
  await expect(page.locator("main").getByRole("status").first()).toHaveText("2 of 33");
  await grid.getByRole("row", { name: /Hanseater drill: field manual/ }).dblclick();
  await expect(page.getByRole("treegrid", { name: "Events" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Timeline" })).toBeVisible();
});
