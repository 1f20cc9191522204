import { CircleAlert, CircleCheck, Download, RefreshCw } from "lucide-react";
import { useMemo } from "react";
import type { RebuildResult } from "../../../shared/ipc/model/rebuild.ts";
import { useCommands } from "../../app/commands.ts";
import { saveDocument } from "../../app/save-document.ts";
import { Button } from "../../ui/button.tsx";
import { countOf, formatDuration } from "../../ui/numbers.ts";
import { Timestamp } from "../../ui/timestamp.tsx";
import { useSteady } from "../../ui/use-steady.ts";
import { FailedFiles } from "./failed-files.tsx";
import { RebuildCounts } from "./rebuild-counts.tsx";
import { writeRebuildReport } from "./rebuild-report.ts";

const TITLES: Readonly<Record<RebuildResult["outcome"], string>> = {
  complete: "The views are up to date",
  cancelled: "Cancelled: the rest of the views is as it was",
  incomplete: "Some of it failed; the rest is up to date",
};

export interface RebuildSummaryProps {
  readonly project: string;
  readonly result: RebuildResult;
  onAgain(): void;
}

/** What a rebuild did, to be read and kept. */
export function RebuildSummary({ project, result, onAgain }: RebuildSummaryProps) {
  const good = result.outcome === "complete";
  const Icon = good ? CircleCheck : CircleAlert;
  const fileName = `rebuild-${project.replaceAll(/[^\w-]+/gu, "-")}-${result.startedAt.slice(0, 19).replaceAll(":", "")}`;
  const keepMarkdown = useSteady(() =>
    saveDocument({
      fileName: `${fileName}.md`,
      mediaType: "text/markdown",
      content: writeRebuildReport(project, result),
    }),
  );
  const keepJson = useSteady(() =>
    saveDocument({
      fileName: `${fileName}.json`,
      mediaType: "application/json",
      content: `${JSON.stringify(result, null, 2)}\n`,
    }),
  );
  useCommands(
    useMemo(
      () => [
        {
          id: "rebuild.keep.markdown",
          title: "Keep the result of the rebuild as Markdown",
          group: "This place",
          words: "save report export",
          run: keepMarkdown,
        },
        {
          id: "rebuild.keep.json",
          title: "Keep the result of the rebuild as JSON",
          group: "This place",
          words: "save report export",
          run: keepJson,
        },
      ],
      [keepMarkdown, keepJson],
    ),
  );
  return (
    <section className="rebuild-summary" aria-label="Result of the rebuild" role="status">
      <Icon size={20} aria-hidden className={good ? "rebuild-good" : "rebuild-bad"} />
      <div className="rebuild-summary-text">
        <h2>{TITLES[result.outcome]}</h2>
        <p className="muted figure">
          {result.outcome === "cancelled"
            ? "Stopped after "
            : `${countOf(result.resources, "resource")} from ${countOf(result.events, "event")} in `}
          {formatDuration(result.durationMs)}, <Timestamp value={result.startedAt} as="local" />, to{" "}
          <code>{result.stateFolder}</code>
        </p>
        <p>
          {result.outcome === "cancelled" ? (
            "What was written before that is whole and stays. Listed below is what the preview found; a new one says what is left."
          ) : (
            <RebuildCounts counts={result.counts} />
          )}
        </p>
        {result.lockProblem === null ? null : <p>{result.lockProblem}</p>}
        <FailedFiles failed={result.failed} />
        {result.outcome === "incomplete" ? (
          <p>Put right what is in the way, such as a full disk or a missing permission, then preview again.</p>
        ) : null}
      </div>
      <div className="rebuild-summary-actions">
        <Button icon={<Download size={14} aria-hidden />} onPress={keepMarkdown}>
          Keep as Markdown
        </Button>
        <Button icon={<Download size={14} aria-hidden />} onPress={keepJson}>
          Keep as JSON
        </Button>
        <Button icon={<RefreshCw size={14} aria-hidden />} onPress={onAgain}>
          Preview again
        </Button>
      </div>
    </section>
  );
}
