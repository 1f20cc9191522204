// One run of one case in a process of its own: node run-case.ts <case>, folders as JSON on stdin; answers with JSON.
import { existsSync, readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { benchFoldersSchema } from "./case.ts";
import { CASES } from "./cases.ts";

const name = process.argv[2] ?? "";
const chosen = CASES[name];
if (chosen === undefined) throw new Error(`There is no case named ${name}.`);
const measured = await chosen.measure(benchFoldersSchema.parse(JSON.parse(await text(process.stdin))));
process.stdout.write(JSON.stringify({ ...measured, memory: peakMemory() }));

/** MB. Linux counts what the process took that started this one as well, unless it is asked in another way. */
function peakMemory(): number {
  const status = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
  return (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes)) / 1_024;
}
