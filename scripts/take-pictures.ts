// npm run pictures: takes the pictures of every screen for README and docs, from the bundled samples, light and dark.
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright";
import { type Server, startServer } from "../e2e/app/server.ts";
import { openWorkspace, type Workspace } from "../e2e/app/workspace.ts";

const folder = fileURLToPath(new URL("../docs/pictures", import.meta.url));

/** “Ice core A7: field description”, whose record 14 was altered in the damaged sample. */
const STREAM = "6ce5351f89671a9d353248d2ca555a01";

interface Picture {
  readonly name: string;
  readonly place: string;
  /** What to do there before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { name: "overview", place: "overview" },
  { name: "resources", place: `resources?resource=${STREAM}` },
  { name: "timeline", place: `r/${STREAM}/timeline?event=${STREAM}%3A14` },
  { name: "project-timeline", place: "timeline?density=grouped" },
  { name: "time-travel", place: `r/${STREAM}/view?at=14` },
  { name: "differences", place: `r/${STREAM}/diff?from=disk&to=head` },
  {
    name: "integrity",
    place: "integrity?code=checksum-mismatch&cause=content-altered",
    prepare: (page) => page.getByRole("row", { name: /Content altered/ }).click(),
  },
  { name: "chain", place: `integrity/chain/${STREAM}?event=${STREAM}%3A14` },
  {
    name: "rebuild",
    place: "rebuild",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Preview what would change" }).click();
      await page.getByRole("grid", { name: "Files that differ" }).getByRole("row").nth(1).click();
    },
  },
  { name: "search", place: "search?q=piano" },
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
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({
      viewport: { width: 1080, height: 675 },
      colorScheme,
      reducedMotion: "reduce",
      timezoneId: "UTC",
    });
    const page = await context.newPage();
    await page.goto(welcome.address);
    await page.getByRole("heading", { name: "Samples" }).waitFor();
    await take(page, "welcome", colorScheme);
    await page.goto(damaged.address);
    for (const picture of PICTURES) {
      await page.getByRole("navigation", { name: "Screens" }).waitFor();
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, `#/p/${damaged.projectId}/${picture.place}`);
      await picture.prepare?.(page);
      await take(page, picture.name, colorScheme);
    }
    await page.goto("about:blank");
    await context.close();
  }
} finally {
  await browser.close();
}
console.log(`${(PICTURES.length + 1) * 2} pictures stand in ${folder}.`);

async function serveSample(home: Workspace): Promise<Server> {
  await home.sampleViews("aurora-library-damaged", "Aurora Station Library");
  return startServer(home, await home.sample("aurora-library-damaged"));
}

/** Waits until the screen stands still: fonts there, nothing loading, and no request under way. */
async function take(page: Page, name: string, colorScheme: string): Promise<void> {
  await page.locator("main > *").first().waitFor();
  await page.waitForFunction(() => document.querySelector("#main .skeleton, #main [aria-busy=true]") === null);
  await page.evaluate(() => document.fonts.ready);
  // Two frames: what came last has been drawn.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: "disabled", caret: "hide" });
}
