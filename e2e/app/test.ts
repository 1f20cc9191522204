import { test as base, type Page } from "@playwright/test";
import { electronObstacle } from "../../scripts/electron-runtime.mjs";
import { startBrowserHost } from "./browser-host.ts";
import { type Look, startElectronHost } from "./electron-host.ts";
import type { Host, HostName } from "./host.ts";
import { startStandInHost } from "./stand-in-host.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

/** What a project of `playwright.config.ts` chooses. */
export interface AppOptions {
  readonly hostName: HostName;
}

interface App {
  readonly workspace: Workspace;
  /** The app; its page is `page`, in whatever host it runs. */
  readonly host: Host;
  /** Opens a project and shows it; the overview unless another place of it is named. */
  openProject(projectFolder: string, place?: string): Promise<void>;
  /** Opens no project and shows the welcome screen. */
  openWelcome(): Promise<void>;
  /** What the page has complained about: its console's errors and warnings, and exceptions that nobody caught. */
  readonly complaints: readonly string[];
}

/** Every test has the built inspector in a workspace of its own; what its page complains about fails the test. */
export const test = base.extend<App & AppOptions>({
  hostName: ["browser", { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are wanted
  workspace: async ({}, use) => {
    await using workspace = await openWorkspace();
    await use(workspace);
  },
  host: async ({ hostName, context, workspace, viewport, colorScheme }, use, testInfo) => {
    const obstacle = hostName === "electron" ? electronObstacle() : undefined;
    testInfo.skip(obstacle !== undefined, `Electron cannot run here: ${obstacle}.`);
    const look: Look = {
      ...(viewport ?? { width: 1280, height: 840 }),
      colorScheme: colorScheme === "dark" ? "dark" : "light",
    };
    await using host = await {
      browser: () => startBrowserHost(context, workspace),
      "stand-in": () => startStandInHost(context, workspace),
      electron: () => startElectronHost(workspace, look),
    }[hostName]();
    await use(host);
  },
  page: ({ host }, use) => use(host.page),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      await use(complaints);
      base.expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  openProject: ({ host }, use) =>
    use(async (projectFolder, place = "overview") => {
      await host.openProject(projectFolder, place);
      await host.page.getByRole("navigation", { name: "Screens" }).waitFor();
      if (place !== "overview" && !host.page.url().endsWith(`/${place}`)) await goTo(host.page, place);
    }),
  openWelcome: ({ host }, use) => use(() => host.openWelcome()),
});

export { expect } from "@playwright/test";

/** Goes to a place of the open project by its address, as a link from elsewhere would. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.waitForURL(/#\/p\/[^/]+\//);
  await page.evaluate((to) => {
    const [, project] = /^#\/p\/([^/]+)\//.exec(window.location.hash) ?? [];
    window.location.hash = `#/p/${project}/${to}`;
  }, place);
}
