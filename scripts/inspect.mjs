// npm run -s inspect -- <command> …: the command line, built first where it has to be. Only it writes on stdout.
import { join } from "node:path";
import { ensureBuilt } from "./build.mjs";
import { runNode } from "./child.mjs";
import { ensureInstalled } from "./install.mjs";
import { root } from "./node-runtime.mjs";

try {
  await ensureInstalled();
  await ensureBuilt();
  const { code } = await runNode([join(root, "out", "cli", "semiont-inspector.mjs"), ...process.argv.slice(2)], {
    // npm changes into the project's folder; folders on the command line are meant from where it was typed.
    cwd: process.env.INIT_CWD ?? process.cwd(),
  });
  process.exitCode = code;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // Not one of the command line's own answers (0, 1 and 2).
  process.exitCode = 70;
}
