import type { Page } from "playwright";
import { EVENT_FILTERS, EVENT_FILTERS_AT_ONCE, RESOURCE_FILTERS, SEARCHES } from "../typed-texts.ts";
import type { Scenario, Stand } from "./scenario.ts";
import { answerTime, frameTimes, loadTime, type Sight } from "./stopwatch.ts";

const LOADS = 8;
const OPENINGS = 40;
const STEPS = 30;
const LOOK_MS = 300;
/** Pixels for each scroll, and how many a second: a quick turn of the wheel or a stroke over the touch pad. */
const SCROLLED = 12_000;
const SCROLL_SPEED = 3_000;

const GOAL_LOAD = 1_000;
const GOAL_ANSWER = 100;
const GOAL_OPEN = 50;
const GOAL_FRAME = 20;

const EVENTS: Sight = { selector: ".timeline-list[aria-busy=false] .timeline-row:not(.timeline-row-coming)" };
const RESOURCES: Sight = { selector: "[role=grid][aria-busy=false] .data-table-row .resource-name" };
const OVERVIEW: readonly Sight[] = [{ selector: ".health-verdict" }, { selector: ".overview-columns" }];
const VIEW: readonly Sight[] = [{ selector: ".json-row" }, { selector: ".travel-steps [role=option]" }];

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "load-overview": load("wide", "overview", OVERVIEW, "The overview is there, from the start of the load"),
  "load-resources": load("wide", "resources", [RESOURCES], "The table of resources is there"),
  "load-timeline": load("wide", "timeline", [EVENTS], "The timeline of the project is there"),
  "type-timeline": typing("wide", "timeline", EVENT_FILTERS, "A letter typed into the filter of 200,000 events"),
  "burst-timeline": bursts(
    "wide",
    "timeline",
    EVENT_FILTERS_AT_ONCE,
    "The last letter of words typed as fast as keys are taken",
  ),
  "type-resources": typing("wide", "resources", RESOURCE_FILTERS, "A letter typed into the filter of 10,000 resources"),
  "type-search": typing("wide", "search", SEARCHES, "A letter typed into the search of the whole project"),
  "sort-resources": { project: "wide", title: "Sorting 10,000 resources", kind: "time", goal: GOAL_ANSWER, run: sort },
  "facet-timeline": facets("wide", "timeline", "A facet of 200,000 events chosen"),
  "order-timeline": orders("wide", "Order or density of 200,000 events changed"),
  "scroll-timeline": scrolling("wide", "timeline", "Scrolling 200,000 events"),
  "scroll-grouped": scrolling("wide", "timeline?density=grouped", "Scrolling them in groups"),
  "open-resource": { project: "wide", title: "Opening a resource", kind: "time", goal: GOAL_OPEN, run: openResources },
  "open-travel": { project: "wide", title: "Opening its time travel", kind: "time", goal: GOAL_OPEN, run: openTravel },
  "step-small": steps("wide", 4, "A step forward or back among 20 events"),
  "load-tall-timeline": load("tall", "r/{stream}/timeline", [EVENTS], "The timeline of 100,000 events is there"),
  "type-tall": typing("tall", "r/{stream}/timeline", EVENT_FILTERS, "A letter typed into the filter of one stream"),
  "facet-tall": facets("tall", "r/{stream}/timeline", "A facet of that stream chosen"),
  "scroll-tall": scrolling("tall", "r/{stream}/timeline", "Scrolling that stream"),
  "open-tall": { project: "tall", title: "Opening that stream", kind: "time", goal: GOAL_OPEN, run: openResources },
  "load-tall-view": load("tall", "r/{stream}/view", VIEW, "The view after 100,000 events is there"),
  "step-middle": steps("tall", 50_000, "A step around event 50,000"),
  "step-head": steps("tall", 99_960, "A step near event 100,000"),
};

function load(project: Scenario["project"], place: string, sights: readonly Sight[], title: string): Scenario {
  return {
    ...{ project, title, kind: "time", goal: GOAL_LOAD },
    run: (stand) =>
      repeat(LOADS, async () => {
        await stand.load(place.replace("{stream}", stand.stream));
        return loadTime(stand.page, sights);
      }),
  };
}

/**
 * What is on the screen once a list shows the answer for a filter: rows, or that there are none. The counts say which filter
 * they are for, and whether its answer is there, in one.
 */
