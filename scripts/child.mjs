import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { findNode, missingNodeMessage, root } from "./node-runtime.mjs";

/**
 * @typedef {object} ChildOptions
 * @property {string} [cwd] the project's folder unless given
 * @property {Record<string, string>} [env] added to this process's own
 * @property {"show" | "show-on-stderr" | "collect"} [output] where the child's words go; `show` unless given
 * @property {number} [timeLimit] milliseconds after which the child is killed; none unless given
 *
 * @typedef {object} ChildResult
 * @property {number} code the exit code, or 128 and the signal's number
 * @property {string} output what it said on both channels, when collected
 * @property {boolean} timedOut
 */

/**
 * Runs a program to its end. An interrupt reaches it and is waited for.
 * @param {string} program
 * @param {readonly string[]} programArguments
 * @param {ChildOptions} [options]
 * @returns {Promise<ChildResult>} rejected when the program cannot be started
 */
export function runChild(program, programArguments, { cwd = root, env = {}, output = "show", timeLimit } = {}) {
  return new Promise((resolve, reject) => {
    const channel = output === "collect" ? "pipe" : output === "show" ? "inherit" : 2;
    const child = spawn(program, programArguments, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [output === "show" ? "inherit" : "ignore", channel, output === "show" ? "inherit" : channel],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        said += text;
      });
    }
    let timedOut = false;
    const limit =
      timeLimit === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill("SIGKILL");
          }, timeLimit);
    /** @type {readonly NodeJS.Signals[]} */
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, passOn);
    const finish = () => {
      clearTimeout(limit);
      for (const signal of signals) process.off(signal, passOn);
    };
    child.on("error", (error) => {
      finish();
      reject(error);
    });
    child.on("close", (code, signal) => {
      finish();
      resolve({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), output: said, timedOut });
    });
  });
}

/**
 * Runs a tool of node_modules, or `node` itself, on a Node.js that fits.
 * @param {readonly [tool: string, ...toolArguments: string[]]} command
 * @param {ChildOptions} [options]
 */
export function runTool(command, options) {
  return runChild(process.execPath, [join(root, "scripts", "run.mjs"), ...command], options);
}

/**
 * Runs a script on a Node.js that fits, without another process in between.
 * @param {readonly string[]} scriptAndArguments
 * @param {ChildOptions} [options]
 */
export function runNode(scriptAndArguments, options) {
  const node = findNode();
  if (node === undefined) throw new Error(missingNodeMessage());
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`;
  return runChild(node, scriptAndArguments, { ...options, env: { PATH: path, ...options?.env } });
}
