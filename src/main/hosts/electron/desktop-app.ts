import { join } from "node:path";
import { app, BrowserWindow, protocol, screen, type WebContents } from "electron";
import { createHostInspector } from "../create-host-inspector.ts";
import type { Installation } from "../installation.ts";
import { platformName, userFolders } from "../user-folders.ts";
import { serveApp } from "./app-protocol.ts";
import { chooseFolder, desktopPort } from "./desktop-port.ts";
import { openExternalLink } from "./external-links.ts";
import { type InspectorWindow, openWindow } from "./inspector-window.ts";
import { openIpc } from "./ipc.ts";
import type { LaunchWish } from "./launch-arguments.ts";
import { setMenu } from "./menu.ts";
import { guardPages } from "./page-guards.ts";
import { isVisible, readWindowState, writeWindowState } from "./window-state.ts";

/** The running desktop app. */
export interface DesktopApp {
  /** Shows what a launch asks for: its folder in a new window, its place in the one in front. */
  show(wish: LaunchWish): Promise<void>;
}

type Report = (message: string, error: unknown) => void;

/** Starts the app, once Electron is ready. It ends itself with the app. */
export async function startDesktopApp(installation: Installation, report: Report): Promise<DesktopApp> {
  const windows = new Set<InspectorWindow>();
  const windowOfPage = (page: WebContents) => [...windows].find(({ window }) => window.webContents === page) ?? null;
  const inFront = () => {
    const focused = BrowserWindow.getFocusedWindow();
    return [...windows].find(({ window }) => window === focused) ?? [...windows].at(-1) ?? null;
  };

  const platform = platformName(process.platform);
  const port = desktopPort(
    platform,
    installation.version,
    (client) => [...windows].find(({ connection }) => connection.context.client === client)?.window ?? null,
  );
  const inspector = await createHostInspector(port, installation, userFolders(platform, process.env), report);

  guardPages((address, page) => {
    const window = windowOfPage(page)?.window ?? null;
    openExternalLink(address, window).catch((error: unknown) => report("A link could not be opened.", error));
  });
  serveApp(protocol, installation.pageFolder, report);

  const stateFile = join(app.getPath("userData"), "window-state.json");
  /** The last window's place on its way to the disk; the app ends after it. */
  let keeping = Promise.resolve();
  const newWindow = async (place?: string) => {
    const kept = await readWindowState(stateFile);
    const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
    const before = windows.size === 0 ? kept : (inFront()?.state() ?? kept);
    const offset = windows.size === 0 ? 0 : 24;
    const moved = before === null ? null : { ...before, x: before.x + offset, y: before.y + offset };
    const state = moved !== null && isVisible(moved, screens) ? moved : null;
    const { preloadFile } = installation;
    const opened = openWindow({ inspector, preloadFile, state, report, ...(place === undefined ? {} : { place }) });
    windows.add(opened);
    opened.window.on("close", () => {
      const state = opened.state();
      keeping = keeping
        .then(() => writeWindowState(stateFile, state))
        .catch((error: unknown) => report("The window's place could not be kept.", error));
    });
    opened.window.on("closed", () => windows.delete(opened));
  };
  const placeOfFolder = async (folder: string) => `/p/${(await inspector.admitFolder(folder)).id}/overview`;
  const showFolder = async (folder: string, target: InspectorWindow | null) => {
    const place = await placeOfFolder(folder);
    if (target === null) await newWindow(place);
    else target.go(place);
  };
  const inBackground = (what: string, work: Promise<unknown>) => {
    work.catch((error: unknown) => report(what, error));
  };

  const closeIpc = openIpc({
    inspector,
    connectionOf: (page) => windowOfPage(page)?.connection ?? null,
    dropped: (page, path) =>
      inBackground("A dropped folder could not be opened.", showFolder(path, windowOfPage(page))),
    report,
  });
  const chooseAndShow = async () => {
    const target = inFront();
    const folder = await chooseFolder(target?.window ?? null, "open-project");
    if (folder !== null) await showFolder(folder, target);
  };
  setMenu(
    {
      newWindow: () => inBackground("A window could not be opened.", newWindow()),
      openFolder: () => inBackground("A folder could not be opened.", chooseAndShow()),
      run: (command) => inFront()?.push("command.requested", { command }),
    },
    process.platform === "darwin",
  );

  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  app.on("activate", () => {
    if (windows.size === 0) inBackground("A window could not be opened.", newWindow());
  });
  closeBeforeQuit(async () => {
    closeIpc();
    await Promise.all([inspector.close(), keeping]);
  }, report);

  return {
    async show({ folder, place }) {
      const target = inFront();
      if (folder !== undefined) await newWindow(await placeOfFolder(folder));
      else if (target === null) await newWindow(place);
      else {
        if (target.window.isMinimized()) target.window.restore();
        target.window.focus();
        if (place !== undefined) target.go(place);
      }
    },
  };
}

/** Electron does not wait for promises: the first wish to quit is held back until everything is closed. */
function closeBeforeQuit(close: () => Promise<void>, report: Report): void {
  let isClosed = false;
  app.on("will-quit", (event) => {
    if (isClosed) return;
    event.preventDefault();
    isClosed = true;
    close()
      .catch((error: unknown) => report("The inspector did not end cleanly.", error))
      .finally(() => app.quit());
  });
}
