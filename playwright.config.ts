import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

/** `CHROMIUM` is set by `scripts/test.mjs`; without it the system's is taken, else Playwright's own. */
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium"].find(
  (path) => path !== undefined && existsSync(path),
);
const asRoot = process.getuid?.() === 0;

export default defineConfig({
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
    trace: "retain-on-failure",
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
    { name: "large", use: { viewport: { width: 1440, height: 900 }, colorScheme: "light" } },
    { name: "small", use: { viewport: { width: 1024, height: 640 }, colorScheme: "dark" } },
  ],
});
