import type { RebuildResult } from "../../../shared/ipc/model/rebuild.ts";
import { shownText } from "../../../shared/text/harmless-text.ts";

/** The result of a rebuild as a document that people keep. */
export function writeRebuildReport(project: string, result: RebuildResult): string {
  const { counts } = result;
  const lines = [
    `# Rebuild of ${escapeMarkdown(project)}`,
    "",
    `- Outcome: ${result.outcome}`,
    `- Started: ${result.startedAt}, took ${Math.round(result.durationMs)} ms`,
    `- State folder: \`${result.stateFolder}\``,
    ...(result.outcome === "cancelled"
      ? ["- What was written before it was cancelled is whole; how much that was is not known."]
      : [
          `- Resources: ${result.resources}, events: ${result.events}`,
          `- Added: ${counts.added}, changed: ${counts.changed}, unchanged: ${counts.unchanged}, stale: ${counts.stale}, failed: ${counts.failed}`,
        ]),
    ...(result.lockProblem === null ? [] : [`- ${escapeMarkdown(result.lockProblem)}`]),
  ];
  if (result.items.length > 0) {
    lines.push("", "| Change | View | Values that differ | File |", "|---|---|---:|---|");
    for (const { change, label, differences, file } of result.items) {
      lines.push(`| ${change} | ${escapeMarkdown(label)} | ${differences} | ${escapeMarkdown(file)} |`);
    }
  }
  for (const { label, entries } of result.items) {
    if (entries === null) continue;
    lines.push("", `## ${escapeMarkdown(label)}`, "");
    for (const [change, names] of Object.entries(entries)) {
      for (const name of names) lines.push(`- ${change}: ${escapeMarkdown(name)}`);
    }
  }
  if (result.failed.length > 0) {
    lines.push("", "## Failed", "");
    for (const { stream, message } of result.failed)
      lines.push(`- ${escapeMarkdown(stream)}: ${escapeMarkdown(message)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Names come from the log: they must not break out of their cell or become markup. */
function escapeMarkdown(text: string): string {
  return shownText(text)
    .replaceAll(/[\\`*_[\]<>|#]/gu, "\\$&")
    .replaceAll(/\s+/gu, " ");
}
