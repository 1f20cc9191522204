import { test as base, expect } from "@playwright/test";
import { electronObstacle } from "../scripts/electron-runtime.mjs";
import { type ElectronHost, startElectronHost } from "./app/electron-host.ts";
import { openWorkspace, type Workspace } from "./app/workspace.ts";

// What only the real Electron can show. The stories run in it too; where it is missing, `desktop.spec.ts` and the stories
// of the stand-in run the same main and preload scripts without it.

const test = base.extend<{ workspace: Workspace; start: (...given: string[]) => Promise<ElectronHost> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are wanted
  workspace: async ({}, use) => {
    await using workspace = await openWorkspace();
    await use(workspace);
  },
  start: async ({ workspace }, use, testInfo) => {
    const obstacle = electronObstacle();
    testInfo.skip(obstacle !== undefined, `Electron cannot run here, so that no story runs in it: ${obstacle}.`);
    await using hosts = new AsyncDisposableStack();
    const look = { width: 1280, height: 840, colorScheme: "light" } as const;
    await use(async (...given) => hosts.use(await startElectronHost(workspace, look, ...given)));
  },
});

test("a folder on the command line opens in a sandboxed window from its own scheme, without Node", async ({
  workspace,
  start,
}) => {
  const { page } = await start(await workspace.sample("aurora-library"));
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

test("the page stays where it is, opens no window, and loads no file", async ({ start }) => {
  const { app, page } = await start();
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
  expect(app.windows()).toHaveLength(1);
});

test("what is asked of the scheme beyond the page is not there", async ({ start }) => {
  const { app } = await start();
  const statuses = await app.evaluate(async ({ net }) => {
    const addresses = [
      "app://inspector/%2e%2e/package.json",
      "app://inspector/..%2fpackage.json",
      "app://other/index.html",
    ];
    return Promise.all(addresses.map(async (address) => (await net.fetch(address)).status));
  });
  for (const status of statuses) expect(status).toBeGreaterThanOrEqual(400);
});

test("a page that crashes comes back where it was", async ({ workspace, start }) => {
  const { app, page } = await start(await workspace.sample("aurora-library"));
  await expect(page).toHaveTitle(/^Verified/);
  const before = page.url();
  const loaded = app.evaluate(
    ({ webContents }) =>
      new Promise<string>((resolve) => {
        const [contents] = webContents.getAllWebContents();
        contents?.once("did-finish-load", () => resolve(contents.getURL()));
        contents?.forcefullyCrashRenderer();
      }),
  );
  expect(await loaded).toBe(before);
});
