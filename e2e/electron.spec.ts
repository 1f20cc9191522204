import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { _electron as electron } from "playwright";
import { openWorkspace } from "./app/workspace.ts";

// In the real Electron. Where its runtime or a desktop is missing, `desktop.spec.ts` runs the same scripts without it.
const hasRuntime =
  process.env.ELECTRON_OVERRIDE_DIST_PATH !== undefined ||
  existsSync(fileURLToPath(new URL("../node_modules/electron/path.txt", import.meta.url)));
const hasScreen =
  process.platform !== "linux" || process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are wanted
test.beforeEach(({}, testInfo) => {
  testInfo.skip(!hasRuntime, "Electron's runtime is not on this machine.");
  testInfo.skip(!hasScreen, "There is no desktop here (neither DISPLAY nor WAYLAND_DISPLAY is set).");
});

const root = fileURLToPath(new URL("..", import.meta.url));

async function launch(environment: Readonly<Record<string, string>>, ...given: string[]) {
  const app = await electron.launch({ args: [root, ...given], env: environment });
  return { app, [Symbol.asyncDispose]: () => app.close() };
}

test("a project opens in a sandboxed window from its own scheme, without Node", async () => {
  await using workspace = await openWorkspace();
  await using started = await launch(workspace.environment, await workspace.sample("aurora-library"));
  const page = await started.app.firstWindow();
  await expect(page).toHaveTitle(/^Verified · Overview – Aurora Station Library/);
  expect(page.url()).toMatch(/^app:\/\/inspector\/#\/p\//);
  const names = ["require", "process", "Buffer", "module", "global"];
  expect(await page.evaluate((all) => all.filter((name) => name in window), names)).toEqual([]);
  expect(await page.evaluate(() => Object.keys(Object(Reflect.get(window, "semiont"))).sort())).toEqual([
    "call",
    "listen",
    "onConnection",
  ]);
});

test("the page stays where it is, opens no window, and loads no file", async () => {
  await using workspace = await openWorkspace();
  await using started = await launch(workspace.environment);
  const page = await started.app.firstWindow();
  await expect(page.getByRole("heading", { name: "Samples" })).toBeVisible();
  const before = page.url();
  const opened = await page.evaluate(async () => {
    const window_ = window.open("https://attacker.example/");
    window.location.href = "file:///etc/passwd";
    const read = await fetch("file:///etc/passwd").then(
      () => "read",
      () => "refused",
    );
    return { window: window_ === null, read };
  });
  expect(opened).toEqual({ window: true, read: "refused" });
  expect(page.url()).toBe(before);
  expect(started.app.windows()).toHaveLength(1);
});

test("what is asked of the scheme beyond the page is not there", async () => {
  await using workspace = await openWorkspace();
  await using started = await launch(workspace.environment);
  await started.app.firstWindow();
  const statuses = await started.app.evaluate(async ({ net }) => {
    const addresses = [
      "app://inspector/%2e%2e/package.json",
      "app://inspector/..%2fpackage.json",
      "app://other/index.html",
    ];
    return Promise.all(addresses.map(async (address) => (await net.fetch(address)).status));
  });
  for (const status of statuses) expect(status).toBeGreaterThanOrEqual(400);
});

test("a page that crashes comes back where it was", async () => {
  await using workspace = await openWorkspace();
  await using started = await launch(workspace.environment, await workspace.sample("aurora-library"));
  const page = await started.app.firstWindow();
  await expect(page).toHaveTitle(/^Verified/);
  const before = page.url();
  const loaded = started.app.evaluate(
    ({ webContents }) =>
      new Promise<string>((resolve) => {
        const [contents] = webContents.getAllWebContents();
        contents?.once("did-finish-load", () => resolve(contents.getURL()));
        contents?.forcefullyCrashRenderer();
      }),
  );
  expect(await loaded).toBe(before);
});
