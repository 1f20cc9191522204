// npm test: everything that has to hold, in one go. Its last line is `N passed, N failed` (and `, N skipped`).
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./build.mjs";
import { runTool } from "./child.mjs";
import { findChromium } from "./chromium.mjs";
import { ensureInstalled } from "./install.mjs";
import { root } from "./node-runtime.mjs";

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ name: string, ok: boolean, seconds: number, counts?: Counts | undefined, reason?: string | undefined }} Outcome
 */

const results = join(root, "test-results");

/** @type {Outcome[]} */
const outcomes = [];

/**
 * Runs one phase, and keeps how it ended; a phase that fails does not keep the others from being seen.
 * @param {string} name
 * @param {() => Promise<Counts | undefined>} work rejects when the phase fails without counted tests
 */
async function phase(name, work) {
  console.log(`\n── ${name}`);
  const started = Date.now();
  /** @type {Counts | undefined} */
  let counts;
  let reason;
  try {
    counts = await work();
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
    console.error(reason);
  }
  const ok = reason === undefined && (counts === undefined || counts.failed === 0);
  outcomes.push({ name, ok, seconds: (Date.now() - started) / 1000, counts, reason });
  return ok;
}

/** @param {readonly [string, ...string[]]} command */
async function mustSucceed(command) {
  const { code } = await runTool(command);
  if (code !== 0) throw new Error(`\`${command.join(" ")}\` failed with exit code ${code}.`);
  return undefined;
}

/**
 * Runs tests and reads their counts from the report they leave.
 * @param {readonly [string, ...string[]]} command
 * @param {string} report
 * @param {Record<string, string>} env
 * @param {(report: Record<string, number> & { stats: Record<string, number> }) => { [Name in keyof Counts]: number | undefined }} count
 */
async function counted(command, report, env, count) {
  rmSync(report, { force: true });
  const { code } = await runTool(command, { env });
  if (!existsSync(report)) throw new Error(`\`${command.join(" ")}\` ended with code ${code} and left no report.`);
  const { passed = 0, failed = 0, skipped = 0 } = count(JSON.parse(readFileSync(report, "utf8")));
  const counts = { passed, failed, skipped };
  // A file that cannot be loaded, an unhandled rejection, or nothing found to run: a failure that no test stands for.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (counts.passed + counts.failed === 0) throw new Error(`\`${command.join(" ")}\` ran no test at all.`);
  return counts;
}

async function unitTests() {
  const report = join(results, "unit.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return counted(["vitest", "run", ...reporters], report, {}, (summary) => ({
    passed: summary.numPassedTests,
    failed: summary.numFailedTests,
    skipped: (summary.numPendingTests ?? 0) + (summary.numTodoTests ?? 0),
  }));
}

async function endToEndTests() {
  const report = join(results, "end-to-end.json");
  const env = { CHROMIUM: await findChromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  return counted(["playwright", "test", "--reporter=list,json"], report, env, ({ stats }) => ({
    // A test that passed only when tried again has failed once.
    passed: stats.expected,
    failed: (stats.unexpected ?? 0) + (stats.flaky ?? 0),
    skipped: stats.skipped,
  }));
}

mkdirSync(results, { recursive: true });
const installed = await phase("install", async () => void (await ensureInstalled()));
if (installed) {
  await phase("types", () => mustSucceed(["tsc", "-b"]));
  await phase("lint and format", () => mustSucceed(["biome", "check", "--error-on-warnings"]));
  await phase("layers", () => mustSucceed(["node", "scripts/check-layers.ts"]));
  await phase("dead exports and dependencies", () => mustSucceed(["knip"]));
  const built = await phase("build", async () => void (await ensureBuilt()));
  await phase("unit, property and conformance tests", unitTests);
  if (built) await phase("end-to-end tests", endToEndTests);
}

console.log("\n── summary");
for (const { name, ok, seconds, counts } of outcomes) {
  const detail =
    counts === undefined ? "" : `  ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  console.log(`${ok ? "ok    " : "FAILED"}  ${name} (${seconds.toFixed(1)} s)${detail}`);
}
const total = { passed: 0, failed: 0, skipped: 0 };
for (const { ok, counts } of outcomes) {
  total.passed += counts?.passed ?? 0;
  // A phase without tests of its own counts once when it fails: "0 failed" has to mean that all is well.
  total.failed += counts?.failed ?? (ok ? 0 : 1);
  total.skipped += counts?.skipped ?? 0;
}
process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;
const skipped = total.skipped === 0 ? "" : `, ${total.skipped} skipped`;
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
