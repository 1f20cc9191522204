import { BrowserWindow, dialog } from "electron";
import { PUSH_CHANNEL } from "../../../shared/ipc/channels.ts";
import type { PushedEvent, PushedEventName } from "../../../shared/ipc/contract.ts";
import type { Connection, Inspector } from "../../inspector/inspector.ts";
import { appAddress, placeOfAddress } from "./app-address.ts";
import { createCrashLimit } from "./crash-limit.ts";
import type { WindowState } from "./window-state.ts";

export interface InspectorWindowOptions {
  readonly inspector: Inspector;
  readonly preloadFile: string;
  /** Where it stands; null for where the system puts it. */
  readonly state: WindowState | null;
  /** Place of the app to begin with. */
  readonly place?: string;
  report(message: string, error: unknown): void;
}

/** A window with one page, and that page's connection to the inspector. */
export interface InspectorWindow {
  readonly window: BrowserWindow;
  readonly connection: Connection;
  push<Name extends PushedEventName>(name: Name, value: PushedEvent<Name>): void;
  /** Leads the page to a place, or loads it there when it has not been loaded yet. */
  go(place: string): void;
  state(): WindowState;
}

const LEAST_WIDTH = 800;
const LEAST_HEIGHT = 560;

export function openWindow({ inspector, preloadFile, state, place, report }: InspectorWindowOptions): InspectorWindow {
  const window = new BrowserWindow({
    title: "Semiont Inspector",
    width: state?.width ?? 1280,
    height: state?.height ?? 840,
    ...(state === null ? {} : { x: state.x, y: state.y }),
    minWidth: LEAST_WIDTH,
    minHeight: LEAST_HEIGHT,
    show: false,
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (state?.maximized === true) window.maximize();
  window.once("ready-to-show", () => window.show());

  const page = window.webContents;
  const push: InspectorWindow["push"] = (name, value) => {
    if (!page.isDestroyed()) page.send(PUSH_CHANNEL, name, value);
  };
  const connect = () => inspector.connect({ push });
  const letGo = (connection: Connection) => {
    connection.disconnect().catch((error: unknown) => report("A window that is gone could not be let go of.", error));
  };
  let connection = connect();
  const load = (to: string | undefined) => {
    page.loadURL(appAddress(to)).catch((error: unknown) => report("The page could not be loaded.", error));
  };

  let last = place;
  let isLoaded = false;
  page.on("did-start-navigation", ({ isMainFrame, isSameDocument }) => {
    if (!isMainFrame || isSameDocument || !isLoaded) return;
    // A page that loads again knows nothing of what the one before had opened.
    letGo(connection);
    connection = connect();
  });
  page.on("did-finish-load", () => {
    isLoaded = true;
  });
  page.on("did-navigate-in-page", (_event, address, isMainFrame) => {
    if (isMainFrame) last = placeOfAddress(address);
  });
  const mayLoadAgain = createCrashLimit(() => performance.now());
  page.on("render-process-gone", (_event, { reason, exitCode }) => {
    report("The page was lost and is loaded again.", new Error(`${reason}, exit code ${exitCode}`));
    if (window.isDestroyed()) return;
    if (mayLoadAgain()) load(last);
    else dialog.showErrorBox("The page of this window keeps failing", `${reason}. Close the window and open it again.`);
  });
  window.on("closed", () => letGo(connection));

  load(place);
  return {
    window,
    get connection() {
      return connection;
    },
    push,
    go(to) {
      if (isLoaded) push("navigation.requested", { place: to });
      else load(to);
    },
    state() {
      return { ...window.getNormalBounds(), maximized: window.isMaximized() };
    },
  };
}
