import { z } from "zod";
import type { Finding, Severity } from "../../../../shared/integrity/finding.ts";
import { VERDICT_WORDS, type Verdict } from "../../../../shared/integrity/verdict.ts";
import { verifyProject } from "../../../event-store/integrity/verify-project.ts";
import { harmlessJson, harmlessText } from "../harmless.ts";
import { openLog } from "../open-log.ts";
import { plural } from "../plural.ts";
import type { Style, Terminal } from "../terminal.ts";

export const verifyOptions = z.object({
  json: z.literal(true).optional(),
  /** From which severity on the command fails. */
  failOn: z.enum(["suspect", "explained"]),
});
export type VerifyOptions = z.infer<typeof verifyOptions>;

const severityStyles: Readonly<Record<Severity, Style>> = { suspect: "red", explained: "yellow", info: "dim" };
const severityWords: Readonly<Record<Severity, string>> = { suspect: "suspect", explained: "explained", info: "note" };
const verdictStyles: Readonly<Record<Verdict, Style>> = {
  verified: "green",
  unchained: "cyan",
  explained: "yellow",
  suspect: "red",
  unreadable: "red",
};

/** @returns the exit code: 0 when all is as well as asked for, 1 when it is not */
export async function verify(
  folder: string,
  options: VerifyOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { project } = await openLog(folder, terminal);
  const verification = await verifyProject(project.eventsDir, {
    signal,
    onProgress: (done, total) => terminal.progress(`Checking streams: ${done} of ${total}`),
  });
  terminal.progress("");
  const { verdict, streams, events, findings } = verification;
  if (options.json) {
    terminal.print(harmlessJson({ project: project.name, verdict, streams, events, findings }, 2));
  } else {
    const { label, meaning } = VERDICT_WORDS[verdict];
    terminal.print(`${terminal.style("bold", harmlessText(project.name))}  ${project.root}`);
    terminal.print(`${terminal.style(verdictStyles[verdict], label)}: ${meaning}`);
    terminal.print(`${plural(streams, "stream")}, ${plural(events, "event")}. ${summary(findings)}`);
    for (const severity of ["suspect", "explained", "info"] as const) printFindings(findings, severity, terminal);
  }
  const isBad = verdict === "suspect" || verdict === "unreadable";
  return isBad || (options.failOn === "explained" && verdict === "explained") ? 1 : 0;
}

function summary(findings: readonly Finding[]): string {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  if (findings.length === 0) return "No findings.";
  return `Findings: ${count("suspect")} suspect, ${count("explained")} explained, ${plural(count("info"), "note")}.`;
}

/** What is suspect is told in full; of the rest a few of each cause, since real logs have hundreds with one cause. */
function printFindings(findings: readonly Finding[], severity: Severity, terminal: Terminal): void {
  const groups = Map.groupBy(
    findings.filter((finding) => finding.severity === severity),
    ({ code, cause }) => `${code}, ${cause}`,
  );
  const shown = severity === "suspect" ? Number.POSITIVE_INFINITY : 3;
  for (const [group, members] of groups) {
    const word = terminal.style(severityStyles[severity], severityWords[severity]);
    terminal.print("");
    terminal.print(`${word}  ${group} (${members.length})`);
    for (const finding of members.slice(0, shown)) {
      terminal.print(`  ${terminal.style("bold", harmlessText(place(finding)))}`);
      terminal.print(`    ${harmlessText(finding.message)}`);
      if (severity !== "suspect") continue;
      if (finding.expected !== null) terminal.print(`    expected  ${harmlessText(finding.expected)}`);
      if (finding.actual !== null) terminal.print(`    found     ${harmlessText(finding.actual)}`);
    }
    if (members.length > shown) terminal.print(`  … and ${members.length - shown} more; --json lists them all.`);
  }
}

function place({ stream, file, line, sequence, eventId }: Finding): string {
  const where = file === null ? stream : line === null ? file : `${file}:${line}`;
  const event = sequence === null ? "" : `  event ${sequence}`;
  return `${where}${event}${eventId === null ? "" : `  ${eventId}`}`;
}
