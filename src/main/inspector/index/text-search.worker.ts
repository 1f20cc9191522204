import { Buffer } from "node:buffer";
import { parentPort } from "node:worker_threads";
import { findInRuns, type Run, runsFrom } from "./text-runs.ts";
import type { SearchJob } from "./text-search-messages.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");

/** From the last to the first, since the thread that asks goes the other way. */
let runs: readonly (readonly [place: number, run: Run])[] = [];

// Only `text-search.ts` starts this thread and speaks to it, in the types of `text-search-messages.ts`.
port.on("message", ({ runs: shared, parts, found, before, states }: SearchJob) => {
  if (shared !== undefined) runs = [...runsFrom(shared)].reverse();
  findInRuns(runs, { needles: parts.map((part) => Buffer.from(part)), found, before, states });
});
