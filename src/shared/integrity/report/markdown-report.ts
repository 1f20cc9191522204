import type { Finding } from "../finding.ts";
import { VERDICT_WORDS } from "../verdict.ts";
import { type CheckedLog, type FindingGroup, groupFindings, observation, type ReportSource } from "./checked-log.ts";
import { codeMarkdown, inlineMarkdown } from "./markdown-text.ts";

/** A page of a thousand rows is no longer read; the JSON report has them all, and the page says how many it left out. */
const MOST_ROWS = 200;

/** The check as a page for people: verdict, then every cause with its records, worst first. */
export function markdownReport(checked: CheckedLog, { toolVersion, checkedAt }: ReportSource): string {
  const { verdict, streams, events, findings, acknowledged } = checked;
  const { label, meaning } = VERDICT_WORDS[verdict];
  const groups = groupFindings(findings);
  const blocks = [
    `# Integrity of ${inlineMarkdown(checked.project)}`,
    `**${label}.** ${meaning}`,
    table(
      ["", ""],
      [
        ["Streams", String(streams)],
        ["Events", String(events)],
        ["Suspect", String(countOf(findings, "suspect"))],
        ...(acknowledged === undefined
          ? []
          : [["Acknowledged", String(findings.filter(({ id }) => acknowledged.has(id)).length)]]),
        ["Explained", String(countOf(findings, "explained"))],
        ["Notes", String(countOf(findings, "info"))],
        ["Checked at", checkedAt.toISOString()],
        ["Checked by", `Semiont Inspector ${inlineMarkdown(toolVersion)}`],
      ],
    ),
    ...(groups.length === 0 ? ["There are no findings."] : groups.map((group) => groupSection(group, acknowledged))),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const SEVERITY_WORDS = { suspect: "suspect", explained: "explained", info: "note" } as const;

function groupSection(group: FindingGroup, acknowledged: CheckedLog["acknowledged"]): string {
  const { label, severity, explanation, findings, code, cause } = group;
  const shown = findings.slice(0, MOST_ROWS);
  const rows = shown.map((finding) => [
    codeMarkdown(finding.stream),
    placeOf(finding),
    finding.sequence === null ? "" : String(finding.sequence),
    finding.eventId === null ? "" : codeMarkdown(finding.eventId),
    inlineMarkdown(`${observation(finding, group)}${acknowledgedText(acknowledged?.get(finding.id))}`),
  ]);
  const more = findings.length - shown.length;
  return [
    `## ${label} (${SEVERITY_WORDS[severity]}, ${findings.length})`,
    `${explanation} \`${code}/${cause}\``,
    table(["Stream", "Place", "Sequence", "Event", "What is there"], rows),
    ...(more > 0 ? [`… and ${more} more; the JSON report lists all of them.`] : []),
  ].join("\n\n");
}

function acknowledgedText(acknowledgement: { readonly note: string } | undefined): string {
  if (acknowledgement === undefined) return "";
  return acknowledgement.note === "" ? " (acknowledged)" : ` (acknowledged: ${acknowledgement.note})`;
}

function placeOf({ file, line, offset }: Finding): string {
  if (file === null) return "";
  const where = [line === null ? "" : `:${line}`, offset === null ? "" : ` (byte ${offset})`].join("");
  return `${codeMarkdown(file)}${where}`;
}

function countOf(findings: readonly Finding[], severity: Finding["severity"]): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
