import { expect, test } from "./app/test.ts";

test("the altered record of the damaged sample is found from the welcome screen in four clicks", async ({
  page,
  openWelcome,
}) => {
  await openWelcome();
  await page.getByRole("button", { name: /^Aurora Station Library, damaged/ }).click();
  const verdict = page.getByRole("region", { name: "Verdict", exact: true });
  // The number beneath “Suspect”.
  await verdict.getByRole("term").filter({ hasText: "Suspect" }).locator("xpath=..").getByRole("link").click();
  await page.getByRole("row", { name: /Content altered/ }).click();
  const main = page.locator("main");
  await expect(main).toContainText("does not have the checksum that it was written with");
  await page.getByRole("link", { name: "Record and its hash" }).click();
  await expect(page.getByRole("heading", { level: 2, name: /agrees with 1815/ })).toBeVisible();
  await expect(page.getByRole("tabpanel")).toContainText(/[0-9a-f]{64}/);
});
