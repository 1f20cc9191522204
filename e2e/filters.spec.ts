import { expect, goTo, test } from "./app/test.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("a filter is kept under a name, found again in the palette after a restart, sent as a link, and forgotten", async ({
  page,
  host,
  workspace,
  openProject,
}) => {
  const folder = await workspace.sample("aurora-library");
  await openProject(folder, "timeline");
  const field = page.getByRole("textbox", { name: "Filter events" });
  await field.fill("type:job:failed");
  await page.getByRole("button", { name: "Saved filters" }).click();
  await page.getByRole("textbox", { name: /^Keep/ }).fill("Failed jobs");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  const saved = page.getByRole("grid", { name: "Saved filters" });
  await expect(saved.getByRole("row", { name: "Failed jobs" })).toBeVisible();
  await page.getByRole("button", { name: "Copy link to Failed jobs" }).click();
  await expect(page.getByText("Link copied")).toBeVisible();
  expect(await host.copied()).toContain("filter=type%3Ajob%3Afailed");

  // A name that is taken says what it would take the place of.
  await page.keyboard.press("Escape");
  await field.fill("type:job:started");
  await page.getByRole("button", { name: "Saved filters" }).click();
  await page.getByRole("textbox", { name: /^Keep/ }).fill("Failed jobs");
  await expect(page.getByRole("dialog", { name: "Saved filters" })).toContainText("This name has type:job:failed now.");
  await expect(page.getByRole("button", { name: "Replace" })).toBeVisible();
  await page.keyboard.press("Escape");

  await openProject(folder, "overview");
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("failed jobs");
  await expect(page.getByRole("menuitem", { name: /^Events: Failed jobs/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("type:job:failed");
  await expect(page.getByRole("treegrid", { name: "Events" }).getByRole("row").first()).toContainText("Job failed");

  await page.getByRole("button", { name: "Saved filters" }).click();
  await page.getByRole("button", { name: "Forget Failed jobs" }).click();
  await expect(page.getByText("No filter is kept for this list yet.")).toBeVisible();
});

test("a kept filter of resources is applied by a click, and is not among those of the search", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), "resources?filter=is%3Aarchived");
  const keep = async (name: string) => {
    await page.getByRole("button", { name: "Saved filters" }).click();
    await page.getByRole("textbox", { name: /^Keep/ }).fill(name);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("row", { name })).toBeVisible();
    await page.keyboard.press("Escape");
  };
  await keep("Put away");
  const field = page.getByRole("textbox", { name: "Filter resources" });
  await field.fill("");
  await page.getByRole("button", { name: "Saved filters" }).click();
  await page.getByRole("row", { name: "Put away" }).click();
  await expect(field).toHaveValue("is:archived");
  await expect(page.locator("main").getByRole("status").first()).toHaveText("2 of 33");

  await goTo(page, "search?q=piano");
  await page.getByRole("button", { name: "Saved filters" }).click();
  await expect(page.getByText("No filter is kept for this list yet.")).toBeVisible();
});

test("changes of a filter are undone and done again, by keys and by the button that stays after emptying it", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), "resources");
  const field = page.getByRole("textbox", { name: "Filter resources" });
  await field.fill("is:archived");
  await page.getByRole("button", { name: "Empty the filter" }).click();
  await expect(field).toHaveValue("");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(field).toHaveValue("is:archived");

  await page.getByRole("group", { name: "Facets" }).getByRole("button", { name: "Verdict" }).click();
  await page.getByRole("option", { name: /Verified/ }).click();
  await page.keyboard.press("Escape");
  await expect(field).toHaveValue('is:archived verdict:"verified"');
  await page.getByRole("grid", { name: "Resources" }).focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(field).toHaveValue("is:archived");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(field).toHaveValue("");
  // Pressed until the latest is back: two keys within one frame count as one.
  await expect(async () => {
    await page.keyboard.press("ControlOrMeta+Shift+z");
    await expect(field).toHaveValue('is:archived verdict:"verified"', { timeout: 500 });
  }).toPass();
  // In the field itself the keys undo what was typed there.
  await field.focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" x");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(field).not.toHaveValue("is:archived");
});
