import { rename } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./app/test.ts";

// Where the host is a browser; the desktop has the dialog of its system.

test("a folder is chosen in the folder browser, and is among the recent projects afterwards", async ({
  page,
  workspace,
  openWelcome,
}) => {
  const home = await workspace.empty("home");
  await rename(await workspace.sample("aurora-library"), join(home, "library"));
  await workspace.empty("home/letters");
  await openWelcome();
  await page.getByRole("button", { name: "Open a folder" }).click();
  const dialog = page.getByRole("dialog", { name: "Open a project" });
  await dialog.getByRole("option", { name: "letters" }).click();
  await expect(dialog).toContainText("There are no folders in here.");
  const folder = dialog.getByRole("textbox", { name: "Folder" });
  await folder.fill("nowhere");
  await folder.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("There is no folder “nowhere” in");
  await folder.fill("../library/.semiont");
  await folder.press("Enter");
  // The whole path: what was typed is not where one is yet.
  await expect(folder).toHaveValue(join(home, "library", ".semiont"));
  await dialog.getByRole("button", { name: "Up" }).click();
  await expect(folder).toHaveValue(join(home, "library"));
  await expect(dialog.getByRole("option", { name: ".semiont" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Hidden folders" }).click();
  await expect(dialog.getByRole("option", { name: ".semiont" })).toBeVisible();
  await dialog.getByRole("button", { name: "Up" }).click();
  await dialog.getByRole("option", { name: "library" }).click();
  await expect(page.getByRole("region", { name: "Verdict", exact: true })).toContainText("Verified");
  await page.getByRole("button", { name: "Project Aurora Station Library" }).click();
  await page.getByRole("menuitem", { name: "Close this project" }).click();
  await page
    .getByRole("region", { name: "Recent projects" })
    .getByRole("link", { name: /Aurora Station Library/ })
    .click();
  await expect(page.getByRole("region", { name: "Verdict", exact: true })).toContainText("Verified");

  // The open project is not among those that can be forgotten; then it is.
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("forget");
  await expect(page.getByRole("menuitem", { name: /^Forget/ })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Project Aurora Station Library" }).click();
  await page.getByRole("menuitem", { name: "Close this project" }).click();
  await expect(page.getByRole("region", { name: "Recent projects" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("forget aurora");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Aurora Station Library is forgotten; its folder stays as it is")).toBeVisible();
  await expect(page.getByRole("region", { name: "Recent projects" })).toHaveCount(0);
});
