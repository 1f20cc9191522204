import { CommanderError } from "commander";
import { ContractError } from "../../../shared/ipc/errors.ts";
import { PortInUseError } from "../browser/port-in-use-error.ts";
import { findInstallation } from "../installation.ts";
import { harmlessLines } from "./harmless.ts";
import { createProgram } from "./program.ts";
import { createTerminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

const FAILED = 1;
const WRONG_USE = 2;
/** As a shell counts: 128 and the number of the signal. */
const INTERRUPTED = 130;

const cancelling = new AbortController();
const terminal = createTerminal(process.stdout, process.stderr, process.env);

// The first asks for an orderly end; the default of the second ends it, whatever it is doing.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => cancelling.abort(new Error("interrupted")));
}
// `semiont-inspector log … | head` has seen enough: nobody reads on, and that is no failure.
process.stdout.on("error", (error) => {
  if ("code" in error && error.code === "EPIPE") process.exit();
  throw error;
});

const { version } = await findInstallation(import.meta.url);
const program = createProgram(version, terminal, cancelling.signal, (code) => {
  process.exitCode = code;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

/** Says what went wrong to the person who typed the command. @returns the exit code */
function explain(error: unknown): number {
  // Commander has said it already: help, version, or what is wrong with the arguments.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE;
  terminal.progress("");
  if (cancelling.signal.aborted) {
    terminal.say("Cancelled.");
    return INTERRUPTED;
  }
  const message = error instanceof Error ? error.message : String(error);
  terminal.say(harmlessLines(`Error: ${message}`));
  if (error instanceof ContractError && error.advice !== undefined) terminal.say(harmlessLines(error.advice));
  const isWrongUse = [UsageError, PortInUseError, ContractError].some((kind) => error instanceof kind);
  return isWrongUse ? WRONG_USE : FAILED;
}
