/**
 * What stands in for the module `electron` where its runtime does not exist. It keeps what the app asked for, so that a
 * test can look at it, and lets a test do what the system or a page would do. Its parts are typed by Electron's own
 * declarations; what they leave out, the app does not use.
 */
import { EventEmitter } from "node:events";
import { resolve } from "node:path";
import type * as Electron from "electron";

type Methods<Part, Names extends keyof Part> = { readonly [Name in Names]: Part[Name] };

/** A frame of a page, as messages name it. */
export interface FrameStandIn {
  readonly frameTreeNodeId: number;
  url: string;
  detached: boolean;
  parent: FrameStandIn | null;
  destroyed: boolean;
  isDestroyed(): boolean;
}

let frames = 0;

export function frameStandIn(url: string, parent: FrameStandIn | null = null): FrameStandIn {
  frames += 1;
  const frame = {
    frameTreeNodeId: frames,
    url,
    detached: false,
    parent,
    destroyed: false,
    isDestroyed: () => frame.destroyed,
  };
  return frame;
}

export class WebContentsStandIn extends EventEmitter {
  readonly mainFrame = frameStandIn("");
  /** Messages to the page: channel and arguments. */
  readonly sent: (readonly [string, ...unknown[]])[] = [];
  readonly loaded: string[] = [];
  destroyed = false;
  openWindow: Parameters<Electron.WebContents["setWindowOpenHandler"]>[0] | undefined;

  constructor() {
    super();
    app.emit("web-contents-created", {}, this);
  }

  async loadURL(url: string): Promise<void> {
    this.emit("did-start-navigation", { isMainFrame: true, isSameDocument: false, url });
    this.loaded.push(url);
    this.mainFrame.url = url;
    this.emit("did-finish-load");
  }

  send(channel: string, ...values: unknown[]): void {
    this.sent.push([channel, ...values]);
    this.emit("stand-in:sent", channel, values);
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  setWindowOpenHandler(handler: Parameters<Electron.WebContents["setWindowOpenHandler"]>[0]): void {
    this.openWindow = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  static focused: BrowserWindow | null = null;
  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.focused;
  }

  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new WebContentsStandIn();
  maximized = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
    BrowserWindow.focused = this;
    desktop.calls.push("new BrowserWindow");
    app.emit("browser-window-created", {}, this);
  }

  show(): void {
    desktop.calls.push("show");
  }

  focus(): void {
    BrowserWindow.focused = this;
  }

  restore(): void {
    desktop.calls.push("restore");
  }

  isMinimized(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return this.maximized;
  }

  maximize(): void {
    this.maximized = true;
  }

  isDestroyed(): boolean {
    return this.webContents.destroyed;
  }

  getNormalBounds(): Electron.Rectangle {
    const { x = 10, y = 20, width = 1280, height = 840 } = this.options;
    return { x, y, width, height };
  }

  /** As when a person closes it. */
  close(): void {
    this.emit("close", {});
    this.webContents.destroyed = true;
    if (BrowserWindow.focused === this) BrowserWindow.focused = null;
    BrowserWindow.all.splice(BrowserWindow.all.indexOf(this), 1);
    this.emit("closed");
    if (BrowserWindow.all.length === 0) app.emit("window-all-closed");
  }
}

type Invoked = Parameters<Electron.IpcMain["handle"]>[1];
type Answered = Parameters<Electron.Protocol["handle"]>[1];

/** What the app asked for, and what the system will answer. */
export const desktop = {
  /** Noteworthy calls in their order. */
  calls: [] as string[],
  isFirst: true,
  /** What this launch gives to the one before it. */
  handedOver: undefined as unknown,
  userData: "",
  exitCode: undefined as number | undefined,
  schemes: [] as Electron.CustomScheme[],
  handlers: new Map<string, Invoked>(),
  protocols: new Map<string, Answered>(),
  external: [] as string[],
  revealed: [] as string[],
  edited: [] as string[],
  errors: [] as string[],
  menu: [] as Electron.MenuItemConstructorOptions[],
  /** What the person answers to the next question, and chooses in the next folder dialog. */
  answer: 0,
  folder: null as string | null,
  permissionCheck: undefined as Parameters<Electron.Session["setPermissionCheckHandler"]>[0] | undefined,
  permissionRequest: undefined as Parameters<Electron.Session["setPermissionRequestHandler"]>[0] | undefined,
  deviceCheck: undefined as Parameters<Electron.Session["setDevicePermissionHandler"]>[0] | undefined,
};

