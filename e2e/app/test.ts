import { test as base, type Page } from "@playwright/test";
import { type Server, startServer } from "./server.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

interface App {
  readonly workspace: Workspace;
  /** Serves a project and shows it; the overview unless another place of it is named. */
  open(projectFolder: string, place?: string): Promise<Server>;
  /** Serves no project and shows the welcome screen. */
  openWelcome(): Promise<Server>;
  /** What the page has complained about: its console's errors and warnings, and exceptions that nobody caught. */
  readonly complaints: readonly string[];
}

/** Every test has the built inspector in a workspace of its own; what it complains about fails the test. */
export const test = base.extend<App>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are wanted
  workspace: async ({}, use) => {
    await using workspace = await openWorkspace();
    await use(workspace);
  },
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
  open: async ({ page, workspace }, use) => {
    await using servers = new AsyncDisposableStack();
    await use(async (projectFolder, place = "overview") => {
      const server = servers.use(await startServer(workspace, projectFolder));
      servers.defer(() => leave(page));
      await page.goto(server.address);
      await overviewIsThere(page);
      if (place !== "overview") await goTo(page, server, place);
      return server;
    });
  },
  openWelcome: async ({ page, workspace }, use) => {
    await using servers = new AsyncDisposableStack();
    await use(async () => {
      const server = servers.use(await startServer(workspace));
      servers.defer(() => leave(page));
      await page.goto(server.address);
      return server;
    });
  },
});

export { expect } from "@playwright/test";

/** Goes to a place of the project by its address, as a link from elsewhere would. */
export async function goTo(page: Page, { projectId }: Server, place: string): Promise<void> {
  await page.evaluate(
    (hash) => {
      window.location.hash = hash;
    },
    `#/p/${encodeURIComponent(projectId)}/${place}`,
  );
}

/** A page that outlives its server would complain, and rightly. */
async function leave(page: Page): Promise<void> {
  for (const open of page.context().pages()) await open.goto("about:blank");
}

async function overviewIsThere(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Screens" }).waitFor();
}
