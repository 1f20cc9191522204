import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright";
import type { Server } from "../../e2e/app/server.ts";
import type { Scenario, Stand } from "./scenario.ts";
import { putStopwatch } from "./stopwatch.ts";

/** A place to measure at, with the project open and all that runs behind an opening done. */
export interface MeasuringStand extends AsyncDisposable {
  measure(name: string, scenario: Scenario): Promise<readonly number[]>;
  /** The largest heap of the page that was seen, in MB. */
  mostHeap(): number;
}

const BYTES = 2 ** 20;

/** @param profileFolder where to write profiles of the page, one a scenario */
export async function openStand(browser: Browser, server: Server, profileFolder?: string): Promise<MeasuringStand> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
  const page = await context.newPage();
  // A second page keeps the project open while the first one is loaded again and again.
  const keeper = await context.newPage();
  await keeper.goto(server.address);
  await keeper.locator(".overview-note", { hasText: /^Compared/u }).waitFor({ timeout: 120_000 });
  await putStopwatch(page);
  await page.goto(server.address);
  await page.bringToFront();
  const origin = new URL(server.address).origin;
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  await devtools.send("Profiler.enable");
  let most = 0;
  const seeHeap = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    most = Math.max(most, metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0);
  };
  const hash = (place: string) => `#/p/${encodeURIComponent(server.projectId)}/${place}`;
  const stand: Stand = {
    page,
    stream: await findStream(),
    async load(place) {
      await seeHeap();
      await page.goto("about:blank");
      await page.goto(`${origin}/${hash(place)}`, { waitUntil: "commit" });
    },
    async goTo(place) {
      await page.evaluate(
        ({ to, other }) => {
          // The page may be elsewhere already, and its address not have heard of it yet.
          if (window.location.hash === to) window.location.hash = other;
          window.location.hash = to;
        },
        { to: hash(place), other: hash("rebuild") },
      );
    },
  };
  async function findStream(): Promise<string> {
    const link = page.locator("a[href*='/r/']:not([href*='__system__'])").first();
    const href = (await link.getAttribute("href")) ?? "";
    return decodeURIComponent(/\/r\/([^/]+)/u.exec(href)?.[1] ?? "");
  }
  return {
    async measure(name, scenario) {
      if (!page.url().startsWith(origin)) await stand.load("overview");
      if (profileFolder !== undefined) await devtools.send("Profiler.start");
      const times = await scenario.run(stand);
      if (profileFolder !== undefined) {
        const { profile } = await devtools.send("Profiler.stop");
        await writeFile(join(profileFolder, `${name}.cpuprofile`), JSON.stringify(profile));
      }
      await seeHeap();
      return times;
    },
    mostHeap: () => most / BYTES,
    [Symbol.asyncDispose]: () => context.close(),
  };
}
