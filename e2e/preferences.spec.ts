import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { startServer } from "./app/server.ts";
import { openWorkspace } from "./app/workspace.ts";

test("colours, times and the sizes of panes and columns are as they were left, though each start has an address of its own", async ({
  page,
}) => {
  await using workspace = await openWorkspace();
  const folder = await workspace.sample("aurora-library");
  const edge = page.getByRole("separator").first();
  const resources = page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Resources" });
  const events = page.getByRole("separator", { name: "Width of Events" });
  const name = page.getByRole("separator", { name: "Width of Name" });
  let dragged: number;
  {
    await using server = await startServer(workspace, folder);
    await page.goto(server.address);
    await page.getByRole("button", { name: /^Colours/ }).click();
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Timeline" }).click();
    await page.getByRole("treegrid", { name: "Events" }).getByRole("row").nth(1).click();
    await edge.focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await expect(edge).toHaveAttribute("aria-valuenow", "48");
    const kept = () =>
      readFile(join(workspace.folder, "config", "semiont-inspector", "preferences.json"), "utf8").catch(String);
    await expect.poll(kept).toMatch(/"theme": "dark",\s+"split:timeline": "0\.4[78]/);
    await resources.click();
    await runCommand(page, "wider events");
    await expect(events).toBeFocused();
    await expect(events).toHaveAttribute("aria-valuenow", "72");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expect(events).toHaveAttribute("aria-valuenow", "120");
    // A column that takes the room that is left starts from what it has.
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Home");
    await page.keyboard.press("Tab");
    await expect(name).toBeFocused();
    const drawn = await widthOf(name);
    expect(drawn).toBeGreaterThan(220);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => widthOf(name)).toBe(drawn - 8);
    await page.keyboard.press("Enter");
    await expect.poll(() => widthOf(name)).toBe(drawn);
    await expect(name).toHaveAttribute("aria-valuenow", String(drawn));
    await drag(page, name, 30);
    dragged = drawn + 30;
    await expect.poll(() => widthOf(name)).toBe(dragged);
    await expect(page.getByRole("grid", { name: "Resources" })).toBeFocused();
    // A width is kept once it rests.
    await expect.poll(kept).toMatch(new RegExp(`"widths:resources": .*name.*${dragged}`));
  }
  await using server = await startServer(workspace, folder);
  await page.goto(server.address);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Timeline" }).click();
  await page.getByRole("treegrid", { name: "Events" }).getByRole("row").nth(1).click();
  await expect(edge).toHaveAttribute("aria-valuenow", "48");
  await resources.click();
  await expect.poll(() => widthOf(events)).toBe(120);
  await expect.poll(() => widthOf(name)).toBe(dragged);
  await runCommand(page, "own widths");
  await expect.poll(() => widthOf(events)).toBe(72);
  await expect(events).toHaveAttribute("aria-valuenow", "72");
});

/** Of the column at whose edge it stands, as it is drawn. */
function widthOf(edge: Locator): Promise<number> {
  return edge.evaluate((element) => element.parentElement?.offsetWidth ?? 0);
}

async function drag(page: Page, edge: Locator, pixels: number): Promise<void> {
  const { x, y, width, height } = (await edge.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + pixels, y + height / 2, { steps: 3 });
  await page.mouse.up();
}

async function runCommand(page: Page, words: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
}
