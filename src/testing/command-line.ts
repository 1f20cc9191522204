import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { asOwnerOnly } from "./ordinary-user.ts";

export interface CommandEnd {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** To be forbidden what the modes of a file forbid to its owner, also where the tests run as root. */
  readonly asOwnerOnly?: boolean;
  /** Called with everything that was printed so far, each time there is more. */
  readonly onOutput?: (stdout: string, child: { kill(signal: NodeJS.Signals): void; stopReading(): void }) => void;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Inside the package, whose parts the command looks for. */
const buildFolder = join(root, "node_modules", ".cache", `command-line-${process.pid}`);
let built: Promise<string> | undefined;

/** Bundles today's sources once: a process starts four times as fast from one file as from two hundred. */
async function buildCommandLine(): Promise<string> {
  await build({
    root,
    configFile: join(root, "vite.node.config.ts"),
    mode: "cli",
    logLevel: "error",
    build: { outDir: buildFolder, sourcemap: false },
  });
  return join(buildFolder, "semiont-inspector.mjs");
}

/** The command line as one file for Node.js, of today's sources. */
export function commandLineFile(): Promise<string> {
  built ??= buildCommandLine();
  return built;
}

/** For the end of every file of tests that runs commands. */
export async function removeCommandLine(): Promise<void> {
  await built;
  await rm(buildFolder, { recursive: true, force: true });
  built = undefined;
}

/** Longer than any command takes on a slow machine. */
const LIMIT_MS = 50_000;

/** Runs the command line in a process of its own, and ends it when it takes too long. */
export async function runCommand(
  given: readonly string[],
  { env = {}, asOwnerOnly: isOwnerOnly = false, onOutput }: CommandOptions = {},
): Promise<CommandEnd> {
  const main = await commandLineFile();
  return new Promise((resolve, reject) => {
    const command = [process.execPath, main, ...given] as const;
    const [program, ...parameters] = isOwnerOnly ? asOwnerOnly(command) : command;
    const child = spawn(program, parameters, {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const limit = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
    let stdout = "";
    let stderr = "";
    const control = {
      kill: (signal: NodeJS.Signals) => void child.kill(signal),
      stopReading: () => void child.stdout.destroy(),
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      onOutput?.(stdout, control);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(limit);
      resolve({ code, stdout, stderr });
    });
  });
}
