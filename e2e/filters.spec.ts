import type { Page } from "@playwright/test";
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
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("keep this filter");
  await expect(page.getByRole("menuitem", { name: /^Keep this filter under a name/ })).toBeVisible();
  await page.keyboard.press("Enter");
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
  await expect(page.getByRole("treegrid", { name: "Events" }).getByRole("row", { level: 1 }).first()).toContainText(
    "Job failed",
  );

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("forget failed jobs");
  await expect(page.getByRole("menuitem", { name: /^Forget the filter Failed jobs/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("The filter Failed jobs is forgotten")).toBeVisible();
  await page.getByRole("button", { name: "Saved filters" }).click();
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
  await page.getByRole("button", { name: "Saved filters" }).click();
  await page.getByRole("button", { name: "Forget Put away" }).click();
  await expect(page.getByRole("row", { name: "Put away" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await keep("Put away");

  await goTo(page, "search?q=piano");
  await expect(page.getByRole("textbox", { name: "Search the whole project" })).toBeVisible();
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
  await page
    .getByRole("grid", { name: "Verdict" })
    .getByRole("row", { name: /^Verified/ })
    .click();
  await page.keyboard.press("Escape");
  await expect(field).toHaveValue('is:archived verdict:"verified"');
  await expect(page.getByRole("group", { name: "Facets" }).getByRole("button", { name: /^Verdict/ })).toBeFocused();
  await page.getByRole("grid", { name: "Resources" }).focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(field).toHaveValue("is:archived");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(field).toHaveValue("");
  await pressQuickly(page, "ControlOrMeta+Shift+z", 2);
  await expect(field).toHaveValue('is:archived verdict:"verified"');
  // In the field itself the keys undo what was typed there.
  await field.focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" x");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(field).not.toHaveValue("is:archived");
});

for (const { screen, noun, grid } of [
  { screen: "resources", noun: "resources", grid: "grid" },
  { screen: "timeline", noun: "events", grid: "treegrid" },
] as const) {
  test(`steps of a filter of ${noun} come back one by one, however quickly the keys are pressed`, async ({
    page,
    workspace,
    openProject,
  }) => {
    await openProject(await workspace.sample("aurora-library"), screen);
    const field = page.getByRole("textbox", { name: `Filter ${noun}` });
    for (const text of ["ice", "core", "sea", "letter"]) await field.fill(text);
    await page.getByRole(grid).focus();
    await pressQuickly(page, "ControlOrMeta+z", 3);
    await expect(field).toHaveValue("ice");
    await pressQuickly(page, "ControlOrMeta+Shift+z", 2);
    await expect(field).toHaveValue("sea");
    await pressQuickly(page, "ControlOrMeta+z", 9);
    await expect(field).toHaveValue("");
    await pressQuickly(page, "ControlOrMeta+Shift+z", 9);
    await expect(field).toHaveValue("letter");
    await page.keyboard.press("ControlOrMeta+z");
    await expect(field).toHaveValue("sea");
  });
}

test("a value is left out by its button or a key, stays in sight, and is let in again", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), "timeline");
  const field = page.getByRole("textbox", { name: "Filter events" });
  const facet = page.getByRole("group", { name: "Facets" }).getByRole("button", { name: /^Type/ });
  const before = await facet.boundingBox();
  await facet.click();
  const values = page.getByRole("grid", { name: "Type" });
  const rows = await values.getByRole("row").allInnerTexts();
  await values.getByRole("button", { name: "Leave out Job progress" }).click();
  await expect(field).toHaveValue('-type:"job:progress"');
  const progress = values.getByRole("row", { name: /^Job progress/ });
  await expect(progress).toContainText("83");
  await expect(values.getByRole("button", { name: "Leave out Job progress" })).toHaveAttribute("aria-pressed", "true");
  // Neither the values nor the button move under the pointer.
  expect((await values.getByRole("row").allInnerTexts()).map((text) => text.split("\n")[0])).toEqual(
    rows.map((text) => text.split("\n")[0]),
  );
  expect(await facet.boundingBox()).toEqual(before);

  await progress.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("-");
  await expect(field).toHaveValue(/^-type:"job:progress" -type:"[^"]+"$/);
  await progress.click();
  await expect(field).toHaveValue(/^-type:"[^"]+" type:"job:progress"$/);
  await values.getByRole("button", { name: "Leave out Job progress" }).click();
  await page.keyboard.press("Escape");
  await expect(facet).toHaveText("Type: not 2");
  await facet.click();
  await page.getByRole("dialog", { name: "Type" }).getByRole("button", { name: "Any" }).click();
  await expect(field).toHaveValue("");
  await page.keyboard.press("Escape");
  await expect(facet).toHaveText("Type");
});

