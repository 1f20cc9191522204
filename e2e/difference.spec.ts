import { expect, test } from "./app/test.ts";

/** “Ice core A7: field description”, 18 events. */
const STREAM = "6ce5351f89671a9d353248d2ca555a01";

test("two points of a history are compared, as structure and as text", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"), `r/${STREAM}/diff?from=5&to=head`);
  const differences = page.getByRole("treegrid", { name: "Differences" });
  await expect(differences.getByRole("row", { name: /^Added/ }).first()).toBeVisible();
  await expect(page.getByRole("toolbar", { name: "Difference" })).toContainText("4 added");
  const bar = page.getByRole("toolbar", { name: "Difference" });
  await page.getByRole("button", { name: "Next change" }).click();
  await expect(bar.getByRole("status")).toHaveText("1 of 6");
  await page.getByRole("radio", { name: "Text" }).click();
  await expect(page.locator("main")).toContainText('"exact": "Tomas Reyes"');
  await expect(page.locator("main")).not.toContainText('"@id": ');
  await page.getByRole("button", { name: "71 lines the same" }).click();
  await expect(page.locator("main")).toContainText('"@id": ');
  await expect(page).toHaveURL(/form=text/);
  await page.getByRole("button", { name: "Swap the two sides" }).click();
  await expect(page).toHaveURL(/from=head/);
});

test("what was altered in the log shows against the views from before", async ({ page, workspace, openProject }) => {
  await workspace.sampleViews("aurora-library-damaged", "Aurora Station Library");
  await openProject(await workspace.sample("aurora-library-damaged"), `r/${STREAM}/diff?from=disk&to=head`);
  const differences = page.getByRole("treegrid", { name: "Differences" });
  await expect(differences).toContainText("Its depth agrees with 1783");
  await expect(differences).toContainText("Its depth agrees with 1815");

  await page.getByRole("button", { name: "Find the event where they part" }).click();
  await expect(page.locator("main")).toContainText("No step of the log gives the file on disk.");
  await page.getByRole("link", { name: /^\$\.annotations\.annotations\[\d+\]/ }).click();
  await expect(page.getByRole("tab", { name: "History of a value" })).toHaveAttribute("aria-selected", "true");
});
