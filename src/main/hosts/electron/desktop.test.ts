import { EventEmitter, once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";

type StandIn = typeof import("../../../testing/electron-stand-in.ts");
type Window = InstanceType<StandIn["BrowserWindow"]>;

let folder: string;
let project: string;
let stand: StandIn;
let messages: string;
const argv = process.argv;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "semiont-desktop-"));
  project = join(folder, "project");
  await mkdir(join(project, ".semiont", "events"), { recursive: true });
  for (const [name, value] of [
    ["XDG_CONFIG_HOME", "config"],
    ["XDG_CACHE_HOME", "cache"],
    ["XDG_STATE_HOME", "state"],
  ] as const) {
    vi.stubEnv(name, join(folder, value));
  }
  messages = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    messages += String(text);
    return true;
  });
  vi.resetModules();
  stand = await import("../../../testing/electron-stand-in.ts");
  stand.resetDesktop(join(folder, "user-data"));
});

afterEach(async () => {
  if (stand.desktop.handlers.size > 0) await quit();
  process.argv = argv;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the desktop's own entry, and waits for its first window. */
async function launch(...given: string[]): Promise<Window> {
  process.argv = ["electron", "app", ...given];
  const opened = once(stand.app, "browser-window-created");
  await import("./main.ts");
  await opened;
  return loaded(0);
}

async function loaded(index: number): Promise<Window> {
  const window = stand.BrowserWindow.all[index];
  if (window === undefined) throw new Error(`There is no window ${index}.`);
  if (window.webContents.loaded.length === 0) await once(window.webContents, "did-finish-load");
  return window;
}

/** Resolves when so many messages were sent to the page. */
async function hears(page: Window["webContents"], messages: number): Promise<void> {
  while (page.sent.length < messages) await once(page, "stand-in:sent");
}

async function quit(): Promise<void> {
  const ended = once(stand.app, "stand-in:ended");
  stand.app.quit();
  await ended;
}

const replySchema = z.object({
  ok: z.boolean(),
  value: z.unknown().optional(),
  error: z.looseObject({ code: z.string() }).optional(),
});

/** A message as Electron brings it, from any frame. */
async function call(
  window: Window,
  method: unknown,
  input: unknown,
  senderFrame: unknown = window.webContents.mainFrame,
) {
  const handler = stand.desktop.handlers.get("semiont:call");
  if (handler === undefined) throw new Error("Nobody listens.");
  const event = Object.assign(new EventEmitter(), { sender: window.webContents, senderFrame });
  return replySchema.parse(await Reflect.apply(handler, undefined, [event, method, input]));
}

describe("windows (1)", () => {
  test("are sandboxed and isolated, and the sandbox is on before the app is ready", async () => {
    const { options } = await launch();
    expect(options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    });
    const { calls } = stand.desktop;
    expect(calls.indexOf("enableSandbox")).toBeLessThan(calls.indexOf("ready"));
    expect(calls.indexOf("registerSchemesAsPrivileged")).toBeLessThan(calls.indexOf("ready"));
    expect(calls.indexOf("enableSandbox")).toBeGreaterThanOrEqual(0);
  });
});

describe("the page's scheme (3, 4)", () => {
  const fetched = async (url: string, method = "GET") => {
    const handler = stand.desktop.protocols.get("app");
    if (handler === undefined) throw new Error("Nothing answers app:.");
    // As Electron does, without the folding of dots that `Request` would do first.
    const request = new Request("http://placeholder/", { method });
    Object.defineProperty(request, "url", { value: url });
    return handler(request);
  };

  test("bypasses no policy", async () => {
    const { webContents } = await launch();
    expect(stand.desktop.schemes).toEqual([{ scheme: "app", privileges: { standard: true, secure: true } }]);
    expect(webContents.loaded).toEqual(["app://inspector/"]);
  });

  test("gives out nothing but the page's files, under its own host", async () => {
    const page = join(folder, "page");
    await mkdir(join(page, "assets"), { recursive: true });
    await mkdir(join(folder, "page-sibling"));
    for (const file of ["page/index.html", "page/assets/main.js", "page-sibling/secret.json", "secret.json"]) {
      await writeFile(join(folder, file), file);
    }
    await symlink(join(folder, "secret.json"), join(page, "link.json"));
    const { serveApp } = await import("./app-protocol.ts");
    const { protocol } = await import("electron");
    serveApp(protocol, page, () => undefined);

    for (const url of ["app://inspector/", "app://inspector/index.html", "app://inspector/assets/main.js"]) {
      expect((await fetched(url)).status, url).toBe(200);
    }
    for (const url of [
      "app://inspector/../secret.json",
      "app://inspector/%2e%2e/secret.json",
      "app://inspector/%2e%2e%2fsecret.json",
      "app://inspector/..%5csecret.json",
      "app://inspector/../page-sibling/secret.json",
      "app://inspector/link.json",
      "app://inspector/assets",
      "app://inspector//etc/passwd",
      "app://other/index.html",
      "app://inspector.example/index.html",
      "app://inspector:80/index.html",
      "app://user@inspector/index.html",
    ]) {
      const { status } = await fetched(url);
      expect(status, url).toBeGreaterThanOrEqual(400);
      expect(status, url).toBeLessThan(500);
    }
    expect((await fetched("app://inspector/", "POST")).status).toBe(405);
  });

  test("comes with a policy that allows nothing unsafe, whatever the answer is", async () => {
    await launch();
    for (const url of ["app://inspector/", "app://inspector/missing.js"]) {
      const policy = (await fetched(url)).headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("connect-src 'none'");
      expect(policy).not.toContain("unsafe");
    }
  });
});

describe("messages (5, 6)", () => {
  test("of the window's own page are answered", async () => {
    const window = await launch();
    expect(await call(window, "application.read", {})).toMatchObject({ ok: true, value: { host: "electron" } });
  });

  test("of any other frame are refused", async () => {
    const window = await launch();
    const { mainFrame } = window.webContents;
    const detached = { ...mainFrame, detached: true };
    const destroyed = { ...mainFrame, isDestroyed: () => true };
    for (const [who, frame] of [
      ["a frame within the page", stand.frameStandIn("app://inspector/", mainFrame)],
      ["another top frame", stand.frameStandIn("app://inspector/")],
      ["no frame", null],
      ["a detached frame", detached],
      ["a destroyed frame", destroyed],
    ] as const) {
      expect(await call(window, "application.read", {}, frame), who).toMatchObject({
        ok: false,
        error: { code: "not-allowed" },
      });
    }
    for (const url of [
      "https://attacker.example/",
      "app://attacker/",
      "file:///etc/passwd",
      "about:blank",
      "data:text/html,x",
      "",
    ]) {
      mainFrame.url = url;
      expect(await call(window, "application.read", {}), url).toMatchObject({
        ok: false,
        error: { code: "not-allowed" },
      });
    }
  });

  test("of a page that is no window of ours are refused", async () => {
    const window = await launch();
    const stranger = new stand.WebContentsStandIn();
    await stranger.loadURL("app://inspector/");
    const handler = stand.desktop.handlers.get("semiont:call");
    const event = { sender: stranger, senderFrame: stranger.mainFrame };
    expect(await Reflect.apply(handler ?? (() => null), undefined, [event, "application.read", {}])).toMatchObject({
      error: { code: "not-allowed" },
    });
    expect(window.webContents.sent).toEqual([]);
  });

  test("that are malformed or huge get a typed answer", async () => {
    const window = await launch();
    const cycle: Record<string, unknown> = {};
    cycle.itself = cycle;
    let deep: unknown = {};
    for (let depth = 0; depth < 100; depth += 1) deep = { deep };
    for (const [method, input] of [
      ["no.such.method", {}],
      ["__proto__", {}],
      ["toString", {}],
      [7, {}],
      ["x".repeat(100), {}],
      ["application.read", { extra: true }],
      ["application.read", undefined],
      ["search.query", { text: "x".repeat(5_000_000), limit: 1 }],
      ["rebuild.preview", { operation: "a", streams: Array.from({ length: 200_000 }, () => "x") }],
      ["application.read", cycle],
      ["application.read", deep],
      ["application.read", new Map()],
      ["application.read", new Uint8Array(10)],
      ["project.open", { operation: "a", source: { kind: "folder", handle: "/etc" } }],
      ["project.open", { operation: "a", source: { kind: "path", path: "/etc" } }],
    ] as const) {
      expect(await call(window, method, input), String(method)).toMatchObject({
        ok: false,
        error: { code: "invalid-request" },
      });
    }
  });

  test("have one door: `ipcMain` is named in one file", async () => {
    const here = fileURLToPath(new URL(".", import.meta.url));
    const naming: string[] = [];
    for (const name of await readdir(here)) {
      if (name.endsWith(".test.ts")) continue;
      if ((await readFile(join(here, name), "utf8")).includes("ipcMain")) naming.push(name);
    }
    expect(naming).toEqual(["ipc.ts"]);
  });
});

describe("what a page could be led to (7)", () => {
  test("every permission is denied, but to write to the clipboard", async () => {
    await launch();
    const { permissionCheck, permissionRequest, deviceCheck } = stand.desktop;
    const check = (permission: string, origin: string) =>
      Reflect.apply(permissionCheck ?? (() => "unset"), undefined, [null, permission, origin, {}]);
    const request = (permission: string, requestingUrl: string) =>
      new Promise((answer) =>
        Reflect.apply(permissionRequest ?? (() => "unset"), undefined, [null, permission, answer, { requestingUrl }]),
      );
    for (const permission of [
      "media",
      "geolocation",
      "notifications",
      "clipboard-read",
      "openExternal",
      "fileSystem",
      "hid",
    ]) {
      expect(check(permission, "app://inspector/"), permission).toBe(false);
      expect(await request(permission, "app://inspector/"), permission).toBe(false);
    }
    expect(check("clipboard-sanitized-write", "app://inspector/")).toBe(true);
    expect(await request("clipboard-sanitized-write", "https://attacker.example/")).toBe(false);
    expect(Reflect.apply(deviceCheck ?? (() => "unset"), undefined, [{}])).toBe(false);
  });

  test("no navigation, redirect, frame or webview goes anywhere, and no download that is not the page's own", async () => {
    const { webContents } = await launch();
    for (const name of ["will-navigate", "will-frame-navigate", "will-redirect", "will-attach-webview"]) {
      const preventDefault = vi.fn();
      webContents.emit(name, { preventDefault, url: "https://attacker.example/" });
      expect(preventDefault, name).toHaveBeenCalledOnce();
    }
    for (const [url, prevented] of [
      ["https://attacker.example/x.exe", 1],
      ["blob:app://inspector/1", 0],
    ] as const) {
      const preventDefault = vi.fn();
      stand.session.defaultSession.emit("will-download", { preventDefault }, { getURL: () => url });
      expect(preventDefault, url).toHaveBeenCalledTimes(prevented);
    }
  });

  test("no window opens; links of the web go to the browser, unasked only where our own texts lead", async () => {
    const { webContents } = await launch();
    const { desktop } = stand;
    const open = async (url: string) => {
      const result = webContents.openWindow?.({
        url,
        frameName: "",
        features: "",
        disposition: "new-window",
        referrer: { url: "", policy: "no-referrer" },
      });
      expect(result, url).toEqual({ action: "deny" });
      // Every step of the asking settles in this turn's microtasks.
      await new Promise(setImmediate);
    };
    for (const url of [
      "file:///etc/passwd",
      "smb://attacker.example/share",
      "javascript:alert(1)",
      "data:text/html,x",
      "app://inspector/",
      "mailto:x@example.org",
      "https://user:password@example.org/",
      "no address",
    ]) {
      await open(url);
    }
    expect(desktop.external).toEqual([]);
    expect(desktop.calls).not.toContain("question");

    await open("https://github.com/The-AI-Alliance/semiont");
    expect(desktop.external).toEqual(["https://github.com/The-AI-Alliance/semiont"]);
    desktop.answer = 1;
    await open("https://example.org/");
    expect(desktop.external).toHaveLength(1);
    desktop.answer = 0;
    await open("https://example.org/");
    expect(desktop.external.at(-1)).toBe("https://example.org/");
  });

  test("files on other machines are not touched, and only texts are opened", async () => {
    await launch();
    const { desktopPort } = await import("./desktop-port.ts");
    const port = desktopPort("linux", "0.0.0", () => null);
    await expect(port.showFile?.("\\\\attacker\\share\\x.json", "folder")).rejects.toThrow("another machine");
    await port.showFile?.("/project/run.sh", "editor");
    await port.showFile?.("/project/.semiont/events/a.jsonl", "editor");
    expect(stand.desktop.edited).toEqual(["/project/.semiont/events/a.jsonl"]);
    expect(stand.desktop.revealed).toEqual(["/project/run.sh"]);
  });
});

describe("launches and losses (9)", () => {
  test("a folder among the arguments is opened, and the page may open just that", async () => {
    const window = await launch(project);
    const place = /^app:\/\/inspector\/#\/p\/(\w+)\/overview$/.exec(window.webContents.loaded[0] ?? "");
    expect(place).not.toBeNull();
    const open = (id: string | undefined) =>
      call(window, "project.open", { operation: "a", source: { kind: "recent", id } });
    expect(await open(place?.[1])).toMatchObject({ ok: true, value: { name: "project" } });
    expect(await open("other")).toMatchObject({ ok: false, error: { code: "not-found" } });
  });

  test("a second launch hands over its arguments and ends", async () => {
    stand.desktop.isFirst = false;
    process.argv = ["electron", "app", project];
    await import("./main.ts");
    expect(stand.desktop.handedOver).toEqual({ given: [project], workingFolder: process.cwd() });
    expect(stand.desktop.calls).toContain("quit");
    expect(stand.desktop.calls).not.toContain("new BrowserWindow");
  });

  test("the first one shows what the second was asked for", async () => {
    await launch();
    const opened = once(stand.app, "browser-window-created");
    stand.app.emit("second-instance", {}, [], "/", { given: ["project"], workingFolder: folder });
    await opened;
    const second = await loaded(1);
    expect(second.webContents.loaded[0]).toMatch(/#\/p\/\w+\/overview$/);
  });

  test("what a second launch says in another form only brings the window to the front", async () => {
    const { webContents } = await launch();
    stand.BrowserWindow.focused = null;
    for (const handedOver of [undefined, null, { given: "/etc" }, { given: [1], workingFolder: "/" }]) {
      stand.app.emit("second-instance", {}, ["electron", "/etc"], "/", handedOver);
    }
    expect(stand.BrowserWindow.focused).not.toBeNull();
    expect(webContents.sent).toEqual([]);
    expect(stand.BrowserWindow.all).toHaveLength(1);
  });

  test("the folder of the app itself is not taken for a project", async () => {
    const { givenArguments } = await import("./launch-arguments.ts");
    const app = join(folder, "app");
    expect(givenArguments(["electron", "--inspect=0", `${app}/`, "--flag", "one"], app)).toEqual(["--flag", "one"]);
    expect(givenArguments(["electron", app], app)).toEqual([]);
    expect(givenArguments(["semiont-inspector", "one"], null)).toEqual(["one"]);
  });

  test("a link leads to a place, and to nothing else", async () => {
    const { webContents } = await launch();
    const link = "semiont-inspector://inspector/#/p/abc/integrity?show=streams";
    stand.app.emit("second-instance", {}, [], "/", { given: ["--flag", "/etc", link], workingFolder: folder });
    await hears(webContents, 1);
    expect(webContents.sent).toEqual([
      ["semiont:push", "navigation.requested", { place: "/p/abc/integrity?show=streams" }],
    ]);
    const { readLaunchArguments } = await import("./launch-arguments.ts");
    for (const bad of [
      "semiont-inspector://other/#/p/x",
      "semiont-inspector://inspector/etc",
      `${link}${"x".repeat(5000)}`,
    ]) {
      expect(readLaunchArguments(["/etc", bad], "/"), bad).toEqual({});
    }
  });

  test("a page that was lost is reported and loaded again where it was, but not for ever", async () => {
    const { webContents } = await launch(project);
    const at = "app://inspector/#/p/abc/timeline";
    webContents.emit("did-navigate-in-page", {}, at, true);
    const lose = () => webContents.emit("render-process-gone", {}, { reason: "crashed", exitCode: 139 });
    lose();
    expect(messages).toContain("crashed, exit code 139");
    expect(webContents.loaded.at(-1)).toBe(at);
    for (let time = 0; time < 5; time += 1) lose();
    expect(webContents.loaded).toHaveLength(4);
    expect(stand.desktop.errors.join()).toContain("keeps failing");
  });

  test("a dropped folder is opened by the host; a path from anywhere else is not", async () => {
    const { webContents } = await launch();
    const drop = (senderFrame: unknown, path: unknown) =>
      stand.ipcMain.emit("semiont:drop", { sender: webContents, senderFrame }, path);
    drop(stand.frameStandIn("app://inspector/", webContents.mainFrame), "/etc");
    drop(webContents.mainFrame, "x".repeat(5000));
    drop(webContents.mainFrame, { path: "/etc" });
    drop(webContents.mainFrame, project);
    await hears(webContents, 1);
    expect(webContents.sent).toHaveLength(1);
    expect(webContents.sent[0]?.[2]).toEqual({ place: expect.stringMatching(/^\/p\/\w+\/overview$/) });
  });
});

describe("windows and menus", () => {
  test("the last window's place is kept when it closes, and used where it can be seen", async () => {
    const file = join(folder, "user-data", "window-state.json");
    const window = await launch();
    const ended = once(stand.app, "stand-in:ended");
    window.close();
    await ended;
    const { readWindowState, isVisible } = await import("./window-state.ts");
    const kept = await readWindowState(file);
    expect(kept).toEqual({ x: 10, y: 20, width: 1280, height: 840, maximized: false });
    const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
    expect(kept !== null && isVisible(kept, screens)).toBe(true);
    expect(kept !== null && isVisible({ ...kept, x: 5000 }, screens)).toBe(false);
    await writeFile(file, '{"x":"left"}');
    expect(await readWindowState(file)).toBeNull();
  });

  test("a chosen folder opens in the window in front, and menus run the palette's commands there", async () => {
    const { webContents } = await launch();
    const item = (label: string) =>
      stand.desktop.menu
        .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
        .find((one) => one.label === label);
    Reflect.apply(item("Integrity")?.click ?? (() => undefined), undefined, []);
    expect(webContents.sent).toEqual([["semiont:push", "command.requested", { command: "go.integrity" }]]);
    stand.desktop.folder = project;
    Reflect.apply(item("Open Folder…")?.click ?? (() => undefined), undefined, []);
    await hears(webContents, 2);
    expect(webContents.sent[1]?.[1]).toBe("navigation.requested");
  });

  test("the app ends with its last window, after everything is closed", async () => {
    const window = await launch(project);
    const ended = once(stand.app, "stand-in:ended");
    window.close();
    await ended;
    expect(stand.desktop.handlers.size).toBe(0);
    expect(messages).toBe("");
  });
});
