import { extname } from "node:path";
import { type BrowserWindow, dialog, shell } from "electron";
import type { FolderPurpose, HostPort, InspectorClient } from "../../inspector/host-port.ts";
import type { PlatformName } from "../user-folders.ts";

/** Files of a project that its person may want in an editor. Any other could be a program. */
const EDITABLE = new Set([".jsonl", ".json", ".md", ".txt"]);

/** What the desktop does for the inspector. */
export function desktopPort(
  platform: PlatformName,
  version: string,
  windowOf: (client: InspectorClient) => BrowserWindow | null,
): HostPort {
  return {
    host: "electron",
    platform,
    version,
    abilities: { nativeFolderDialog: true, revealFiles: true, openEditor: true, severalWindows: true },
    chooseFolder: (client, purpose) => chooseFolder(windowOf(client), purpose),
    async showFile(path, where) {
      // A share of another machine would be sent the person's credentials.
      if (path.startsWith("\\\\") || path.startsWith("//")) throw new Error(`${path} is on another machine.`);
      if (where === "folder" || !EDITABLE.has(extname(path).toLowerCase())) {
        shell.showItemInFolder(path);
        return;
      }
      const problem = await shell.openPath(path);
      if (problem !== "") throw new Error(problem);
    },
  };
}

const DIALOGS: Readonly<Record<FolderPurpose, Electron.OpenDialogOptions>> = {
  "open-project": {
    title: "Open a Semiont project",
    message: "Choose the folder that holds “.semiont”",
    properties: ["openDirectory", "showHiddenFiles"],
  },
  "keep-bundle": {
    title: "Save the bundle",
    message: "Choose where its folder is made",
    buttonLabel: "Save here",
    properties: ["openDirectory", "createDirectory"],
  },
};

/** @returns null when the person closed the dialog */
export async function chooseFolder(window: BrowserWindow | null, purpose: FolderPurpose): Promise<string | null> {
  const options = DIALOGS[purpose];
  const { filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return filePaths[0] ?? null;
}
