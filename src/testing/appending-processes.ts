import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Durability } from "../main/event-store/log/append-request.ts";

export interface AppendingTask {
  /** Folder of the project. */
  readonly root: string;
  readonly streamId: string;
  readonly count: number;
  /** So many appends are under way at the same time. */
  readonly atOnce: number;
  readonly durability: Durability;
  /** Goes into the payloads. */
  readonly name: string;
  /** The sequence number that every append expects. */
  readonly expecting?: number;
}

export interface AppendingProcess {
  /** What was acknowledged so far, in the order in which it was. */
  readonly acknowledged: readonly { readonly sequenceNumber: number; readonly id: string }[];
  /** Resolves with the first acknowledgement, or the end. */
  readonly started: Promise<void>;
  /** Resolves with the exit code, `null` for a process that was killed, and what it complained about. */
  readonly ended: Promise<{ readonly code: number | null; readonly complaint: string }>;
  /** As by `kill -9`. */
  kill(): void;
}

const script = fileURLToPath(new URL("./appending-process.ts", import.meta.url));
const viewsScript = fileURLToPath(new URL("./appending-to-views-process.ts", import.meta.url));

export interface AppendingToViewsTask {
  /** Folder of the project. */
  readonly root: string;
  readonly stateDir: string;
  /** Goes into the ids and types. */
  readonly name: string;
  /** So many new ones, to which is appended at the same time. */
  readonly resources: number;
  /** Appended to each of them, and to the system stream, after the creation. */
  readonly events: number;
}

/** Starts a process that appends to a log. */
export function startAppending(task: AppendingTask): AppendingProcess {
  return startScript(script, task);
}

/** Starts a process with a store that appends and keeps views. */
export function startAppendingToViews(task: AppendingToViewsTask): AppendingProcess {
  return startScript(viewsScript, task);
}

function startScript(script: string, task: AppendingTask | AppendingToViewsTask): AppendingProcess {
  const child = spawn(process.execPath, [script, JSON.stringify(task)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "semiont-compile-cache") },
  });
  const acknowledged: { sequenceNumber: number; id: string }[] = [];
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  const ended = new Promise<{ code: number | null; complaint: string }>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, complaint }));
  });
  const started = new Promise<void>((resolve) => {
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const lines = `${rest}${text}`.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const [sequenceNumber = "", id = ""] = line.split(" ");
        acknowledged.push({ sequenceNumber: Number(sequenceNumber), id });
      }
      if (acknowledged.length > 0) resolve();
    });
    child.on("close", () => resolve());
  });
  return { acknowledged, started, ended, kill: () => child.kill("SIGKILL") };
}
