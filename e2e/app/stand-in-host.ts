import type { BrowserContext } from "@playwright/test";
import { type Desktop, startDesktop } from "./desktop.ts";
import type { Host } from "./host.ts";
import type { Workspace } from "./workspace.ts";

/** The built main and preload scripts, with a stand-in for Electron's runtime and Chromium for its window. */
export async function startStandInHost(context: BrowserContext, workspace: Workspace): Promise<Host> {
  const page = await context.newPage();
  let desktop: Desktop | undefined;
  const started = () => {
    if (desktop === undefined) throw new Error("The app has not been started yet.");
    return desktop;
  };
  return {
    page,
    async openWelcome() {
      desktop = await startDesktop(page, workspace);
    },
    async openProject(folder) {
      desktop = await startDesktop(page, workspace, folder);
    },
    async chooseFolder(folder) {
      started().answerDialog(folder);
      await page.getByRole("button", { name: "Open a folder" }).click();
    },
    copied: () => page.evaluate(() => navigator.clipboard.readText()),
    async follow(link) {
      // The page stands at an address of Chromium's here; the system would hand over the app's own.
      started().launchAgain(`semiont-inspector://inspector/${new URL(link).hash}`);
      return page;
    },
    async [Symbol.asyncDispose]() {
      await page.goto("about:blank");
      await desktop?.[Symbol.asyncDispose]();
    },
  };
}
