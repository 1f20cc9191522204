import { expect, test } from "./app/test.ts";

test("a timeline is filtered, folded and read down to the bytes", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library-damaged"), "timeline");
  const events = page.getByRole("treegrid", { name: "Events" });
  await expect(events.getByRole("row", { name: /Updated the content \(512 bytes\)/ })).toBeVisible();

  await page.getByRole("textbox", { name: "Filter events" }).fill("type:mark:archived");
  await expect(page.locator("main").getByRole("status").first()).toHaveText(/^3 of 468$/);
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

test("who closes the panel by its button goes on in the list by keys", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"), "timeline");
  await page.getByRole("treegrid", { name: "Events" }).getByRole("row").nth(2).click();
  await page.getByRole("button", { name: "Close the event" }).click();
  await expect(page.getByRole("treegrid", { name: "Events" })).toBeFocused();
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/event=/);
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

test("a link to an event shows it with its relations, and nothing is called new", async ({
  page,
  workspace,
  openProject,
}) => {
  const stream = "6ce5351f89671a9d353248d2ca555a01";
  await openProject(
    await workspace.sample("aurora-library"),
    `r/${stream}/timeline?event=${stream}%3A7&detail=related`,
  );
  const events = page.getByRole("treegrid", { name: "Events" });
  await expect(events.getByRole("row", { selected: true })).toContainText("Job progress");
  await expect(page.getByRole("button", { name: /^\d+ new$/ })).toHaveCount(0);
  const related = page.getByRole("tabpanel");
  await expect(related).toContainText("Completed the job reference-annotation");
  await related
    .getByRole("link", { name: /Completed the job/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 2, name: /Completed the job/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^\d+ new$/ })).toHaveCount(0);
});
