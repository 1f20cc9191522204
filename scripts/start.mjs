// npm start [-- [folder] [--desktop | --browser]]: installs and builds what is missing, then opens the inspector.
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { ensureBuilt } from "./build.mjs";
import { runChild } from "./child.mjs";
import { desktopObstacle, electronObstacle, findElectron } from "./electron-runtime.mjs";
import { ensureInstalled } from "./install.mjs";
import { findNode, missingNodeMessage, root } from "./node-runtime.mjs";

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
      if (wishes.where !== undefined && wishes.where !== where) throw new Error(`Choose one of both. ${usage}`);
      wishes.where = where;
    } else if (argument === "--port") {
      index += 1;
      const port = given[index];
      if (port === undefined || !/^\d{1,5}$/.test(port)) throw new Error(`--port needs a number. ${usage}`);
      wishes.port = port;
    } else if (argument.startsWith("-")) {
      throw new Error(`There is no option ${argument}. ${usage}`);
    } else if (wishes.folder !== undefined) {
      throw new Error(`One folder at a time: ${wishes.folder} or ${argument}. ${usage}`);
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
  const node = findNode();
  if (node === undefined) throw new Error(missingNodeMessage());
  const server = spawn(node, [join(root, "out", "cli", "semiont-inspector.mjs"), "serve", ...serveArguments], {
    stdio: ["inherit", "pipe", "inherit"],
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => server.kill(signal));
  }
  let said = "";
  let shown = false;
  server.stdout.setEncoding("utf8").on("data", (text) => {
    process.stdout.write(text);
    if (shown) return;
    said += text;
    const address = /http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+\S*(?=\s)/.exec(said)?.[0];
    if (address === undefined) return;
    shown = true;
    showInBrowser(address);
  });
  return new Promise((done, failed) => {
    server.on("error", failed);
    server.on("close", (code, signal) => done(signal === null || signal === "SIGINT" ? (code ?? 0) : 1));
  });
}

/** @param {string} address printed already, so that nothing is lost where no browser can be opened */
function showInBrowser(address) {
  /** @type {readonly [string, ...string[]] | undefined} */
  const opener =
    process.platform === "darwin"
      ? ["open", address]
      : process.platform === "win32"
        ? ["rundll32", "url.dll,FileProtocolHandler", address]
        : process.env.DISPLAY || process.env.WAYLAND_DISPLAY
          ? ["xdg-open", address]
          : undefined;
  if (opener === undefined) return;
  const [program, ...openerArguments] = opener;
  spawn(program, openerArguments, { stdio: "ignore", detached: true })
    .on("error", (error) => console.error(`No browser could be opened (${error.message}); open the address above.`))
    .unref();
}

async function start() {
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
