import { expect, goTo, test } from "./app/test.ts";

/** “Ice core A7: field description”, 18 events. */
const STREAM = "6ce5351f89671a9d353248d2ca555a01";

test("a view is stepped through as it was, and the steps stand in the address", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), `r/${STREAM}/view`);
  const tools = page.getByRole("toolbar", { name: "Time travel" });
  await expect(tools.getByRole("status")).toHaveText("18 of 18 events");
  // What the last event did is said at the value, and at what folds it away; the list of events has the keys.
  const view = page.getByRole("tree", { name: "View" });
  await expect(view.getByRole("treeitem", { name: /changed ?version/ })).toBeVisible();
  await expect(view.getByRole("treeitem", { name: /Annotation.*2 changes inside/ })).toBeVisible();
  await page.keyboard.press("k");
  await expect(tools.getByRole("status")).toHaveText("17 of 18 events");
  await tools.getByRole("button", { name: "Before the first event" }).click();
  await expect(tools.getByRole("status")).toHaveText("0 of 18 events");
  await tools.getByRole("button", { name: "One event forward" }).click();
  await expect(page.getByRole("tree", { name: "View" })).toContainText("Ice core A7: field description");
  await expect(page).toHaveURL(/at=1\b/);
  await page.keyboard.press("]");
  await expect(tools.getByRole("status")).toHaveText("2 of 18 events");
  await expect(page.getByRole("tree", { name: "View" })).toContainText("Glaciology");
  await page.keyboard.press("[");
  await expect(page.getByRole("tree", { name: "View" })).not.toContainText("Glaciology");
  await page.getByRole("slider", { name: "Event" }).fill("12");
  await expect(tools.getByRole("status")).toHaveText("12 of 18 events");

  await goTo(page, `r/${STREAM}/view?at=time%3A2025-02-11T00%3A00%3A00.000Z`);
  await expect(tools.getByRole("status")).toHaveText("13 of 18 events");

  // The file is at no step: nothing is claimed of one.
  await goTo(page, `r/${STREAM}/view?at=disk`);
  await expect(tools.getByRole("status")).toHaveText("The file on disk");
  await expect(page.getByRole("link", { name: "What this event changed" })).toHaveCount(0);
  await page.getByRole("link", { name: "Make it from the log" }).click();
  await expect(page.getByRole("heading", { name: "Rebuild one view from the log" })).toBeVisible();
});

test("states past an altered record say that they are unproven", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library-damaged"), `r/${STREAM}/view?at=13`);
  await expect(page.getByRole("list", { name: "Colours of the track" })).toContainText("Proven");
  await expect(page.getByRole("link", { name: "See it in the chain" })).toHaveCount(0);
  await page.keyboard.press("]");
  await expect(page.getByRole("link", { name: "See it in the chain" })).toBeVisible();
});
