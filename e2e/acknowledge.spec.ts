import { expect, test } from "./app/test.ts";

test("an acknowledged finding stays listed, greyed and with its word, and the verdict says so without changing", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library-damaged"), "integrity");
  const findings = page.getByRole("grid", { name: "Findings" });
  const altered = findings.getByRole("row", { name: /Content altered/u });
  await altered.click();
  const side = page.getByRole("region", { name: "Finding" });
  await expect(side.getByRole("button", { name: "Acknowledge…" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("acknowledge this");
  await expect(page.getByRole("menuitem", { name: /^Acknowledge this finding/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(side.getByRole("textbox", { name: "What is known about it" })).toBeFocused();
  await side.getByRole("textbox", { name: "What is known about it" }).fill("the archivist’s correction of May");
  await side.getByRole("button", { name: "Acknowledge", exact: true }).click();
  await expect(side).toContainText("the archivist’s correction of May");
  await expect(altered).toContainText("Acknowledged");
  const verdict = page.getByRole("contentinfo").getByRole("link", { name: "Suspect (1 acknowledged)" });
  await expect(verdict).toBeVisible();
  await expect(page).toHaveTitle(/^Suspect \(1 acknowledged\) · /u);

  await page.reload();
  await expect(verdict).toBeVisible();
  await side.getByRole("button", { name: "Take back" }).click();
  await expect(altered).not.toContainText("Acknowledged");
  await expect(page.getByRole("contentinfo").getByRole("link", { name: "Suspect", exact: true })).toBeVisible();
});

test("the link of a finding leads back to it", async ({ page, context, workspace, openProject }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openProject(await workspace.sample("aurora-library-damaged"), "integrity");
  await page
    .getByRole("grid", { name: "Findings" })
    .getByRole("row", { name: /Content altered/u })
    .click();
  await page.getByRole("button", { name: "Copy link to this finding" }).click();
  await expect(page.getByText("Link copied")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.getByRole("region", { name: "Finding" })).toContainText("agrees with 1815");
});
