// npm start [-- [folder] [--desktop | --browser]]: installs and builds what is missing, then opens the inspector.
import { join, resolve } from "node:path";
import { ensureBuilt } from "./build.mjs";
import { runChild, runNode } from "./child.mjs";
import { desktopObstacle, electronObstacle, findElectron } from "./electron-runtime.mjs";
import { ensureInstalled } from "./install.mjs";
import { root } from "./node-runtime.mjs";

const usage = "Usage: npm start -- [folder] [--desktop | --browser] [--port <number>]";

/** An exit this soon is a start that failed, not a window that was closed. */
const startingTime = 5_000;

/**
 * @param {readonly string[]} given
 * @returns {{ where: "desktop" | "browser" | undefined, folder: string | undefined, port: string | undefined }}
 */
function readArguments(given) {
  /** @type {ReturnType<typeof readArguments>} */
  const wishes = { where: undefined, folder: undefined, port: undefined };
  for (let index = 0; index < given.length; index += 1) {
    const argument = given[index] ?? "";
    if (argument === "--desktop" || argument === "--browser") {
      const where = argument === "--desktop" ? "desktop" : "browser";
      if (wishes.where !== undefined && wishes.where !== where)
        throw new Error(`--desktop and --browser exclude each other. ${usage}`);
      wishes.where = where;
    } else if (argument === "--port") {
      index += 1;
      const port = given[index];
      if (port === undefined || !/^\d{1,5}$/.test(port)) throw new Error(`--port needs a number. ${usage}`);
      wishes.port = port;
    } else if (argument.startsWith("-")) {
      throw new Error(`There is no option ${argument}. ${usage}`);
    } else if (wishes.folder !== undefined) {
      throw new Error(
        `One folder can be opened at a time, and two are named: ${wishes.folder} and ${argument}. ${usage}`,
      );
    } else {
      // npm changes into the project's folder; a folder is meant from where it was typed.
      wishes.folder = resolve(process.env.INIT_CWD ?? process.cwd(), argument);
    }
  }
  return wishes;
}

/**
 * @param {readonly string[]} folder
 * @returns {Promise<{ code: number } | { missing: string }>} `missing` says why there is no window
 */
async function openOnDesktop(folder) {
  // Not worth fetching 110 MB for a window that cannot open.
  if (desktopObstacle() !== undefined) return { missing: electronObstacle() ?? "" };
  const runtime = await findElectron();
  if ("missing" in runtime) return { missing: `the Electron runtime is not installed and ${runtime.missing}` };
  const started = Date.now();
  const { code } = await runChild(runtime.binary, [root, ...folder]);
  if (code !== 0 && Date.now() - started < startingTime) return { missing: `Electron ended at once with code ${code}` };
  return { code };
}

/**
 * Serves the app on loopback until interrupted, and shows it where there is a desktop to show it on.
 * @param {readonly string[]} serveArguments
 * @returns {Promise<number>} the exit code
 */
async function openInBrowser(serveArguments) {
  const hasDesktop = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const command = hasDesktop ? "open" : "serve";
  const { code } = await runNode([join(root, "out", "cli", "semiont-inspector.mjs"), command, ...serveArguments]);
  return code;
}

async function start() {
  if (process.argv.includes("--help")) {
    console.log(usage);
    return 0;
  }
  const { where, folder, port } = readArguments(process.argv.slice(2));
  await ensureInstalled();
  await ensureBuilt();
  const folderArgument = folder === undefined ? [] : [folder];
  if (where !== "browser") {
    const window = await openOnDesktop(folderArgument);
    if ("code" in window) return window.code;
    if (where === "desktop") throw new Error(`The desktop app cannot be opened: ${window.missing}.`);
    console.error(`The desktop app cannot be opened: ${window.missing}; serving the same app to your browser instead.`);
  }
  return openInBrowser([...folderArgument, ...(port === undefined ? [] : ["--port", port])]);
}

try {
  process.exitCode = await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
