import type { Finding } from "../../../shared/integrity/finding.ts";
import { describeCause } from "../../../shared/integrity/finding-causes.ts";
import { codeMarkdown, inlineMarkdown } from "../../../shared/integrity/report/markdown-text.ts";
import { plural } from "../../../shared/text/plural.ts";
import type { Bundle } from "./bundle.ts";

const MOST_LISTED = 100;

/** What stands in a bundle as `BUNDLE.md`: what it shows, what was taken, and how to look at it. */
export function describeBundle(bundle: Bundle): string {
  const { subject, project, ranges, events, findings, made, config } = bundle;
  const own = findings.filter((finding) => !made.includes(finding));
  const lines = [
    `# A part of the log of ${inlineMarkdown(project)}`,
    "",
    subject.kind === "finding"
      ? `It shows one finding: **${label(subject.finding)}** (\`${subject.finding.code}\`, cause \`${subject.finding.cause}\`).`
      : `It holds the resource ${codeMarkdown(subject.stream)}${subject.until === null ? "" : ` up to line ${subject.until.line} of ${codeMarkdown(subject.until.file ?? "")}`}.`,
    ...(subject.kind === "finding" ? ["", inlineMarkdown(subject.finding.message)] : []),
    "",
    "Lines were copied byte for byte, into files of the same names. Names and texts in them are as they were recorded:",
    "none can be left out, since every change would break the checksums that the bundle is to show.",
    "",
    "To look at it, open this folder in the Semiont Inspector, or run",
    "",
    "    semiont-inspector verify .",
    "",
    ...(config === null
      ? []
      : [
          "The config is that of the project, name included. Where the project itself is on the same machine, both have the",
          "same state folder by default: do not rebuild views from this part of the log there.",
          "",
        ]),
    `| File | Lines | Bytes | From byte |`,
    "|---|---:|---:|---:|",
    ...ranges.map(
      ({ path, lines: count, from, to }) => `| ${codeMarkdown(path)} | ${count} | ${to - from} | ${from} |`,
    ),
    "",
    `${plural(events, "event")}.`,
    ...listed("What a check of it finds", own),
    ...listed("Findings that only come from the cut", made),
  ];
  return `${lines.join("\n")}\n`;
}

function listed(title: string, findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  const shown = findings.slice(0, MOST_LISTED);
  return [
    "",
    `## ${title}`,
    "",
    ...shown.map((finding) => {
      const place = finding.sequence === null ? `line ${finding.line ?? "–"}` : `event ${finding.sequence}`;
      return `- ${label(finding)}, ${finding.severity}: \`${finding.code}\`, cause \`${finding.cause}\`, ${place} of ${codeMarkdown(finding.stream)}`;
    }),
    ...(findings.length > shown.length ? [`- … and ${findings.length - shown.length} more`] : []),
  ];
}

function label({ code, cause }: Finding): string {
  return describeCause(code, cause).label;
}
