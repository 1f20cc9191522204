import { expect, test } from "./app/test.ts";

test("a timeline is filtered, folded and read down to the bytes", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library-damaged"), "timeline");
  const events = page.getByRole("treegrid", { name: "Events" });
  await expect(events.getByRole("row", { name: /Updated the content \(512 bytes\)/ })).toBeVisible();

  await page.getByRole("textbox", { name: "Filter events" }).fill("type:mark:archived");
  await expect(page.locator("main").getByRole("status").first()).toHaveText(/^3 of 466$/);
  await events.getByRole("row", { name: /given back to the institute/ }).click();
  await expect(page.getByRole("heading", { name: /given back to the institute/ })).toBeVisible();

  await page.getByRole("tab", { name: "Raw line" }).click();
  await expect(page.getByRole("tabpanel")).toContainText(".semiont/events/");
  await expect(page.getByRole("tabpanel")).toContainText('"type":"mark:archived"');
  await expect(page).toHaveURL(/detail=raw/);

  await page.getByRole("textbox", { name: "Filter events" }).fill("");
  await page.getByRole("radio", { name: "Grouped" }).click();
  await expect(events.getByRole("row").filter({ hasText: "Job" }).first()).toBeVisible();
});

test("the hash of an altered record is recomputed in front of the person", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library-damaged"), "timeline?filter=1815");
  await page
    .getByRole("treegrid", { name: "Events" })
    .getByRole("row", { name: /agrees with 1815/ })
    .click();
  await page.getByRole("tab", { name: "Hash" }).click();
  await expect(page.getByRole("tabpanel")).toContainText(/[0-9a-f]{64}/);
  await expect(page.locator("main")).toContainText("does not have the checksum that it was written with");
});
