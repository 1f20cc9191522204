import { z } from "zod";
import { type Change, type ChangeKind, difference } from "../../../../shared/difference/difference.ts";
import { jsonPatch } from "../../../../shared/difference/json-patch.ts";
import type { JsonPath, JsonValue } from "../../../../shared/ipc/json-value.ts";
import { plural } from "../../../../shared/text/plural.ts";
import { harmlessJson, harmlessText } from "../harmless.ts";
import { findStream, openLog } from "../open-log.ts";
import { shorten } from "../table.ts";
import type { Style, Terminal } from "../terminal.ts";
import { readPoint, viewAt } from "../view-point.ts";

export const diffOptions = z.object({
  from: z.string(),
  to: z.string(),
  exitCode: z.literal(true).optional(),
  json: z.literal(true).optional(),
});
export type DiffOptions = z.infer<typeof diffOptions>;

const signs: Readonly<Record<ChangeKind, { sign: string; style: Style }>> = {
  added: { sign: "+", style: "green" },
  removed: { sign: "-", style: "red" },
  changed: { sign: "~", style: "yellow" },
  moved: { sign: ">", style: "cyan" },
};

/** Compares two states of a view, by meaning: items of lists are matched by their identity. @returns the exit code */
export async function diff(
  folder: string,
  resourceId: string,
  options: DiffOptions,
  terminal: Terminal,
): Promise<number> {
  const [from, to] = [readPoint(options.from), readPoint(options.to)];
  const log = await openLog(folder, terminal);
  const stream = findStream(log, resourceId);
  const left = await viewAt(log, stream, from, terminal);
  const right = await viewAt(log, stream, to, terminal);
  const { changes, counts } = difference(left.view, right.view);
  const code = options.exitCode && changes.length > 0 ? 1 : 0;
  if (options.json) {
    const identical = changes.length === 0;
    const patch = jsonPatch(left.view, right.view);
    terminal.print(harmlessJson({ stream, from, to, identical, counts, changes, patch }, 2));
    return code;
  }
  terminal.print(terminal.style("bold", harmlessText(stream)));
  terminal.print(`from  ${harmlessText(left.label)}`);
  terminal.print(`to    ${harmlessText(right.label)}`);
  terminal.print(changes.length === 0 ? "No difference." : `${plural(changes.length, "difference")}:`);
  for (const change of changes) printChange(change, terminal);
  return code;
}

function printChange({ kind, path, pathBefore, before, after }: Change, terminal: Terminal): void {
  const { sign, style } = signs[kind];
  const moved = kind === "moved" && pathBefore !== null ? `${pathText(pathBefore)} → ` : "";
  const values = [before, after].filter((value) => value !== undefined).map(short);
  const line = `${sign} ${moved}${pathText(path)}${kind === "moved" ? "" : `  ${values.join(" → ")}`}`;
  terminal.print(terminal.style(style, shorten(line, terminal.columns)));
}

function pathText(path: JsonPath): string {
  const text = path.map((step) => {
    if (typeof step === "number") return `[${step}]`;
    return /^[\p{L}_@][\p{L}\d_@-]*$/u.test(step) ? `.${step}` : `[${harmlessJson(step)}]`;
  });
  return text.join("").replace(/^\./, "") || "(everything)";
}

const LONGEST_VALUE = 120;

function short(value: JsonValue): string {
  return shorten(harmlessJson(value), LONGEST_VALUE);
}
