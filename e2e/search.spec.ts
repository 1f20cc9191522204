import { expect, test } from "./app/test.ts";

test("search finds names and texts as one types, and leads to the event", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"), "search");
  const field = page.getByRole("textbox", { name: "Search the whole project" });
  await field.fill("piano");
  const results = page.getByRole("region", { name: "Results" });
  await expect(results.getByRole("region", { name: "Resources" })).toContainText("On tuning a piano at minus thirty");
  await expect(results.locator("mark").first()).toHaveText(/piano/i);
  await field.fill("piano type:mark:added");
  await expect(results.getByRole("region", { name: "Resources" })).toHaveCount(0);
  const hit = results.getByRole("link", { name: /It was never in tune and it was never silent/ }).first();
  await expect(page.locator("main").getByRole("status")).toContainText("found in");
  await field.fill("“never silent”");
  await field.fill('"never silent" type:mark:added');
  await hit.click();
  await expect(page.getByRole("heading", { name: /It was never in tune/ })).toBeVisible();
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
});
