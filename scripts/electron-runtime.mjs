import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runNode } from "./child.mjs";
import { root } from "./node-runtime.mjs";

const electron = join(root, "node_modules", "electron");
const downloadLimit = 180_000;

/**
 * The Electron binary, fetched when it is not there yet.
 * @returns {Promise<{ binary: string } | { missing: string }>} `missing` says why, as the end of a sentence about it
 */
export async function findElectron() {
  const present = installedElectron();
  if (present !== undefined) return { binary: present };
  console.error("Fetching the Electron runtime (about 110 MB, once) …");
  const { code, output, timedOut } = await runNode([join(electron, "install.js")], {
    output: "collect",
    timeLimit: downloadLimit,
  });
  const fetched = installedElectron();
  if (code === 0 && fetched !== undefined) return { binary: fetched };
  if (timedOut) return { missing: `could not be fetched within ${downloadLimit / 1000} seconds` };
  const reason = output.split("\n").find((line) => /error/i.test(line)) ?? `its installer ended with code ${code}`;
  return { missing: `could not be fetched (${reason.trim()})` };
}

/**
 * The Electron binary that is there without fetching it. Follows Electron's own settings, as its documentation gives them.
 * @returns {string | undefined}
 */
export function installedElectron() {
  const pathFile = join(electron, "path.txt");
  const candidates = [
    process.env.ELECTRON_EXEC_PATH,
    existsSync(pathFile)
      ? resolve(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electron, "dist"), readFileSync(pathFile, "utf8"))
      : undefined,
    process.env.ELECTRON_OVERRIDE_DIST_PATH === undefined
      ? undefined
      : join(process.env.ELECTRON_OVERRIDE_DIST_PATH, process.platform === "win32" ? "electron.exe" : "electron"),
  ];
  return candidates.find((path) => path !== undefined && existsSync(path));
}

/**
 * Why no window of Electron's can open here although its runtime may be present, as the end of a sentence.
 * @returns {string | undefined} `undefined` when nothing is known to stand in the way
 */
export function desktopObstacle() {
  if (process.platform !== "linux") return undefined;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return "there is no desktop here (neither DISPLAY nor WAYLAND_DISPLAY is set)";
  }
  // Electron refuses to run as root with its sandbox on, and without the sandbox it is not what we ship.
  if (process.getuid?.() === 0) return "Electron's sandbox does not work for the user root";
  return undefined;
}

/**
 * Why Electron cannot run here, be it the runtime or the desktop, as the end of a sentence.
 * @returns {string | undefined} `undefined` when nothing is known to stand in the way
 */
export function electronObstacle() {
  const obstacles = [
    installedElectron() === undefined ? "the Electron runtime is not installed" : undefined,
    desktopObstacle(),
  ];
  const known = obstacles.filter((obstacle) => obstacle !== undefined);
  return known.length === 0 ? undefined : known.join(", and ");
}
