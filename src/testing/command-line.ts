import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface CommandEnd {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Called with everything that was printed so far, each time there is more. */
  readonly onOutput?: (stdout: string, child: { kill(signal: NodeJS.Signals): void; stopReading(): void }) => void;
}

const main = fileURLToPath(new URL("../main/hosts/cli/main.ts", import.meta.url));

/** Longer than any command takes on a slow machine. */
const LIMIT_MS = 50_000;

/** Runs the command line in a process of its own, and ends it when it takes too long. */
export function runCommand(given: readonly string[], { env = {}, onOutput }: CommandOptions = {}): Promise<CommandEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--no-warnings", main, ...given], {
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
