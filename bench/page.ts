// npm run bench:page [-- <scenario>… ] [--out <file>] [--profile <folder>]: measures the built page in Chromium on large projects.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { startServer } from "../e2e/app/server.ts";
import { openWorkspace } from "../e2e/app/workspace.ts";
import { prepareLogs } from "./bench-logs.ts";
import { writePageTable } from "./page/page-table.ts";
import type { Scenario } from "./page/scenario.ts";
import { SCENARIOS } from "./page/scenarios.ts";
import { openStand } from "./page/stand.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string" }, profile: { type: "string" } },
});
const names = positionals.length > 0 ? positionals : Object.keys(SCENARIOS);
for (const name of names)
  if (!(name in SCENARIOS))
    throw new Error(`There is no scenario named ${name}: ${Object.keys(SCENARIOS).join(", ")}.`);

const logs = await prepareLogs();
/** As the end-to-end tests do: the one that is named, else the system's, else Playwright's own. */
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium"].find(
  (path) => path !== undefined && existsSync(path),
);
await using workspace = await openWorkspace();
await using browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const measured = new Map<string, readonly number[]>();
const heap = new Map<string, number>();
for (const project of ["wide", "tall"] as const) {
  const chosen = names.flatMap((name): (readonly [string, Scenario])[] => {
    const scenario = SCENARIOS[name];
    return scenario?.project === project ? [[name, scenario]] : [];
  });
  if (chosen.length === 0) continue;
  const profile = values.profile === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${values.profile}` };
  const environment = { ...workspace.environment, ...profile };
  await using server = await startServer({ ...workspace, environment }, logs[project]);
  await using stand = await openStand(browser, server, values.profile);
  for (const [name, scenario] of chosen) {
    process.stderr.write(`${name} … `);
    try {
      const times = await stand.measure(name, scenario);
      const sorted = times.toSorted((left, right) => left - right);
      process.stderr.write(`${sorted[Math.floor(sorted.length / 2)]?.toFixed(1)} … ${sorted.at(-1)?.toFixed(1)} ms\n`);
      measured.set(name, times);
    } catch (error) {
      // The others are worth their time all the same.
      process.stderr.write(`failed: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }
  }
  heap.set(project, stand.mostHeap());
}
const machine = `${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GB, ${browser.version()}, load ${loadavg()[0]?.toFixed(1)}`;
const table = writePageTable(SCENARIOS, measured, heap, machine);
console.log(table);
if (values.out !== undefined) await writeFile(values.out, table);
