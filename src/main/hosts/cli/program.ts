import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { acknowledge, acknowledgeOptions } from "./commands/acknowledge.ts";
import { anchor, anchorOptions } from "./commands/anchor.ts";
import { bundle, bundleOptions } from "./commands/bundle.ts";
import { diff, diffOptions } from "./commands/diff.ts";
import { EXPORT_FORMATS, EXPORTED_LISTS, exportOptions } from "./commands/export-options.ts";
import { log, logOptions } from "./commands/log.ts";
import { rebuild, rebuildOptions } from "./commands/rebuild.ts";
import { serveOptions } from "./commands/serve-options.ts";
import { stats, statsOptions } from "./commands/stats.ts";
import { verify, verifyOptions } from "./commands/verify.ts";
import { view, viewOptions } from "./commands/view.ts";
import type { Terminal } from "./terminal.ts";

/** Commander checks what was typed; its types do not say so. */
const text = z.string();
const optionalText = text.optional();

/** What the command line takes. Every action gives its exit code to `finish`. */
export function createProgram(
  version: string,
  terminal: Terminal,
  signal: AbortSignal,
  finish: (code: number) => void,
): Command {
  const program = new Command("semiont-inspector")
    .description("Looks into a Semiont knowledge base: its history, its hash chains and its views.")
    .version(version)
    .helpCommand(true)
    .showHelpAfterError("(--help says more)")
    .configureHelp({ showGlobalOptions: false })
    .exitOverride()
    .configureOutput({
      writeOut: (words) => terminal.print(words.trimEnd()),
      writeErr: (words) => terminal.say(words.trimEnd()),
    });
  const json = ["--json", "print JSON, and nothing else, on standard output"] as const;
  const exitCode = ["--exit-code", "exit with 1 when something differs"] as const;
  const project = ["<folder>", "the folder that holds .semiont"] as const;
  const resource = "id of the resource, or its beginning; __system__ for the system stream";

  program
    .command("verify")
    .summary("check the hash chains")
    .description(
      "Checks every stream from the bytes on disk. Exits with 0 when nothing is suspect, 1 when something is suspect or unreadable, 2 when the folder is no project or the command is wrong.",
    )
    .argument(...project)
    .addOption(
      new Option("--fail-on <severity>", "from which severity on to exit with 1")
        .choices(["suspect", "explained"])
        .default("suspect"),
    )
    .option("--git", "also check in the git history that the log only ever grew")
    .option("--since-anchor <file>", "also hold the log against a state that `anchor` saved")
    .option("--acknowledged <file>", "findings that do not fail the command; they are still listed")
    .addOption(
      new Option("--format <format>", "how to print the result")
        .choices(["text", "json", "markdown", "sarif"])
        .default("text"),
    )
    .addOption(new Option(...json).conflicts("format"))
    .action(async (folder: unknown, options: unknown) =>
      finish(await verify(text.parse(folder), verifyOptions.parse(options), version, terminal, signal)),
    );

  program
    .command("anchor")
    .summary("save the state of the log")
    .description(
      "Saves the length and digest of every file of the log, so that `verify --since-anchor` can show later that the log only grew. Writes nothing into the log.",
    )
    .argument(...project)
    .requiredOption("--out <file>", "where to save it; not inside the log")
    .option(...json)
    .action(async (folder: unknown, options: unknown) =>
      finish(await anchor(text.parse(folder), anchorOptions.parse(options), terminal, signal)),
    );

  program
    .command("acknowledge")
    .summary("note that findings are known")
    .description(
      "Adds findings to a file for `verify --acknowledged`, by the ids that `verify` prints. Changes no verdict and writes nothing into the log.",
    )
    .argument(...project)
    .argument("<finding...>", "ids of findings")
    .requiredOption("--file <file>", "the file to add to; made where there is none")
    .requiredOption("--note <text>", "why they are lived with")
    .action(async (folder: unknown, ids: unknown, options: unknown) =>
      finish(
        await acknowledge(
          text.parse(folder),
          z.array(text).parse(ids),
          acknowledgeOptions.parse(options),
          terminal,
          signal,
        ),
      ),
    );

  program
    .command("rebuild")
    .summary("make the views anew from the log")
    .description("Brings every view up to date with the log. Writes only what differs, and never into the log.")
    .argument(...project)
    .option("--state-dir <folder>", "where the views are, instead of the project's own state folder")
    .option("--dry-run", "write nothing and say what would be written")
    .option(...exitCode)
    .option(...json)
    .action(async (folder: unknown, options: unknown) =>
      finish(await rebuild(text.parse(folder), rebuildOptions.parse(options), terminal, signal)),
    );

  program
    .command("log")
    .summary("list events")
    .description(
      "Lists events, oldest first: those of one resource in the order of its file, those of a project by time.",
    )
    .argument(...project)
    .argument("[resourceId]", resource)
    .option(
      "--type <name>",
      "only events of this type; * stands for anything: mark:*; or an expression: /^job:/; may be given again",
      oneMore,
    )
    .option(
      "--user <name>",
      "only events of this user, by id or name, or an expression: /bot$/; may be given again",
      oneMore,
    )
    .option("--since <time>", "only from then on: 2026-04-01, 2026-04-01T10:15Z, 36h, 7d, 2w")
    .option("--until <time>", "only until then; a date counts to its end")
    .option("--limit <n>", "only the newest n", wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option(...json)
    .action(async (folder: unknown, resourceId: unknown, options: unknown) =>
      finish(
        await log(text.parse(folder), optionalText.parse(resourceId), logOptions.parse(options), terminal, signal),
      ),
    );

  program
    .command("view")
    .summary("print the view of a resource")
    .description("Prints the view of a resource as JSON: the newest, the one after an event, or the file on disk.")
    .argument(...project)
    .argument("<resourceId>", resource)
    .option("--at <point>", "a sequence number, head, or disk", "head")
    .option(...json)
    .action(async (folder: unknown, resourceId: unknown, options: unknown) =>
      finish(await view(text.parse(folder), text.parse(resourceId), viewOptions.parse(options), terminal)),
    );

  program
    .command("diff")
    .summary("compare two states of a view")
    .description("Compares two states of a resource's view by meaning; items of lists are matched by their identity.")
    .argument(...project)
    .argument("<resourceId>", resource)
    .requiredOption("--from <point>", "a sequence number, head, or disk")
    .requiredOption("--to <point>", "a sequence number, head, or disk")
    .option(...exitCode)
    .option(...json)
    .action(async (folder: unknown, resourceId: unknown, options: unknown) =>
      finish(await diff(text.parse(folder), text.parse(resourceId), diffOptions.parse(options), terminal)),
    );

  program
    .command("stats")
    .summary("count what is in a project")
    .argument(...project)
    .option(...json)
    .action(async (folder: unknown, options: unknown) =>
      finish(await stats(text.parse(folder), statsOptions.parse(options), terminal, signal)),
    );

  program
    .command("export")
    .summary("write a list to a file")
    .description("Writes the resources or the events of a project, as the inspector lists them, as a table or as JSON.")
    .argument(...project)
    .addArgument(new Argument("<list>", "what to write").choices(EXPORTED_LISTS))
    .option("--filter <text>", "only what this filter of the lists accepts: type:mark:* -user:/bot$/ since:7d", "")
    .addOption(new Option("--format <format>", "how to write it").choices(EXPORT_FORMATS).default("csv"))
    .option("--out <file>", "write to this file instead of standard output")
    .action(async (folder: unknown, list: unknown, options: unknown) => {
      const { exportList } = await import("./commands/export.ts");
      const parsed = exportOptions.parse({ ...z.looseObject({}).parse(options), list });
      finish(await exportList(text.parse(folder), parsed, terminal, signal));
    });

  program
    .command("bundle")
    .summary("copy the part of a log that shows a problem")
    .description(
      "Copies the smallest part of the log that shows a finding, or one resource, into a folder that is a project of its own: to send, and to look at. Lines are copied byte for byte, into files of the same names. Texts in them cannot be left out, since that would break the checksums.",
    )
    .argument(...project)
    .argument("<what>", "id of a finding, as verify --json prints it, or of a resource, or the beginning of its id")
    .requiredOption("--out <folder>", "where to write it; not there yet or empty, and outside of the project")
    .option(
      "--before <n>",
      "keep only so many lines before the first that is needed; the cut shows as findings of its own",
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
    )
    .option(...json)
    .action(async (folder: unknown, what: unknown, options: unknown) =>
      finish(await bundle(text.parse(folder), text.parse(what), bundleOptions.parse(options), terminal, signal)),
    );

  program
    .command("serve")
    .summary("serve the inspector to the browser")
    .description("Serves the inspector on 127.0.0.1 until interrupted, and prints the address to open.")
    .argument("[folder]", "the project to begin with")
    .option("--port <n>", "the port to listen on; any free one unless given", wholeNumber(0, 65_535))
    .action(async (folder: unknown, options: unknown) => {
      const { serve } = await import("./commands/serve.ts");
      finish(await serve(optionalText.parse(folder), serveOptions.parse(options), terminal, signal));
    });

  program
    .command("open")
    .summary("open the inspector in the browser")
    .description("As serve, and opens the address in your browser.")
    .argument("[folder]", "the project to begin with")
    .option("--port <n>", "the port to listen on; any free one unless given", wholeNumber(0, 65_535))
    .action(async (folder: unknown, options: unknown) => {
      const { open } = await import("./commands/serve.ts");
      finish(await open(optionalText.parse(folder), serveOptions.parse(options), terminal, signal));
    });

  return program;
}

/** Each value has its own option: one that took several would take the names behind it, too. */
function oneMore(typed: string, before: readonly string[] = []): readonly string[] {
  return [...before, typed];
}

function wholeNumber(least: number, most: number): (typed: string) => number {
  return (typed) => {
    const value = Number(typed);
    if (/^\d+$/.test(typed) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It has to be a whole number from ${least} to ${most}.`);
  };
}
