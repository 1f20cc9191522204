// npm run bench [-- <case>… ] [--rounds <number>]: measures the event store beside what the system itself costs.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "vite";
import { EventLog, FilesystemViewStorage, openProject, ViewManager } from "../src/main/event-store/index.ts";
import { cache, once, prepareGrowing, prepareHuge, prepareLogs, prepareScarred } from "./bench-logs.ts";
import { type BenchFolders, type Measurement, measurementSchema } from "./case.ts";
import { CASES } from "./cases.ts";
import { readOnce } from "./read-once.ts";
import { writeTable } from "./table.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "3" }, out: { type: "string" } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds needs a whole number from 1.");
const usual = Object.keys(CASES).filter((name) => CASES[name]?.onRequest !== true);
const names = positionals.length > 0 ? positionals : usual;
for (const name of names)
  if (!(name in CASES)) throw new Error(`There is no case named ${name}: ${Object.keys(CASES).join(", ")}.`);

const data = await prepareData();
const script = await buildCases();
const measured = new Map<string, Measurement[]>(names.map((name) => [name, []]));
// Round by round, so that what slows the machine down for a while slows down every case.
for (let round = 1; round <= rounds; round += 1) {
  for (const name of names) {
    process.stderr.write(`round ${round} of ${rounds}: ${name} … `);
    const measurement = await runCase(name);
    process.stderr.write(`${measurement.value.toFixed(1)}\n`);
    measured.get(name)?.push(measurement);
  }
}
if (data.huge !== "") await rm(data.huge, { recursive: true });
const machine = `Node ${process.versions.node}, ${process.platform}, ${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GB`;
const table = writeTable(CASES, measured, machine, rounds);
console.log(table);
if (values.out !== undefined) await writeFile(values.out, table);

/** Logs are made once and kept in the system's temporary folder. */
async function prepareData(): Promise<Omit<BenchFolders, "scratch">> {
  const folders = {
    ...(await prepareLogs()),
    scarred: await prepareScarred(),
    growing: await prepareGrowing(),
    huge: names.some((name) => CASES[name]?.reads?.includes("huge")) ? await prepareHuge() : "",
    wideState: join(cache, "wide-state-1"),
  };
  await once(folders.wideState, async (stateDir) => {
    const project = await openProject(folders.wide, { stateDir });
    const log = new EventLog(project);
    const views = new ViewManager(new FilesystemViewStorage(project), project);
    await views.rebuildAll(log);
    await views.close();
    await log.close();
  });
  return folders;
}

/** Bundles the cases with the sources they measure. @returns the script that runs one of them */
async function buildCases(): Promise<string> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const outDir = join(cache, "cases");
  await build({
    root,
    configFile: join(root, "vite.node.config.ts"),
    mode: "bench",
    logLevel: "error",
    build: { outDir },
  });
  return join(outDir, "run-case.mjs");
}

async function runCase(name: string): Promise<Measurement> {
  // Never removed here: removing thousands of files slows the file system down for minutes, and thereby the next case.
  const scratch = await mkdtemp(join(cache, "scratch-"));
  for (const folder of CASES[name]?.reads ?? []) readOnce(data[folder]);
  const child = spawn(process.execPath, [script, name], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify({ ...data, scratch }));
  const output = await text(child.stdout);
  if (output === "") throw new Error(`The case ${name} gave no figures.`);
  return measurementSchema.parse(JSON.parse(output));
}
