import type { Page } from "@playwright/test";
import { expect, goTo, test } from "./app/test.ts";

/** The document whose comment was altered; its id is the same in every run of the script that writes the sample. */
const STREAM = "6ce5351f89671a9d353248d2ca555a01";

/** Each with what it is about, which is there before anything is walked through. */
const PLACES = {
  overview: ".overview-columns",
  [`resources?resource=${STREAM}`]: ".data-table-row",
  "timeline?density=grouped": ".timeline-row",
  [`r/${STREAM}/timeline?event=${STREAM}%3A4`]: ".event-detail-head",
  // Only a suspect event has this part; the panel of the one before stays until it is there.
  [`r/${STREAM}/timeline?event=${STREAM}%3A14&detail=trace`]: ".event-detail [role=tab]:text('Trace')",
  [`r/${STREAM}/view?at=5`]: ".travel-step",
  [`r/${STREAM}/diff?from=5&to=head`]: ".difference-row",
  integrity: ".data-table-row",
  "integrity?show=streams": ".data-table-row",
  "integrity?show=anchor": "h2",
  [`integrity/chain/${STREAM}`]: ".chain-row",
  rebuild: "button",
  "search?q=piano": ".search-hit",
};

declare global {
  interface Window {
    /** What had the focus since the walk began. */
    reached: Set<Element>;
    /** Elements by number. */
    names: Map<Element, number>;
  }
}

test("whatever can be clicked is reached by keys, on every screen", async ({ page, workspace, openProject }) => {
  test.slow();
  await openProject(await workspace.sample("aurora-library-damaged"));
  await page.evaluate(() => {
    window.reached = new Set();
    window.names = new Map();
    document.addEventListener("focusin", ({ target }) => {
      if (target instanceof Element) window.reached.add(target);
    });
  });
  for (const [place, content] of Object.entries(PLACES)) {
    await test.step(place, async () => {
      await goTo(page, place);
      await expect(page.locator("main").locator(content).first()).toBeVisible();
      await expect(page.locator("main .skeleton, main [aria-busy=true]")).toHaveCount(0);
      // What arrives late takes the place of what was reached: a walk after that finds all of it.
      await expect(async () => {
        await walkByKeys(page);
        expect(await neverReached(page), place).toEqual([]);
      }).toPass({ timeout: 40_000 });
    });
  }
});

/** Goes around the window with Tab, and with the arrow keys through every bar that is one stop. */
async function walkByKeys(page: Page): Promise<void> {
  await page.evaluate(() => window.reached.clear());
  const stops = new Set<number>();
  // Nothing has the focus at the end of the window, and where what had it is gone: Tab goes on from there.
  for (let losses = 0; losses < 5; ) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (stop.isNothing) losses += 1;
    else if (stops.has(stop.name)) return;
    stops.add(stop.name);
    if (stop.bar !== null) await walkBar(page, stop.bar);
  }
}

/** Moves with the arrow keys from where the focus is to the end of a bar, and to its start. */
async function walkBar(page: Page, bar: number): Promise<void> {
  for (const [key, end] of [
    ["ArrowRight", "End"],
    ["ArrowLeft", "Home"],
  ] as const) {
    const passed = new Set<number>();
    for (;;) {
      const { name, bar: around, isText, isColumn } = await focused(page);
      if (around !== bar || passed.has(name)) break;
      passed.add(name);
      if (isColumn) await page.keyboard.press("Tab");
      if (isColumn) await page.keyboard.press("Shift+Tab");
      if (isText) await page.keyboard.press(end);
      await page.keyboard.press(key);
    }
  }
}

interface Stop {
  /** Tells the element from all others of the page. */
  readonly name: number;
  readonly isNothing: boolean;
  /** The bar around it, in which arrow keys move; null for none. */
  readonly bar: number | null;
  /** In a field arrow keys move the caret first. */
  readonly isText: boolean;
  /** The next stop is the edge of this column. */
  readonly isColumn: boolean;
}

function focused(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const nameOf = (element: Element) => {
      const name = window.names.get(element) ?? window.names.size;
      window.names.set(element, name);
      return name;
    };
    const { activeElement } = document;
    const bar =
      activeElement?.closest("[role=toolbar]") ??
      activeElement?.closest("[role=tablist], [role=radiogroup], .histogram-bars, .data-table-header-row") ??
      null;
    return {
      name: nameOf(activeElement ?? document.body),
      isNothing: activeElement === null || activeElement === document.body,
      bar: bar === null ? null : nameOf(bar),
      isText: activeElement instanceof HTMLInputElement && activeElement.type === "text",
      isColumn: activeElement?.closest("[role=columnheader]") != null && activeElement.role !== "separator",
    };
  });
}

/** What can be clicked and had no focus. What stands in the items of a list is done by the keys of that list. */
function neverReached(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const lists = "[role=grid], [role=treegrid], [role=tree], [role=listbox], .search-results";
    const items = "[role=row], [role=option], [role=treeitem], .search-hit";
    const isReached = (element: Element) => {
      if (window.reached.has(element)) return true;
      const list = element.closest(items)?.closest(lists) ?? null;
      return list !== null && [...window.reached].some((one) => list.contains(one));
    };
    const controls =
      "a[href], button:enabled, input:enabled, select, textarea, [role=slider], [role=separator][tabindex]";
    return [...document.querySelectorAll(controls)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !isReached(element))
      .filter((element) => element.closest("[inert], [aria-hidden=true]") === null)
      .map((element) => `${element.tagName} ${element.getAttribute("aria-label") ?? element.textContent}`);
  });
}