function answered(text: string): readonly Sight[] {
  const rows = [EVENTS, RESOURCES, { selector: ".search-hit" }, { selector: ".empty-state" }];
  const selector = rows.map((sight) => sight.selector).join(", ");
  const filter = text.replaceAll(/["\\]/gu, "\\$&");
  return [{ selector }, { selector: `.toolbar [role=status][aria-busy=false][data-filter="${filter}"]` }];
}

const FIELDS: Readonly<Record<string, string>> = {
  resources: "Filter resources",
  search: "Search the whole project",
};

/**
 * The way to where something is measured is the bench's own, and is over before it is measured: what still goes on behind a new screen is
 * done, as it is for somebody who looks before they act.
 */
function lookAround(page: Page): Promise<void> {
  return page.waitForTimeout(LOOK_MS);
}

async function focusFilter({ page, stream, goTo }: Stand, place: string): Promise<void> {
  await goTo(place.replace("{stream}", stream));
  if (place !== "search")
    await page
      .locator(place === "resources" ? RESOURCES.selector : EVENTS.selector)
      .first()
      .waitFor();
  await page.getByRole("textbox", { name: FIELDS[place] ?? "Filter events", exact: true }).focus();
  await lookAround(page);
}

/** Every letter waits for the answer to the one before. */
function typing(project: Scenario["project"], place: string, texts: readonly string[], title: string): Scenario {
  return {
    ...{ project, title, kind: "time", goal: GOAL_ANSWER },
    async run(stand) {
      const times: number[] = [];
      for (const text of texts) {
        await focusFilter(stand, place);
        let typed = "";
        for (const letter of text) {
          typed += letter;
          times.push(await answerTime(stand.page, () => press(stand.page, letter), answered(typed)));
        }
      }
      return times;
    },
  };
}

/** Letters that no keyboard of the browser has are put in behind a key press that does nothing. */
async function press(page: Page, letter: string): Promise<void> {
  if (/^[\x20-\x7e]$/u.test(letter)) await page.keyboard.press(letter === " " ? "Space" : letter);
  else {
    await page.keyboard.press("Shift");
    await page.keyboard.insertText(letter);
  }
}

/** The whole text as fast as it goes; from the last key to the answer for all of it. */
function bursts(project: Scenario["project"], place: string, texts: readonly string[], title: string): Scenario {
  return {
    ...{ project, title, kind: "time", goal: GOAL_ANSWER },
    async run(stand) {
      const times: number[] = [];
      for (const text of texts) {
        const letters = [...text];
        const last = letters.pop() ?? "";
        await focusFilter(stand, place);
        for (const letter of letters) await press(stand.page, letter);
        times.push(await answerTime(stand.page, () => press(stand.page, last), answered(text)));
      }
      return times;
    },
  };
}

/** Every column, in both directions. */
async function sort({ page, goTo }: Stand): Promise<readonly number[]> {
  const times: number[] = [];
  for (const filter of ["", "winter"]) {
    await goTo(`resources?filter=${filter}`);
    await page.locator(RESOURCES.selector).first().waitFor();
    await lookAround(page);
    const heads = page.locator(".data-table-sort");
    const count = await heads.count();
    for (let turn = 0; turn < 2 * count; turn += 1) {
      const at = turn % count;
      const head = heads.nth(at);
      const before = (await page.locator("[aria-sort]").nth(at).getAttribute("aria-sort")) ?? "none";
      const sorted = ["ascending", "descending"].filter((direction) => direction !== before);
      const selector = sorted.map((one) => `[role=columnheader][aria-sort=${one}]:nth-child(${at + 1})`).join(",");
      times.push(await answerTime(page, () => head.click(), [RESOURCES, { selector }]));
    }
  }
  return times;
}

/** The second time among rows with a letter that nearly all have, so that every value is asked for anew. */
const FACETS_CHOSEN = ["", "e"].flatMap((filter) => ["Type", "User", "Flow"].map((name) => ({ name, filter })));

function facets(project: Scenario["project"], place: string, title: string): Scenario {
  return {
    ...{ project, title, kind: "time", goal: GOAL_ANSWER },
    async run(stand) {
      const { page } = stand;
      const times: number[] = [];
      for (const { name, filter } of FACETS_CHOSEN) {
        await focusFilter(stand, `${place}?filter=${filter}`);
        await page.locator(".facet-button", { hasText: name }).first().click();
        const values = page.getByRole("grid", { name }).getByRole("row");
        const count = Math.min(6, await values.count());
        for (let at = 0; at < count; at += 1) {
          const before = await page.locator(".toolbar [role=status]").textContent();
          // Values stay where they are while the menu is open.
          const value = values.nth(at);
          const said = { selector: `.facet-popover .facet-value:nth-child(${at + 1})[aria-selected=true]` };
          times.push(await answerTime(page, () => value.click(), [EVENTS, said]));
          if (before === (await page.locator(".toolbar [role=status]").textContent()))
            throw new Error(`The facet ${name} chose nothing.`);
        }
        await page.keyboard.press("Escape");
      }
      return times;
    },
  };
}

/** Each asks anew: an answer that was shown a moment ago is not asked for again. */
const ORDERED_FILTERS = [
  ...["", "needle", "type:mark:added", "harbour", "user:zoe", "ice wire", "-type:job*", "fulmar", "winter -ice"],
  ...["type:job:*", "strand"],
];

function orders(project: Scenario["project"], title: string): Scenario {
  return {
    ...{ project, title, kind: "time", goal: GOAL_ANSWER },
    async run({ page, goTo }) {
      const times: number[] = [];
      const by = async (key: string, density: string) => {
        const list = { selector: `.timeline-list[aria-busy=false][data-density=${density}]` };
        times.push(await answerTime(page, () => page.keyboard.press(key), [EVENTS, list]));
      };
      for (const filter of ORDERED_FILTERS) {
        await goTo(`timeline?filter=${encodeURIComponent(filter)}`);
        await page.locator(EVENTS.selector).first().waitFor();
        await page.locator(".timeline-list").focus();
        await lookAround(page);
        await by("1", "grouped");
        await by("3", "records");
      }
      return times;
    },
  };
}

function scrolling(project: Scenario["project"], place: string, title: string): Scenario {
  return {
    ...{ project, title, kind: "frames", goal: GOAL_FRAME },
    async run(stand) {
      const { page } = stand;
      await stand.goTo(place.replace("{stream}", stand.stream));
      await page.locator(EVENTS.selector).first().waitFor();
      const box = await page.locator(".timeline-list").boundingBox();
      if (box === null) throw new Error("The list has no place on the screen.");
      const devtools = await page.context().newCDPSession(page);
      const scroll = (distance: number) =>
        devtools.send("Input.synthesizeScrollGesture", {
          ...{ x: box.x + box.width / 2, y: box.y + box.height / 2, yDistance: distance, speed: SCROLL_SPEED },
        });
      const times: number[] = [];
      for (const distance of [-SCROLLED, -SCROLLED, SCROLLED, -SCROLLED]) {
        times.push(...(await frameTimes(page, () => scroll(distance))));
      }
      await devtools.detach();
      return times;
    },
  };
}

const OWN_EVENTS: Sight = {
  selector: ".timeline-list:not(.timeline-list-project)[aria-busy=false] .timeline-row-event",
};

/** Selects another resource each time; Enter opens it. */
async function selectResource({ page, goTo }: Stand, at: number): Promise<void> {
  await goTo("resources");
  await page.locator(RESOURCES.selector).first().waitFor();
  await page.locator("[role=grid]").focus();
  for (let row = 0; row < at; row += 1) await page.keyboard.press("ArrowDown");
  await page.locator("[role=row][aria-selected=true]").waitFor();
}

function openResources(stand: Stand): Promise<readonly number[]> {
  const { page } = stand;
  let at = 0;
  return repeat(OPENINGS, async () => {
    at += 1;
    await selectResource(stand, at);
    await lookAround(page);
    return answerTime(page, () => page.keyboard.press("Enter"), [OWN_EVENTS]);
  });
}

function openTravel(stand: Stand): Promise<readonly number[]> {
  const { page } = stand;
  let at = 0;
  return repeat(OPENINGS, async () => {
    at += 1;
    await selectResource(stand, at);
    await page.keyboard.press("Enter");
    await page.locator(OWN_EVENTS.selector).first().waitFor();
    await page.locator(".timeline-list").focus();
    for (let row = 0; row < 1 + (at % 12); row += 1) await page.keyboard.press("ArrowDown");
    await page.locator("[role=row][aria-selected=true]").waitFor();
    await lookAround(page);
    return answerTime(page, () => page.keyboard.press("Enter"), VIEW);
  });
}

function steps(project: Scenario["project"], from: number, title: string): Scenario {
  return {
    ...{ project, title, kind: "time", goal: GOAL_OPEN },
    async run(stand) {
      const { page } = stand;
      await stand.goTo(`r/${stand.stream}/view?at=${from}`);
      await page.locator(".difference-state", { hasText: `After event ${count(from)},` }).waitFor();
      await lookAround(page);
      const times: number[] = [];
      let step = from;
      const go = async (by: 1 | -1) => {
        step += by;
        const seen = { selector: ".difference-state", text: `After event ${count(step)},` };
        times.push(await answerTime(page, () => page.keyboard.press(by === 1 ? "]" : "["), [seen, ...VIEW]));
      };
      const most = project === "wide" ? 14 : STEPS;
      for (let done = 0; done < most; done += 1) await go(1);
      for (let done = 0; done < most; done += 1) await go(-1);
      return times;
    },
  };
}

function count(number: number): string {
  return number.toLocaleString("en");
}

async function repeat(times: number, measure: () => Promise<number>): Promise<readonly number[]> {
  // The first is thrown away: it loads code that later ones have.
  await measure();
  const measured: number[] = [];
  for (let done = 0; done < times; done += 1) measured.push(await measure());
  return measured;
}
