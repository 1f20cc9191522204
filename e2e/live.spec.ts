import { appendFile, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { appendElsewhere, remarkOn } from "./app/other-process.ts";
import { runCommand } from "./app/server.ts";
import { expect, goTo, test } from "./app/test.ts";

/** “MS Fulmar”, 10 events. */
const FULMAR = "6d1dbea2ba16e70869c465220b1fb73c";

test("events of another process arrive without a click, wherever one is", async ({ page, workspace, openProject }) => {
  const folder = await workspace.sample("aurora-library");
  const views = workspace.stateFolder("Aurora Station Library");
  await openProject(folder);
  const screens = page.getByRole("navigation", { name: "Screens" });
  await expect(screens.getByRole("link", { name: "Timeline" })).toContainText("467");
  await appendElsewhere(workspace, folder, views, [remarkOn(FULMAR, "her bell"), remarkOn(FULMAR, "the reading room")]);
  await expect(screens.getByRole("link", { name: "Timeline" })).toContainText("469");
  await expect(page.getByRole("contentinfo")).toContainText("469 events");

  await goTo(page, `r/${FULMAR}/timeline?order=newest`);
  const events = page.getByRole("treegrid", { name: "Events" });
  await expect(events.getByRole("row", { level: 1 }).first()).toContainText("the reading room");
  await appendElsewhere(workspace, folder, views, [remarkOn(FULMAR, "chartered every summer")]);
  await expect(events.getByRole("row", { level: 1 }).first()).toContainText("chartered every summer");
  await expect(page.getByRole("contentinfo").getByRole("link", { name: "Verified" })).toBeVisible();
});

test("a paused list keeps still and counts what waits", async ({ page, workspace, openProject }) => {
  const folder = await workspace.sample("aurora-library");
  await openProject(folder, `r/${FULMAR}/timeline?order=newest`);
  const events = page.getByRole("treegrid", { name: "Events" });
  await expect(events.getByRole("row", { level: 1 })).toHaveCount(10);
  await page.getByRole("button", { name: "Pause: keep the list as it is" }).click();
  await appendElsewhere(workspace, folder, workspace.stateFolder("Aurora Station Library"), [
    remarkOn(FULMAR, "182 tons"),
    remarkOn(FULMAR, "1938"),
  ]);
  await page.getByRole("button", { name: "2 new" }).click();
  await expect(events.getByRole("row", { level: 1 }).first()).toContainText("1938");
  await expect(events.getByRole("row", { level: 1 })).toHaveCount(12);
  // The chip is gone; keys go on in the list.
  await expect(events).toBeFocused();
});

test("half a line is no alarm while it may still be written, and a verdict is the same everywhere", async ({
  page,
  workspace,
  openProject,
}) => {
  const folder = await workspace.sample("aurora-library");
  await openProject(folder, `integrity`);
  const file = join(folder, ".semiont/events/79/c0", `${FULMAR}.jsonl`);
  const says = async (verdict: string) => {
    await expect(page.getByRole("contentinfo").getByRole("link", { name: verdict, exact: true })).toBeVisible();
    await expect(page.getByRole("toolbar", { name: "Integrity" })).toContainText(verdict);
    await expect(page).toHaveTitle(new RegExp(`^${verdict} · `, "u"));
  };
  await says("Verified");
  const whole = await readFile(file);
  await appendFile(file, '{"event":{"type":"mark:added"');
  // It has stayed: the writer was stopped in the middle.
  await says("Explained");
  await truncate(file, whole.length);
  await says("Verified");
  await writeFile(file, whole.toString().replace('"name":"MS Fulmar"', '"name":"MS Petrel"'));
  await says("Suspect");
  const { code } = await runCommand(workspace, "verify", folder);
  expect(code).toBe(1);
});

test("what was found stays where it is while the pointer is on it, and what is new waits", async ({
  page,
  workspace,
  openProject,
}) => {
  const folder = await workspace.sample("aurora-library");
  const views = workspace.stateFolder("Aurora Station Library");
  await openProject(folder, "search?q=piano");
  const results = page.getByRole("region", { name: "Results" });
  const hits = results.locator(".search-hit");
  await expect(hits.nth(1)).toContainText("piano");
  const found = await hits.allInnerTexts();
  await hits.nth(1).hover();
  await appendElsewhere(workspace, folder, views, [remarkOn(FULMAR, "the lamp")]);
  await expect(page.getByRole("contentinfo")).toContainText("468 events");
  // Of that, nothing was to be found.
  await expect(page.getByRole("button", { name: /new$|^Changed$/u })).toHaveCount(0);
  await hits.nth(1).focus();
  await appendElsewhere(workspace, folder, views, [remarkOn(FULMAR, "a piano on board")]);
  const chip = page.getByRole("button", { name: /new$/u });
  await expect(chip).toBeVisible();
  // A moment later rows out of sight are drawn as well.
  expect((await hits.allInnerTexts()).slice(0, found.length)).toEqual(found);
  await chip.click();
  await expect(results).toContainText("a piano on board");
  await expect(chip).toHaveCount(0);
  await expect(hits.first()).toBeFocused();
});

test("findings stay where they are while the pointer is on them, and what is new waits", async ({
  page,
  workspace,
  openProject,
}) => {
  const folder = await workspace.sample("aurora-library-damaged");
  await openProject(folder, "integrity");
  const findings = page.getByRole("grid", { name: "Findings" });
  const rows = findings.getByRole("row").filter({ hasNot: page.getByRole("columnheader") });
  await expect(rows.first()).toContainText("Suspect");
  const before = await rows.allInnerTexts();
  await rows.nth(3).hover();
  // Scrolled away from the top, what is new waits however long the pointer rests.
  await page.mouse.wheel(0, 40);
  await expect.poll(() => findings.evaluate((table) => table.scrollTop)).toBeGreaterThan(0);
  const file = join(folder, ".semiont/events/ca/ac/f96a148266d2f13bbcdcd26a572e923d.jsonl");
  const whole = await readFile(file, "utf8");
  await writeFile(file, whole.replace('"name":"Hallvard Lund"', '"name":"Halvard Lund"'));
  const chip = page.getByRole("button", { name: "1 new" });
  await expect(chip).toBeVisible();
  expect((await rows.allInnerTexts()).slice(0, before.length)).toEqual(before);
  await chip.click();
  await expect(chip).toHaveCount(0);
  await expect(findings).toBeFocused();
  await expect.poll(() => findings.evaluate((table) => table.scrollTop)).toBe(0);
});
