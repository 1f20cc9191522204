import { relative, sep } from "node:path";
import type { BrowserContext } from "@playwright/test";
import type { Host } from "./host.ts";
import { startServer } from "./server.ts";
import type { Workspace } from "./workspace.ts";

/** The app as `semiont-inspector serve` gives it to a browser. */
export async function startBrowserHost(context: BrowserContext, workspace: Workspace): Promise<Host> {
  const servers = new AsyncDisposableStack();
  const page = await context.newPage();
  const serve = async (folder?: string, place = "overview") => {
    const server = servers.use(await startServer(workspace, folder));
    // Before the server goes: a page that outlives it would complain, and rightly.
    servers.defer(async () => {
      for (const open of context.pages()) await open.goto("about:blank");
    });
    await page.goto(server.address.replace(/overview$/, place));
  };
  return {
    page,
    openWelcome: () => serve(),
    openProject: serve,
    async chooseFolder(folder) {
      await page.getByRole("button", { name: "Open a folder" }).click();
      const dialog = page.getByRole("dialog", { name: "Open a project" });
      for (const name of relative(workspace.home, folder).split(sep)) {
        await dialog.getByRole("option", { name }).click();
      }
      // A project opens at once; any other folder shows what is in it.
      await dialog
        .getByRole("listbox", { name: `Folders in ${folder}` })
        .or(page.getByRole("navigation", { name: "Screens" }))
        .first()
        .waitFor();
      if (await dialog.isVisible()) await dialog.getByRole("button", { name: "Open this folder" }).click();
    },
    copied: () => page.evaluate(() => navigator.clipboard.readText()),
    async follow(link) {
      const other = await context.newPage();
      await other.goto(link);
      return other;
    },
    [Symbol.asyncDispose]: () => servers.disposeAsync(),
  };
}
