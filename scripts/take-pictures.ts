// npm run pictures: takes pictures of every screen for README and docs, from the bundled samples, some light, some dark.
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright";
import { z } from "zod";
import { type Server, startServer } from "../e2e/app/server.ts";
import { openWorkspace, type Workspace } from "../e2e/app/workspace.ts";

const folder = fileURLToPath(new URL("../docs/pictures", import.meta.url));

/** “Ice core A7: field description”, whose record 14 was altered in the damaged sample. */
const STREAM = "6ce5351f89671a9d353248d2ca555a01";

/** A call, and the reply to it. */
const called = z.object({ id: z.int() });
/** So many frames without a question mean that the answers to the last ones were drawn. */
const QUIET_FRAMES = 20;

const COLOURS = ["light", "dark"] as const;

interface Picture {
  readonly name: string;
  /** Both unless said otherwise: all of them together should stay below 2 MB. */
  readonly colours?: readonly (typeof COLOURS)[number][];
  readonly place: string;
  /** What to do there before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { name: "overview", place: "overview" },
  { name: "resources", colours: ["light"], place: `resources?resource=${STREAM}` },
  { name: "timeline", colours: ["light"], place: `r/${STREAM}/timeline?event=${STREAM}%3A14` },
  { name: "project-timeline", colours: ["dark"], place: "timeline?density=grouped" },
  { name: "time-travel", colours: ["dark"], place: `r/${STREAM}/view?at=14` },
  { name: "differences", colours: ["light"], place: `r/${STREAM}/diff?from=disk&to=head` },
  {
    name: "integrity",
    colours: ["dark"],
    place: "integrity?code=checksum-mismatch&cause=content-altered",
    prepare: (page) => page.getByRole("row", { name: /Content altered/ }).click(),
  },
  { name: "chain", colours: ["dark"], place: `integrity/chain/${STREAM}?event=${STREAM}%3A14` },
  {
    name: "rebuild",
    colours: ["light"],
    place: "rebuild",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Preview what would change" }).click();
      await page.getByRole("grid", { name: "Files that differ" }).getByRole("row").nth(1).click();
    },
  },
  { name: "search", colours: ["light"], place: "search?q=piano" },
];

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await using workspace = await openWorkspace();
await using welcome = await startServer(workspace);
await using damaged = await serveSample(workspace);
/** As the end-to-end tests do: the one that is named, else the system's, else Playwright's own. */
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium"].find(
  (path) => path !== undefined && existsSync(path),
);
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  for (const colorScheme of COLOURS) {
    const context = await browser.newContext({
      viewport: { width: 1080, height: 675 },
      colorScheme,
      reducedMotion: "reduce",
      timezoneId: "UTC",
    });
    const page = await context.newPage();
    const calls = await followCalls(page, workspace);
    await page.goto(welcome.address);
    await page.getByRole("heading", { name: "Samples" }).waitFor();
    await take(page, calls, "welcome", colorScheme);
    await page.goto(damaged.address);
    for (const picture of PICTURES) {
      if (!(picture.colours ?? COLOURS).includes(colorScheme)) continue;
      await page.getByRole("navigation", { name: "Screens" }).waitFor();
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, `#/p/${damaged.projectId}/${picture.place}`);
      await picture.prepare?.(page);
      await take(page, calls, picture.name, colorScheme);
    }
    await page.goto("about:blank");
    await context.close();
  }
} finally {
  await browser.close();
}
console.log(`The pictures stand in ${folder}.`);

async function serveSample(home: Workspace): Promise<Server> {
  await home.sampleViews("aurora-library-damaged", "Aurora Station Library");
  return startServer(home, await home.sample("aurora-library-damaged"));
}

/**
 * Stands between the page and its server: the pictures show a person's folders, not those in which they were taken.
 * @returns the calls that have no answer yet
 */
async function followCalls(page: Page, { folder }: Workspace): Promise<ReadonlySet<number>> {
  const calls = new Set<number>();
  const idsOf = (message: string) => {
    const { data } = called.safeParse(JSON.parse(message));
    return data === undefined ? [] : [data.id];
  };
  await page.routeWebSocket(/\/socket/, (ours) => {
    calls.clear();
    const theirs = ours.connectToServer();
    ours.onMessage((message) => {
      for (const id of idsOf(String(message))) calls.add(id);
      theirs.send(message);
    });
    theirs.onMessage((message) => {
      for (const id of idsOf(String(message))) calls.delete(id);
      const shown = String(message).replaceAll(join(folder, "state"), "/home/ada/.local/state");
      ours.send(shown.replaceAll(folder, "/home/ada"));
    });
  });
  return calls;
}

/** Waits until the screen stands still: fonts there, nothing loading, and no request under way. */
async function take(page: Page, calls: ReadonlySet<number>, name: string, colorScheme: string): Promise<void> {
  await page.locator("main > *").first().waitFor();
  await page.waitForFunction(() => document.querySelector("#main .skeleton, #main [aria-busy=true]") === null);
  await page.evaluate(() => document.fonts.ready);
  for (let quiet = 0; quiet < QUIET_FRAMES; quiet += 1) {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
    if (calls.size > 0) quiet = 0;
  }
  await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: "disabled", caret: "hide" });
}
