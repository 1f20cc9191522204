import { expect, test } from "./app/test.ts";

test("search finds names and texts as one types, and leads to the event", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"), "search");
  const field = page.getByRole("textbox", { name: "Search the whole project" });
  await field.fill("piano");
  const results = page.getByRole("region", { name: "Results" });
  await expect(results.getByRole("region", { name: "Resources" })).toContainText("On tuning a piano at minus thirty");
  await expect(results.locator("mark").first()).toHaveText(/piano/i);
  // What is called just what was typed comes first, and each hit says where it matches.
  await field.fill("mark:added");
  await expect(results.getByRole("region").first()).toHaveAccessibleName("Event types");
  await expect(results.getByRole("link").first()).toContainText("typemark:added");
  await field.fill("job:failed");
  await expect(results.getByRole("region", { name: "Events" })).toContainText("Failed at the job");
  await field.fill("piano type:mark:added");
  await expect(results.getByRole("region", { name: "Resources" })).toHaveCount(0);
  const hit = results.getByRole("link", { name: /It was never in tune and it was never silent/ }).first();
  await expect(page.locator("main").getByRole("status")).toContainText("found in");
  await field.fill("“never silent”");
  await field.fill('"never silent" type:mark:added');
  // An expression marks what it fits.
  await field.fill("/never in t.ne|never \\w+lent/ type:mark:added");
  await expect(results.locator("mark").first()).toHaveText("never in tune");
  await hit.click();
  await expect(page.getByRole("heading", { name: /It was never in tune/ })).toBeVisible();
  // In the palette Enter takes the first hit, however quickly it was typed.
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("ice core a7");
  await expect(page.getByRole("menuitem", { name: /^Ice core A7/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "Where you are" })).toContainText("Ice core A7");
});

test("a search that finds nothing says so, and one that cannot be read says where", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), "search?q=walrus");
  await expect(page.locator("main")).toContainText("walrus");
  await expect(page.getByRole("textbox", { name: "Search the whole project" })).toHaveValue("walrus");
  await expect(page.getByRole("region", { name: "Results" }).getByRole("link")).toHaveCount(0);
  await page.getByRole("textbox", { name: "Search the whole project" }).fill("walrus /(tusk/");
  await expect(page.locator("main")).toContainText("A round bracket is not closed; write \\( for the bracket itself.");
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("walrus");
  await expect(page.getByRole("menuitem", { name: /^Nothing contains “walrus”/ })).toBeVisible();
});

test("of many hits those in sight are drawn, all are reached by keys, and a list has them all", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), "search?q=user");
  const results = page.getByRole("region", { name: "Results" });
  await expect(results.getByRole("heading", { name: "Annotations" })).toContainText("173, first 12");
  await page.getByRole("textbox", { name: "Search the whole project" }).press("ArrowDown");
  for (let row = 1; row <= 20; row += 1) await page.keyboard.press("ArrowDown");
  await expect(page.locator("#hit-20")).toBeFocused();
  await expect(page.locator("#hit-20")).toBeInViewport();
  await results.getByRole("link", { name: "Show all annotations" }).click();
  await expect(page.locator("main").getByRole("status")).toHaveText(/^173 of /);
});
