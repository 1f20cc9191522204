import { expect, goTo, test } from "./app/test.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

/** “Ice core A7: field description”, 18 events. */
const STREAM = "6ce5351f89671a9d353248d2ca555a01";

test("the events that set a value are found from the value, and it is watched over the history", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), `r/${STREAM}/timeline?event=${STREAM}%3A2`);
  const stored = page.getByRole("tree", { name: "Stored event" });
  // What no view holds has no history to ask for.
  await expect(stored.getByRole("button", { name: "userId" })).toHaveCount(0);
  await stored.getByRole("button", { name: "entityType" }).click();
  await expect(page).toHaveURL(/\/view\?blame=%24\.resource\.entityTypes/);
  await expect(page.locator("main")).toContainText("Tagged as “Glaciology”");
  await page.getByRole("button", { name: "Close the history" }).click();
  const view = page.getByRole("tree", { name: "View" });
  const tag = view.getByRole("treeitem", { name: /Glaciology/ });
  await tag.hover();
  await tag.getByRole("button", { name: "Which events set this" }).click();
  await expect(page).toHaveURL(/blame=/);
  await expect(page.locator("main")).toContainText("Tagged as “Glaciology”");

  await view
    .getByRole("treeitem", { name: /^.{0,3}name/ })
    .first()
    .hover();
  await view.getByRole("button", { name: "Watch this value" }).click();
  await expect(page).toHaveURL(/watch=/);
  await page.getByRole("button", { name: /^Stop watching/ }).click();
  await tag.click();
  await page.keyboard.press("w");
  await expect(page).toHaveURL(/watch=/);
  await page.getByRole("tab", { name: "Watched values" }).click();
  const watched = page.getByRole("table");
  await expect(watched.getByRole("row").filter({ hasText: /^1–/ })).toBeVisible();
  await expect(watched.getByRole("row").filter({ hasText: /^2/ })).toContainText("Glaciology");
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("stop watching");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nothing is watched.")).toBeVisible();

  // No more than twelve are watched at once, and that is said.
  const twelve = Array.from({ length: 12 }, (_, at) => `$.value${at}`).join("\n");
  await goTo(page, `r/${STREAM}/view?watch=${encodeURIComponent(twelve)}`);
  await expect(page.getByRole("tab", { name: "Watched values 12" })).toBeVisible();
  await tag.click();
  await page.keyboard.press("w");
  await expect(page.getByText("12 values are watched already.")).toBeVisible();
});

test("time travel plays by itself, and jumps to a sequence number or a time", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), `r/${STREAM}/view?at=14`);
  const tools = page.getByRole("toolbar", { name: "Time travel" });
  await tools.getByRole("button", { name: "Play the history" }).click();
  await expect(tools.getByRole("status")).toHaveText("18 of 18 events");
  await expect(page.getByText("Played to the newest state")).toBeVisible();
  // Again from the start, all the faster.
  for (const _ of [1, 2, 3]) await page.keyboard.press(">");
  await expect(tools.getByRole("combobox", { name: "Speed of play" })).toHaveValue("fastest");
  await tools.getByRole("button", { name: "Play the history" }).press("Enter");
  await expect(tools.getByRole("status")).toHaveText(/^[1-9] of 18 events/);
  await expect(tools.getByRole("status")).toHaveText("18 of 18 events");
  await page.reload();
  await expect(tools.getByRole("combobox", { name: "Speed of play" })).toHaveValue("fastest");
  // By keys: the arrow opens the list, letters seek in it.
  await tools.getByRole("combobox", { name: /which state/ }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("at s");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: /sequence number/ }).fill("13");
  await page.keyboard.press("Enter");
  await expect(tools.getByRole("status")).toHaveText("13 of 18 events");
});

test("a difference is walked by keys, copied as a patch, and taken between two resources", async ({
  page,
  host,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), `r/${STREAM}/diff?from=5&to=head`);
  const rows = page.getByRole("treegrid", { name: "Differences" }).getByRole("row");
  await expect(rows.first()).toBeVisible();
  await page.getByRole("button", { name: "Next change" }).click();
  await expect(rows.and(page.locator("[aria-selected=true]"))).toBeVisible();
  await page.getByRole("button", { name: "Copy as JSON Patch" }).click();
  const patch: unknown = JSON.parse(await host.copied());
  expect(patch).toContainEqual(expect.objectContaining({ op: "add", path: expect.stringMatching(/^\/annotations\//) }));

  // By the palette, and with the keys that go on from there.
  const { keyboard } = page;
  await keyboard.press("ControlOrMeta+k");
  await keyboard.type("another resource");
  await expect(page.getByRole("menuitem", { name: /^Compare with another resource/ })).toBeVisible();
  await keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: /another resource/ })).toBeFocused();
  await keyboard.type("Lomvi, a poem");
  // What was there before the last letter gives way to what they find.
  await expect(page.getByRole("option").first()).toHaveText(/Lomvi, a poem/);
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Compare with the same resource again" })).toBeFocused();
  await expect(page).toHaveURL(/against=/);
  await expect(page.getByRole("treegrid", { name: "Differences" })).toContainText("Lomvi, a poem");
  for (const name of ["Ice core A7: field description", "Lomvi, a poem"]) {
    await expect(page.locator(".difference-side", { hasText: name })).toBeVisible();
  }
});

test("the event is found after which the view on disk and the log part", async ({ page, workspace, openProject }) => {
  await workspace.sampleViews("aurora-library", "Aurora Station Library");
  await openProject(
    await workspace.sample("aurora-library"),
    "r/6d1dbea2ba16e70869c465220b1fb73c/diff?from=disk&to=head",
  );
  await page.getByRole("button", { name: "Find the event where they part" }).click();
  await expect(page.locator("main")).toContainText(/Updated the content/);
});
