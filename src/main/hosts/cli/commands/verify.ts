import { z } from "zod";
import type { AnchorComparison } from "../../../../shared/integrity/anchor.ts";
import type { Finding } from "../../../../shared/integrity/finding.ts";
import type { Severity } from "../../../../shared/integrity/finding-causes.ts";
import {
  type CheckedLog,
  type FindingGroup,
  groupFindings,
  observation,
} from "../../../../shared/integrity/report/checked-log.ts";
import { verificationJson } from "../../../../shared/integrity/report/json-report.ts";
import { markdownReport } from "../../../../shared/integrity/report/markdown-report.ts";
import { sarifReport } from "../../../../shared/integrity/report/sarif-report.ts";
import { VERDICT_WORDS, type Verdict, worstVerdict } from "../../../../shared/integrity/verdict.ts";
import { plural } from "../../../../shared/text/plural.ts";
import { verifyAnchor } from "../../../event-store/integrity/anchor/verify-anchor.ts";
import { checkHistory, type HistoryCheck } from "../../../event-store/integrity/git/check-history.ts";
import { type Verification, verifyProject } from "../../../event-store/integrity/verify-project.ts";
import { harmlessJson, harmlessLines, harmlessText } from "../harmless.ts";
import { openLog } from "../open-log.ts";
import type { Style, Terminal } from "../terminal.ts";
import { readAcknowledged } from "./acknowledge.ts";
import { readAnchor } from "./anchor.ts";