class AppStandIn extends EventEmitter {
  readonly isPackaged = false;
  readonly whenReady: Electron.App["whenReady"] = async () => {
    desktop.calls.push("ready");
  };
  readonly getPath: Electron.App["getPath"] = () => desktop.userData;
  readonly getAppPath: Electron.App["getAppPath"] = () => resolve("app");
  readonly setAsDefaultProtocolClient: Electron.App["setAsDefaultProtocolClient"] = (scheme) =>
    desktop.calls.push(`link scheme ${scheme}`) > 0;
  readonly exit: Electron.App["exit"] = (code) => {
    desktop.exitCode = code;
  };

  enableSandbox(): void {
    desktop.calls.push("enableSandbox");
  }

  requestSingleInstanceLock(handedOver?: unknown): boolean {
    desktop.handedOver = handedOver;
    return desktop.isFirst;
  }

  quit(): void {
    desktop.calls.push("quit");
    let isHeldBack = false;
    this.emit("will-quit", {
      preventDefault: () => {
        isHeldBack = true;
      },
    });
    if (!isHeldBack) this.emit("stand-in:ended");
  }
}

export const app = new AppStandIn();

class IpcMainStandIn extends EventEmitter {
  handle(channel: string, handler: Invoked): void {
    desktop.handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    desktop.handlers.delete(channel);
  }
}

export const ipcMain = new IpcMainStandIn();

export const protocol: Methods<Electron.Protocol, "registerSchemesAsPrivileged" | "handle"> = {
  registerSchemesAsPrivileged(schemes) {
    desktop.calls.push("registerSchemesAsPrivileged");
    desktop.schemes.push(...schemes);
  },
  handle(scheme, handler) {
    desktop.protocols.set(scheme, handler);
  },
};

class SessionStandIn extends EventEmitter {
  readonly setPermissionCheckHandler: Electron.Session["setPermissionCheckHandler"] = (handler) => {
    desktop.permissionCheck = handler;
  };
  readonly setPermissionRequestHandler: Electron.Session["setPermissionRequestHandler"] = (handler) => {
    desktop.permissionRequest = handler;
  };
  readonly setDevicePermissionHandler: Electron.Session["setDevicePermissionHandler"] = (handler) => {
    desktop.deviceCheck = handler;
  };
}

export const session = { defaultSession: new SessionStandIn() };

export const shell: Methods<Electron.Shell, "openExternal" | "openPath" | "showItemInFolder"> = {
  async openExternal(address) {
    desktop.external.push(address);
  },
  async openPath(path) {
    desktop.edited.push(path);
    return "";
  },
  showItemInFolder(path) {
    desktop.revealed.push(path);
  },
};

export const dialog = {
  async showMessageBox(): Promise<Electron.MessageBoxReturnValue> {
    desktop.calls.push("question");
    return { response: desktop.answer, checkboxChecked: false };
  },
  async showOpenDialog(): Promise<Electron.OpenDialogReturnValue> {
    return { canceled: desktop.folder === null, filePaths: desktop.folder === null ? [] : [desktop.folder] };
  },
  showErrorBox(title: string, content: string): void {
    desktop.errors.push(`${title}: ${content}`);
  },
};

export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
  setApplicationMenu(template: Electron.MenuItemConstructorOptions[]): void {
    desktop.menu = template;
  },
};

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};

/** Everything as it is before the app starts. */
export function resetDesktop(userData: string): void {
  app.removeAllListeners();
  ipcMain.removeAllListeners();
  session.defaultSession.removeAllListeners();
  for (const window of BrowserWindow.all.splice(0)) window.webContents.destroyed = true;
  BrowserWindow.focused = null;
  desktop.handlers.clear();
  desktop.protocols.clear();
  for (const list of [desktop.calls, desktop.schemes, desktop.external, desktop.revealed, desktop.edited]) {
    list.length = 0;
  }
  desktop.errors.length = 0;
  Object.assign(desktop, { isFirst: true, userData, exitCode: undefined, answer: 0, folder: null });
}
