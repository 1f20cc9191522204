import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface RebuildingProcess {
  readonly pid: number | undefined;
  /** Lets it go on. @returns `lockProblem` of its result, as JSON */
  finish(): Promise<string>;
  /** As by `kill -9`. Resolves when it is gone. */
  kill(): Promise<void>;
}

const script = fileURLToPath(new URL("./rebuilding-process.ts", import.meta.url));

/** Starts a process that rebuilds views. Resolves when it is in the middle of that. @param flags for Node.js */
export async function startRebuilding(
  root: string,
  stateDir: string,
  flags: readonly string[] = [],
): Promise<RebuildingProcess> {
  const child = spawn(process.execPath, [...flags, script, root, stateDir], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "semiont-compile-cache") },
  });
  const ended = once(child, "close");
  let output = "";
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => reject(new Error(`The rebuilding process ended with code ${code}.`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.includes("\n")) resolve();
    });
  });
  return {
    pid: child.pid,
    async finish() {
      child.stdin.end();
      await ended;
      return output.split("\n")[1] ?? "";
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
