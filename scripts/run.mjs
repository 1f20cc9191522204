// node scripts/run.mjs <bin> [arguments…]: runs `node` itself, or a tool of node_modules/.bin, on a fitting Node.js.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { findNode, missingNodeMessage, root } from "./node-runtime.mjs";

/**
 * The script behind a tool's name: read from the packages' own `bin`, because the shell shims differ per system.
 * @param {string} name
 * @returns {string | undefined}
 */
function findTool(name) {
  for (const packageName of [name, ...devDependencies()]) {
    const manifestPath = join(root, "node_modules", packageName, "package.json");
    if (!existsSync(manifestPath)) continue;
    const { name: fullName, bin } = JSON.parse(readFileSync(manifestPath, "utf8"));
    const entries = typeof bin === "string" ? { [String(fullName).split("/").at(-1) ?? ""]: bin } : (bin ?? {});
    if (typeof entries[name] === "string") return join(dirname(manifestPath), entries[name]);
  }
  return undefined;
}

/** @returns {string[]} */
function devDependencies() {
  return Object.keys(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies ?? {});
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exit(1);
}

const [name, ...toolArguments] = process.argv.slice(2);
const node = findNode();
if (name === undefined) fail("Usage: node scripts/run.mjs <tool> [arguments…]");
else if (node === undefined) fail(missingNodeMessage());
else {
  const tool = name === "node" ? undefined : findTool(name);
  if (name !== "node" && tool === undefined)
    fail(`No installed package has a tool named "${name}". Run \`npm install\` first.`);
  const child = spawn(node, tool === undefined ? toolArguments : [tool, ...toolArguments], {
    stdio: "inherit",
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}` },
  });
  // The terminal sends Ctrl-C to the child as well; waiting for it keeps its last words and its exit code.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(`Could not start ${node}: ${error.message}`));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  });
}
