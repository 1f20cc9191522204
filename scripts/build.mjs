// npm run build: builds the page, the desktop app, the command line and the event store library into out/.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runTool } from "./child.mjs";
import { ensureInstalled } from "./install.mjs";
import { root } from "./node-runtime.mjs";

const out = join(root, "out");
const stamp = join(out, "built-from.txt");

/** What a build depends on: the sources without their tests, and everything at the top that configures it. */
const inputs = ["src", "scripts/worker-files.ts", "electron.vite.config.ts", "vite.node.config.ts", "package.json"];
const configuration = ["package-lock.json", "tsconfig.base.json", "tsconfig.main.json", "tsconfig.library.json"];

/** Builds only when the sources are not those of the last build. */
export async function ensureBuilt() {
  const digest = digestOfSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  console.error("Building …");
  await build(digest);
}

/**
 * Builds beside `out` and moves the result into place, so that nobody meets half a build and a failed one costs nothing.
 * @param {string} digest of the sources, kept with the result
 */
async function build(digest) {
  const staging = `${out}.${process.pid}`;
  const env = { BUILD_FOLDER: staging };
  try {
    await step(["electron-vite", "build", "--logLevel", "warn"], env);
    await step(["vite", "build", "-c", "vite.node.config.ts", "--mode", "cli", "--logLevel", "warn"], env);
    await step(["vite", "build", "-c", "vite.node.config.ts", "--mode", "event-store", "--logLevel", "warn"], env);
    await step(["tsc", "-p", "tsconfig.library.json", "--outDir", join(staging, "event-store", "types")], env);
    writeFileSync(join(staging, "built-from.txt"), digest);
    const replaced = `${out}.${process.pid}.old`;
    if (existsSync(out)) renameSync(out, replaced);
    renameSync(staging, out);
    rmSync(replaced, { recursive: true, force: true });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * @param {readonly [string, ...string[]]} command
 * @param {Record<string, string>} env
 */
async function step(command, env) {
  const { code, output } = await runTool(command, { env, output: "collect" });
  if (code !== 0)
    throw new Error(`${output}\nThe build stopped: \`${command.join(" ")}\` failed with exit code ${code}.`);
}

/** Contents, not times: a checkout or a copy changes every file's time and nothing else. */
function digestOfSources() {
  const hash = createHash("sha256");
  for (const path of [...inputs, ...configuration].flatMap((input) => [...filesOf(input)])) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} path a file or a folder, relative to the project
 * @returns {Generator<string>} sorted, without tests
 */
function* filesOf(path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  if (!statSync(full).isDirectory()) {
    if (!/\.test\.tsx?$/.test(path)) yield path;
    return;
  }
  for (const name of readdirSync(full).sort()) {
    if (`${path}/${name}` !== "src/testing") yield* filesOf(`${path}/${name}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    await ensureInstalled();
    await build(digestOfSources());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