test("facets stay where they are when nothing matches, and a field that is not there is named", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), "timeline");
  const field = page.getByRole("textbox", { name: "Filter events" });
  const facets = page.getByRole("group", { name: "Facets" });
  await expect(facets.getByRole("button")).not.toHaveCount(0);
  const before = [await field.boundingBox(), await facets.boundingBox()];
  await field.fill("nothing-has-this");
  await expect(page.getByRole("heading", { name: "No event matches the filter" })).toBeVisible();
  expect([await field.boundingBox(), await facets.boundingBox()].map((box) => box?.x)).toEqual(
    before.map((box) => box?.x),
  );
  await field.fill("colour:red");
  await expect(page.locator("main")).toContainText("There is no field “colour”. Fields: type, user, resource");
  // An expression filters, and its facet says it.
  await field.fill("type:/^job:/ -type:/progress$/");
  await expect(facets.getByRole("button", { name: /^Type/ })).toContainText("/^job:/, not /progress$/");
  await expect(page.getByRole("heading", { name: "No event matches the filter" })).toHaveCount(0);
  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Resources" }).click();
  await page.getByRole("textbox", { name: "Filter resources" }).fill("colour:red");
  await expect(page.locator("main")).toContainText("There is no field “colour”. Fields: name, verdict");
});

test("fields and their values are suggested, taken by keys, and in nobody’s way", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library"), "timeline");
  const field = page.getByRole("textbox", { name: "Filter events" });
  const events = page.getByRole("treegrid", { name: "Events" });
  const suggestions = page.getByRole("listbox", { name: "Suggestions" });
  await expect(events).toBeFocused();
  await page.keyboard.press("/");
  await page.keyboard.type("-ty");
  await expect(suggestions.getByRole("option")).toHaveText([/^type:/]);
  await page.keyboard.press("Tab");
  await expect(field).toHaveValue("-type:");
  await page.keyboard.type("job:c");
  await expect(suggestions.getByRole("option")).toHaveText([/^job:completed/]);
  await page.keyboard.press("ArrowDown");
  await expect(suggestions.getByRole("option", { selected: true })).toHaveText(/^job:completed/);
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("-type:job:completed");
  await expect(suggestions).toHaveCount(0);
  await expect(field).toBeFocused();

  // Escape closes suggestions first; Enter goes to the list while none is active.
  await page.keyboard.type(" us");
  await expect(suggestions).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(suggestions).toHaveCount(0);
  await expect(field).toHaveValue("-type:job:completed us");
  await page.keyboard.type("er");
  await expect(suggestions).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(events).toBeFocused();
  await expect(suggestions).toHaveCount(0);

  await page.getByRole("button", { name: "What can be filtered by" }).click();
  await expect(suggestions.getByRole("option", { name: /^since: at this time or later/ })).toBeVisible();
  await suggestions.getByRole("option", { name: /^has:/ }).click();
  await expect(field).toHaveValue("-type:job:completed user has:");
  await suggestions.getByRole("option", { name: /^correlation/ }).click();
  await expect(field).toHaveValue("-type:job:completed user has:correlation");
});

/** As fast as the page takes them: nothing is waited for between two presses. */
async function pressQuickly(page: Page, keys: string, times: number): Promise<void> {
  const held = keys.split("+");
  const key = held.pop() ?? "";
  for (const one of held) await page.keyboard.down(one);
  await Promise.all(Array.from({ length: times }, () => page.keyboard.press(key)));
  for (const one of held) await page.keyboard.up(one);
}
