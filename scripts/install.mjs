import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child.mjs";
import { root } from "./node-runtime.mjs";

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, peer?: boolean, devOptional?: boolean }} LockedPackage */

/**
 * Installs what package-lock.json names, unless it is there already. Says so on stderr when it takes time.
 * @returns {Promise<void>} rejected with a message for people when npm fails
 */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.error("Installing the packages named in package-lock.json …");
  // Optional packages carry Node.js and the native parts of the build; whatever the machine's settings, they are needed.
  const ci = ["ci", "--include=dev", "--include=optional", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const { code } = npm?.endsWith(".js")
    ? await runChild(process.execPath, [npm, ...ci], { output: "show-on-stderr" })
    : await runChild(process.platform === "win32" ? "npm.cmd" : "npm", ci, { output: "show-on-stderr" });
  if (code !== 0) throw new Error(`\`npm ci\` failed with exit code ${code}; its reason is above.`);
}

/**
 * Compares the lockfile with npm's own record of what it put into node_modules, which it writes last.
 * Unlike a stamp of our own this stays right after a plain `npm install`.
 */
function isInstalled() {
  const locked = readLockedPackages(join(root, "package-lock.json"));
  const installed = readLockedPackages(join(root, "node_modules", ".package-lock.json"));
  if (locked === undefined || installed === undefined) return false;
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === "") return true;
    const found = installed[path];
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true || wanted.peer === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/**
 * @param {string} path
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readLockedPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    // Missing or cut short by an interrupted install: the same to us, it has to be installed again.
    return undefined;
  }
}
