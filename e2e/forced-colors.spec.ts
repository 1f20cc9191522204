import type { Locator, Page } from "@playwright/test";
import { expect, goTo, test } from "./app/test.ts";

test.use({ contextOptions: { forcedColors: "active" } });

/** The document whose comment was altered; its id is the same in every run of the script that writes the sample. */
const STREAM = "6ce5351f89671a9d353248d2ca555a01";

test("where the system chooses the colours, what is chosen, found, later and proven still shows", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library-damaged"), `r/${STREAM}/timeline?event=${STREAM}%3A14`);
  const system = await systemColors(page);
  const expectChosen = async (chosen: Locator) => {
    await expect(chosen).toHaveCSS("background-color", system.Highlight);
    await expect(chosen).toHaveCSS("color", system.HighlightText);
  };

  await test.step("the row of an event, the screen one is on, and the part of the panel", async () => {
    const row = page.getByRole("treegrid", { name: "Events" }).getByRole("row", { selected: true });
    await expectChosen(row);
    await expect(row.getByText("Commented on", { exact: false }).first()).toHaveCSS("color", system.HighlightText);
    await expectChosen(page.locator(".side-bar-link[aria-current=page]"));
    const tab = page.getByRole("tab", { selected: true });
    await expect(tab).toHaveCSS("border-bottom-color", system.Highlight);
    await expect(page.getByRole("tab", { selected: false }).first()).toHaveCSS("border-bottom-color", system.Canvas);
  });

  await test.step("a row of the palette, and what was looked for in it", async () => {
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("piano");
    const focused = page.locator(".palette-item[data-focused]");
    await expect(page.getByRole("menuitem", { name: /Marked “Kvitfjord”/u })).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await expectChosen(focused);
    await expect(focused.locator("mark")).toHaveCSS("background-color", system.HighlightText);
    await page.keyboard.press("Escape");
    await goTo(page, "search?q=piano");
    await expectChosen(page.locator(".search-hit mark").first());
  });

  await test.step("the step one is at, later ones, and what the chain proves", async () => {
    await goTo(page, `r/${STREAM}/view?at=5`);
    const steps = page.locator(".travel-step");
    await expectChosen(steps.nth(4));
    await expect(steps.nth(5)).toHaveClass(/travel-step-later/u);
    await expect(steps.nth(5)).toHaveCSS("color", system.GrayText);
    const proven = await backgroundOf(steps.nth(0).locator(".travel-dot"));
    expect(await backgroundOf(steps.nth(13).locator(".travel-dot"))).not.toEqual(proven);
  });
});

async function backgroundOf(element: Locator): Promise<string> {
  return element.evaluate((node) => getComputedStyle(node).background);
}

/** How this system's colours are written where a style is asked for. */
function systemColors(page: Page) {
  return page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement("div"));
    const written = (color: string) => {
      probe.style.color = color;
      return getComputedStyle(probe).color;
    };
    const colors = {
      Highlight: written("Highlight"),
      HighlightText: written("HighlightText"),
      Canvas: written("Canvas"),
      GrayText: written("GrayText"),
    };
    probe.remove();
    return colors;
  });
}
