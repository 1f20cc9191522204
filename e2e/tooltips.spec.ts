import { expect, test } from "./app/test.ts";

test("what a button does is said to a mouse that rests on it and to keys that come to it, one at a time", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), "timeline");
  await expect(page.getByRole("treegrid", { name: "Events" })).toBeVisible();
  const tooltip = page.getByRole("tooltip");
  const back = page.getByRole("button", { name: "Back", exact: true });
  await back.hover();
  await expect(tooltip).toHaveText(/^Back/);
  await expect(tooltip.locator("kbd").first()).toBeVisible();
  await expect(back).toHaveAccessibleDescription("Back");
  // The mouse can go onto what is said, to read it.
  await tooltip.hover();
  await expect(tooltip).toBeVisible();
  await page.getByRole("button", { name: "Forward", exact: true }).hover();
  await expect(tooltip).toHaveText(/^Forward/);

  // Keys come to another one while the mouse still rests on the first.
  await page.getByRole("button", { name: /^Pause/ }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(tooltip).toHaveText(/^Newest first/);
  await page.keyboard.press("Escape");
  await expect(tooltip).toHaveCount(0);
  await expect(page).toHaveURL(/\/timeline$/);

  // Also on a text that is no control, and on a button that opens something.
  const live = page.getByRole("note").first();
  await live.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(tooltip).toHaveText(/^Watches /);
  await expect(live).toHaveAccessibleDescription(/^Watches /);
  const star = page.getByRole("button", { name: "Saved filters" });
  await star.hover();
  await expect(tooltip).toHaveText("Saved filters");
  await star.click();
  await expect(page.getByRole("dialog", { name: "Saved filters" })).toBeVisible();
  await expect(tooltip).toHaveCount(0);
});

test("a button that has been pressed says nothing about itself", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"), "timeline");
  const order = page.getByRole("button", { name: /^Newest first/ });
  await order.hover();
  await expect(page.getByRole("tooltip")).toBeVisible();
  await order.click();
  await expect(page.getByRole("tooltip")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Oldest first/ })).toBeFocused();
});
