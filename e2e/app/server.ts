import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Workspace } from "./workspace.ts";

const commandLine = fileURLToPath(new URL("../../out/cli/semiont-inspector.mjs", import.meta.url));

/** The built inspector, serving one workspace. */
export interface Server extends AsyncDisposable {
  /** With the token: whoever opens it is in. */
  readonly address: string;
  /** Of the project that it was started with; empty without one. */
  readonly projectId: string;
}

const STARTING_MS = 30_000;

/** Starts `semiont-inspector serve` and waits until it says where it is. @throws Error with what it said otherwise */
export async function startServer(workspace: Workspace, projectFolder?: string, port = "0"): Promise<Server> {
  const folder = projectFolder === undefined ? [] : [projectFolder];
  const child = spawn(process.execPath, [commandLine, "serve", "--port", port, ...folder], {
    env: workspace.environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  try {
    const address = await readAddress(child);
    const projectId = /#\/p\/([^/]+)\//.exec(address)?.[1] ?? "";
    return { address, projectId: decodeURIComponent(projectId), [Symbol.asyncDispose]: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = "";
    const give = (reason: string) => failed(new Error(`The inspector ${reason}. It said: ${said}`));
    const timer = setTimeout(() => give(`did not start within ${STARTING_MS / 1000} s`), STARTING_MS);
    const listen = (text: string) => {
      said += text;
      const address = /http:\/\/127\.0\.0\.1:\d+\S*(?=\s)/.exec(said)?.[0];
      if (address === undefined) return;
      clearTimeout(timer);
      found(address);
    };
    child.stdout?.setEncoding("utf8").on("data", listen);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      give(`ended with code ${code}`);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

/** Runs a command of the built inspector to its end. */
export async function runCommand(workspace: Workspace, ...parameters: string[]) {
  const child = spawn(process.execPath, [commandLine, ...parameters], {
    env: workspace.environment,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: STARTING_MS,
  });
  const parts = { output: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    parts.output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    parts.errors += text;
  });
  const [code]: unknown[] = await once(child, "close");
  return { code, ...parts };
}
