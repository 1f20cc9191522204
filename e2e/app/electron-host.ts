import { fileURLToPath } from "node:url";
import { type ElectronApplication, _electron as electron } from "playwright";
import { installedElectron } from "../../scripts/electron-runtime.mjs";
import type { Host } from "./host.ts";
import type { Workspace } from "./workspace.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface ElectronHost extends Host {
  readonly app: ElectronApplication;
}

export interface Look {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: "light" | "dark";
}

/** The desktop app as it is started in the repository. @param given further arguments: a folder, or a link */
export async function startElectronHost(workspace: Workspace, look: Look, ...given: string[]): Promise<ElectronHost> {
  const executablePath = installedElectron();
  if (executablePath === undefined) throw new Error("Electron's runtime is not on this machine.");
  const app = await electron.launch({
    executablePath,
    args: [`--user-data-dir=${workspace.folder}/user-data`, root, ...given],
    env: { ...workspace.environment },
  });
  const page = await app.firstWindow();
  await page.emulateMedia({ colorScheme: look.colorScheme });
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, look);
  const chooseFolder = async (folder: string) => {
    // The system's own dialog cannot be reached from a test: it answers as if a person had chosen there.
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    }, folder);
    await page.getByRole("button", { name: "Open a folder" }).click();
  };
  return {
    app,
    page,
    openWelcome: () => page.getByRole("heading", { name: "Samples" }).waitFor(),
    openProject: chooseFolder,
    chooseFolder,
    copied: () => app.evaluate(({ clipboard }) => clipboard.readText()),
    async follow(link) {
      // As the system hands over a link that somebody has clicked.
      await app.evaluate(({ app: running }, argument) => {
        running.emit("second-instance", {}, [], "/", { given: [argument], workingFolder: "/" });
      }, link);
      return page;
    },
    [Symbol.asyncDispose]: () => app.close(),
  };
}
