import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";
import type { AppOptions } from "./e2e/app/test.ts";
import { electronObstacle } from "./scripts/electron-runtime.mjs";

/** `CHROMIUM` is set by `scripts/test.mjs`; without it the system's is taken, else Playwright's own. */
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find(
  (path) => path !== undefined && existsSync(path),
);
const asRoot = process.getuid?.() === 0;

const large = { width: 1440, height: 900 };
const small = { width: 1024, height: 640 };
const inElectron = "**/electron.spec.ts";
const inBrowser = "**/folder-browser.spec.ts";
/** Tests of one host itself. They look the same at every size. */
const ofOneHost = [
  "**/serve.spec.ts",
  "**/reconnect.spec.ts",
  "**/preferences.spec.ts",
  "**/hostile-page.spec.ts",
  "**/desktop.spec.ts",
];
/** Walks through every screen by keys, which are the same at every size: once, where room is short. */
const inSmallWindow = "**/every-action.spec.ts";
/** Between them they use everything that goes from the page to its host. */
const STORIES_OF_THE_STAND_IN = ["story", "open", "links", "live", "rebuild"];

export default defineConfig<AppOptions>({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    // Shorter than a test may take, so that what could not be done is named.
    actionTimeout: 20_000,
    // Keeping one takes a third more time, and there is nobody to look at it in CI.
    trace: process.env.CI === undefined ? "retain-on-failure" : "off",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Chromium's own sandbox cannot be set up by root; the other switches keep it from calling home.
      args: [
        ...(asRoot ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
      ],
    },
  },
  projects: [
    { name: "large", testIgnore: [inElectron, inSmallWindow], use: { viewport: large, colorScheme: "light" } },
    { name: "small", testIgnore: [inElectron, ...ofOneHost], use: { viewport: small, colorScheme: "dark" } },
    {
      name: "stand-in",
      testMatch: STORIES_OF_THE_STAND_IN.map((name) => `**/${name}.spec.ts`),
      use: { hostName: "stand-in", viewport: small, colorScheme: "light" },
    },
    {
      name: "electron",
      // Without the runtime, its own tests say why they are skipped, and stand for the stories.
      ...(electronObstacle() === undefined
        ? { testIgnore: [inBrowser, inSmallWindow, ...ofOneHost] }
        : { testMatch: inElectron }),
      use: { hostName: "electron", viewport: large, colorScheme: "dark" },
    },
  ],
});
