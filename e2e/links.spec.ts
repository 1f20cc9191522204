import { expect, goTo, test } from "./app/test.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("back and forward go through what was visited, and a copied link comes back to the same place", async ({
  page,
  host,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), "timeline?filter=type%3Ayield%3Amoved");
  await page
    .getByRole("treegrid", { name: "Events" })
    .getByRole("row", { name: /household-book/ })
    .click();
  await expect(page).toHaveURL(/event=/);
  await page.getByRole("button", { name: "Copy link to this place" }).click();
  await expect(page.getByText("Link copied")).toBeVisible();
  const link = await host.copied();

  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Resources" }).click();
  await expect(page.getByRole("grid", { name: "Resources" })).toBeVisible();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByRole("heading", { name: /household-book/ })).toBeVisible();
  await page.getByRole("button", { name: "Forward" }).click();
  await expect(page.getByRole("grid", { name: "Resources" })).toBeVisible();

  const other = await host.follow(link);
  await expect(other.getByRole("heading", { name: /household-book/ })).toBeVisible();
  await expect(other.getByRole("textbox", { name: "Filter events" })).toHaveValue("type:yield:moved");
});

test("an address that leads nowhere says so and offers a way out", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"));
  await goTo(page, "no/such/place");
  await expect(page.getByRole("heading", { name: "This address leads nowhere" })).toBeVisible();
  await page.getByRole("link", { name: "Go to the start" }).click();
  await expect(page.getByRole("heading", { name: "Samples" })).toBeVisible();
});
