// node scripts/run.mjs <bin> [arguments…]: runs `node` itself, or a tool of node_modules/.bin, on a fitting Node.js.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runNode } from "./child.mjs";
import { root } from "./node-runtime.mjs";

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

const [name, ...toolArguments] = process.argv.slice(2);
try {
  if (name === undefined) throw new Error("Usage: node scripts/run.mjs <tool> [arguments…]");
  const tool = name === "node" ? undefined : findTool(name);
  if (name !== "node" && tool === undefined) {
    throw new Error(`No installed package has a tool named "${name}". Run \`npm install\` first.`);
  }
  const { code } = await runNode(tool === undefined ? toolArguments : [tool, ...toolArguments], {
    cwd: process.cwd(),
  });
  process.exitCode = code;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
