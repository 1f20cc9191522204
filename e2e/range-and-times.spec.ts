import { expect, test } from "./app/test.ts";

test("a range of time is brushed on the minimap, and let go of again", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"), "timeline");
  const counted = page.locator("main").getByRole("status").first();
  await expect(counted).toHaveText("467");
  const from = page.getByRole("slider", { name: "Show events since" });
  const box = await from.locator("xpath=..").boundingBox();
  if (box === null) throw new Error("The minimap is not there.");
  const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const;
  await page.mouse.move(...at(0.5));
  await page.mouse.down();
  await page.mouse.move(...at(0.7), { steps: 5 });
  // What is about to be chosen is said while the pointer is down, and is what is chosen then.
  const range = page.locator(".minimap-range");
  await expect(range).toHaveText(/^2025-\d\d-\d\d – 2026-\d\d-\d\d · \d+ events$/);
  const said = await range.textContent();
  await page.mouse.up();
  const field = page.getByRole("textbox", { name: "Filter events" });
  await expect(field).toHaveValue(/since:.* until:/);
  const [, matching] = / (\d+) events$/.exec(said ?? "") ?? [];
  await expect(counted).toHaveText(`${matching} of 467`);
  await expect(range).toHaveText(said ?? "");

  // An edge is taken hold of and moved; the other one stays.
  const since = /since:(\S+)/.exec(await field.inputValue())?.[1];
  await page.mouse.move(...at(0.704));
  await page.mouse.down();
  await page.mouse.move(...at(0.8), { steps: 5 });
  await page.mouse.up();
  await expect(field).not.toHaveValue(new RegExp(said ?? ""));
  await expect(range).not.toHaveText(said ?? "");
  expect(/since:(\S+)/.exec(await field.inputValue())?.[1]).toBe(since);

  await page.getByRole("button", { name: "Show all of the time" }).click();
  await expect(field).toHaveValue("");
  await expect(counted).toHaveText("467");

  // What is left out limits the range, too, and a double click lets go of all of it.
  await field.fill("-since:2026");
  await expect(range).toHaveText(/ – 2025-12-31 · \d+ events$/);
  await page.mouse.dblclick(...at(0.3));
  await expect(field).toHaveValue("");
  await expect(counted).toHaveText("467");
  await from.focus();
  await page.keyboard.press("ArrowRight");
  await expect(field).toHaveValue(/since:/);
});

test("times are shown as local, in UTC, or as how long ago", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"), "timeline?filter=type%3Ayield%3Amoved");
  const first = page.getByRole("treegrid", { name: "Events" }).getByRole("row", { level: 1 }).first();
  const show = async (words: string) => {
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type(words);
    await expect(page.getByRole("menuitem", { name: `${words} Window` })).toBeVisible();
    await page.keyboard.press("Enter");
  };
  await show("Show times in UTC");
  await expect(first).toContainText("2026-06-15 15:00:00");
  await expect(page.getByRole("contentinfo").getByRole("button", { name: /UTC/ })).toBeVisible();
  await show("Show times as how long ago");
  await expect(first).toContainText(/ago|last|yesterday/);
  await show("Show times in local time");
  const hour = await page.evaluate(() => new Date("2026-06-15T15:00:00Z").getHours());
  await expect(first).toContainText(`${String(hour).padStart(2, "0")}:00:00`);
});

test("the scale of a short time tells its ends apart", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"), "timeline?filter=type%3Ayield%3Amoved");
  const ends = page.locator(".minimap-scale > span");
  await expect(ends.first()).toHaveText(/^\d{4}-\d\d-\d\d$/);
  await page
    .getByRole("treegrid", { name: "Events" })
    .getByRole("row", { name: /Moved from/ })
    .first()
    .dblclick();
  await expect(page).toHaveURL(/\/r\//);
  expect(await ends.first().textContent()).not.toBe(await ends.last().textContent());
});