export const verifyOptions = z.object({
  json: z.literal(true).optional(),
  /** From which severity on the command fails. */
  failOn: z.enum(["suspect", "explained"]),
  /** A file that `anchor` wrote. */
  sinceAnchor: z.string().optional(),
  /** Whether to look at the git history too. */
  git: z.literal(true).optional(),
  /** A file that `acknowledge` or the app wrote. */
  acknowledged: z.string().optional(),
  /** `json` is the same as the option of that name. */
  format: z.enum(["text", "json", "markdown", "sarif"]),
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
  version: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const anchor = options.sinceAnchor === undefined ? undefined : await readAnchor(options.sinceAnchor);
  const acknowledged = options.acknowledged === undefined ? undefined : await readAcknowledged(options.acknowledged);
  const { project } = await openLog(folder, terminal);
  const chains = await verifyProject(project.eventsDir, {
    signal,
    onProgress: (done, total) => terminal.progress(`Checking streams: ${done} of ${total}`),
  });
  const comparison =
    anchor === undefined
      ? undefined
      : await verifyAnchor(project.eventsDir, anchor, {
          signal,
          onProgress: (done, total) => terminal.progress(`Comparing with the anchor: ${done} of ${total}`),
        });
  const history = options.git
    ? await checkHistory(project.eventsDir, {
        signal,
        onProgress: (done, total) => terminal.progress(`Comparing committed versions: ${done} of ${total}`),
      })
    : undefined;
  terminal.progress("");
  const rewritten = history?.state === "checked" ? history.changes.map(({ finding }) => finding) : [];
  const verification = withFindings(chains, [...(comparison?.findings ?? []), ...rewritten]);
  const { verdict } = verification;
  const checked = { project: project.name, ...verification, ...(acknowledged && { acknowledged }) };
  sayUnmatched(verification.findings, acknowledged, options, terminal);
  const source = { toolVersion: version, checkedAt: new Date() };
  switch (options.json ? "json" : options.format) {
    case "json":
      terminal.print(
        harmlessJson(
          {
            ...verificationJson(checked),
            ...(comparison && { anchor: anchorJson(comparison) }),
            ...(history && { git: historyJson(history) }),
          },
          2,
        ),
      );
      break;
    case "markdown":
      terminal.print(harmlessLines(markdownReport(checked, source)).trimEnd());
      break;
    case "sarif":
      terminal.print(harmlessJson(JSON.parse(sarifReport(checked, source)), 2));
      break;
    case "text":
      terminal.print(`${terminal.style("bold", harmlessText(project.name))}  ${harmlessText(project.root)}`);
      printVerification(checked, comparison, history, terminal);
  }
  if (verdict === "unreadable") return 1;
  const open = verification.findings.filter(({ id }) => !acknowledged?.has(id));
  return open.some(({ severity }) => severity === "suspect" || severity === options.failOn) ? 1 : 0;
}

/** A name that no longer stands for anything may be that of a finding that has changed. */
function sayUnmatched(
  findings: readonly Finding[],
  acknowledged: CheckedLog["acknowledged"],
  { git, sinceAnchor }: VerifyOptions,
  terminal: Terminal,
): void {
  const known = new Set(findings.map(({ id }) => id));
  for (const id of acknowledged?.keys() ?? []) {
    const isUnasked =
      (!git && id.startsWith("history-rewritten@")) ||
      (sinceAnchor === undefined && id.startsWith("anchor-divergence@"));
    if (known.has(id) || isUnasked) continue;
    terminal.say(harmlessText(`Warning: nothing is found now that is acknowledged as ${id}.`));
  }
}

/** What was found besides the chains counts like what was found in them. */
function withFindings(verification: Verification, more: readonly Finding[]): Verification {
  const severities = more.map(({ severity }): Verdict => (severity === "info" ? "verified" : severity));
  return {
    ...verification,
    verdict: worstVerdict([verification.verdict, ...severities]),
    findings: [...verification.findings, ...more],
  };
}

function anchorJson({ extends: isExtended, savedAt, root, counts }: AnchorComparison) {
  return { extends: isExtended, savedAt, root, streams: counts };
}

/** Who did what; the records themselves are in the findings. */
function historyJson(history: HistoryCheck) {
  if (history.state === "none") return history;
  const changes = history.changes.map(({ finding, commit, records }) => ({ finding: finding.id, commit, records }));
  return { ...history, changes };
}

function historySentence(history: HistoryCheck): string {
  if (history.state === "none") return `Git: ${history.reason}`;
  const { commits, isShallow, changes, skipped, uncommitted } = history;
  const suspect = changes.filter(({ finding }) => finding.severity === "suspect").length;
  return [
    `Git: ${plural(commits, "commit")} of the log${isShallow ? ", and older ones that are not in this clone" : ""};`,
    changes.length === 0 ? "each one only appended." : `${plural(changes.length, "rewriting")}, ${suspect} suspect.`,
    ...(uncommitted.grown + uncommitted.added === 0
      ? []
      : [`Not committed yet: ${uncommitted.grown} grown and ${uncommitted.added} new, which is as it should be.`]),
    ...(skipped === 0 ? [] : [`${plural(skipped, "version")} could not be compared.`]),
  ].join(" ");
}

function printVerification(
  { verdict, streams, events, findings, acknowledged }: CheckedLog,
  comparison: AnchorComparison | undefined,
  history: HistoryCheck | undefined,
  terminal: Terminal,
): void {
  const { label, meaning } = VERDICT_WORDS[verdict];
  terminal.print(`${terminal.style(verdictStyles[verdict], label)}: ${meaning}`);
  terminal.print(`${plural(streams, "stream")}, ${plural(events, "event")}. ${summary(findings, acknowledged)}`);
  terminal.print(anchorSentence(comparison));
  if (history !== undefined) terminal.print(harmlessText(historySentence(history)));
  for (const group of groupFindings(findings)) printGroup(group, acknowledged, terminal);
}

function anchorSentence(comparison: AnchorComparison | undefined): string {
  if (comparison === undefined) {
    return "Unanchored: records cut off at the end leave no trace in a chain. `anchor` saves a state to compare with.";
  }
  const { savedAt, counts } = comparison;
  const { unchanged, grown, added, diverged } = counts;
  const what = `${unchanged} unchanged, ${grown} grown, ${added} added, ${diverged} diverged`;
  return comparison.extends
    ? `Anchored: extends the state of ${savedAt} (streams: ${what}).`
    : `Anchored: does not extend the state of ${savedAt} (streams: ${what}).`;
}

function summary(findings: readonly Finding[], acknowledged: CheckedLog["acknowledged"]): string {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  if (findings.length === 0) return "No findings.";
  const known =
    acknowledged === undefined ? "" : `; ${findings.filter(({ id }) => acknowledged.has(id)).length} acknowledged`;
  return `Findings: ${count("suspect")} suspect, ${count("explained")} explained, ${plural(count("info"), "note")}${known}.`;
}

/**
 * The cause is explained once, above its findings. What is suspect is told in full; of the rest a few of each cause, since
 * real logs have hundreds with one cause.
 */
function printGroup(group: FindingGroup, acknowledged: CheckedLog["acknowledged"], terminal: Terminal): void {
  const { code, cause, severity, explanation, findings } = group;
  const shown = severity === "suspect" ? Number.POSITIVE_INFINITY : 3;
  const word = terminal.style(severityStyles[severity], severityWords[severity]);
  terminal.print("");
  terminal.print(`${word}  ${code}, ${cause} (${findings.length})`);
  terminal.print(`  ${explanation}`);
  for (const finding of findings.slice(0, shown)) {
    terminal.print(`  ${terminal.style("bold", harmlessText(place(finding)))}`);
    terminal.print(`    ${harmlessText(observation(finding, group))}`);
    const acknowledgement = acknowledged?.get(finding.id);
    if (acknowledgement !== undefined) {
      terminal.print(`    ${harmlessText(`acknowledged ${acknowledgement.at} ${acknowledgement.note}`).trimEnd()}`);
    }
    if (severity !== "suspect") continue;
    const [expected, actual] = code === "history-rewritten" ? ["before  ", "after   "] : ["expected", "found   "];
    if (finding.expected !== null) terminal.print(`    ${expected}  ${harmlessText(finding.expected)}`);
    if (finding.actual !== null) terminal.print(`    ${actual}  ${harmlessText(finding.actual)}`);
    terminal.print(terminal.style("dim", `    ${harmlessText(finding.id)}`));
  }
  if (findings.length > shown) terminal.print(`  … and ${findings.length - shown} more; --json lists them all.`);
}

function place({ stream, file, line, sequence, eventId }: Finding): string {
  const where = file === null ? stream : line === null ? file : `${file}:${line}`;
  const event = sequence === null ? "" : `  event ${sequence}`;
  return `${where}${event}${eventId === null ? "" : `  ${eventId}`}`;
}
