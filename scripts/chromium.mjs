import { existsSync } from "node:fs";
import { runChild, runNode, runTool } from "./child.mjs";

const systemPaths = [
  // The same Chromium without windows, which starts faster.
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * A Chromium that starts: the one named by `CHROMIUM`, Playwright's, the system's, else one installed now.
 * @returns {Promise<string>} its path; rejected with a message for people where none can be had
 */
export async function findChromium() {
  const chosen = process.env.CHROMIUM;
  if (chosen !== undefined && chosen !== "") {
    if (await starts(chosen)) return chosen;
    throw new Error(`CHROMIUM names ${chosen}, which does not start.`);
  }
  const playwrights = await playwrightsPath();
  const present = await firstThatStarts([playwrights, ...systemPaths]);
  if (present !== undefined) return present;

  console.error("No Chromium found; trying Playwright's download …");
  const download = await runTool(["playwright", "install", "chromium"], { output: "collect", timeLimit: 300_000 });
  if (await starts(playwrights)) return playwrights;

  if (process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.error("Installing the distribution's chromium …");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await runChild("apt-get", ["update", "-qq"], { output: "show-on-stderr", env });
    const install = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
    await runChild("apt-get", install, { output: "show-on-stderr", env });
    const installed = await firstThatStarts(systemPaths);
    if (installed !== undefined) return installed;
  }
  throw new Error(
    `${download.output.trim()}\nThe end-to-end tests need a Chromium, and none could be found or installed. ` +
      "Install one, or set CHROMIUM to the path of its binary.",
  );
}

/** Where Playwright keeps its own, whether or not it has been downloaded. */
async function playwrightsPath() {
  const { output } = await runNode(["-p", "require('playwright').chromium.executablePath()"], { output: "collect" });
  return output.trim();
}

/** @param {readonly string[]} paths */
async function firstThatStarts(paths) {
  for (const path of paths) if (await starts(path)) return path;
  return undefined;
}

/**
 * A binary can be there and lack a library, or be a stub that asks for another package.
 * @param {string} path
 */
async function starts(path) {
  if (!existsSync(path)) return false;
  // Chrome for Windows opens a window for --version instead of answering.
  if (process.platform === "win32") return true;
  try {
    const { code } = await runChild(path, ["--version"], { output: "collect", timeLimit: 30_000 });
    return code === 0;
  } catch {
    // Not a program at all, or not for this user: the next one is tried, and the last failure is told in full.
    return false;
  }
}
