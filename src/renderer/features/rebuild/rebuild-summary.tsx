import { CircleAlert, CircleCheck, Download, RefreshCw } from "lucide-react";
import type { RebuildResult } from "../../../shared/ipc/model/rebuild.ts";
import { saveDocument } from "../../app/save-document.ts";
import { Button } from "../../ui/button.tsx";
import { countOf, formatDuration } from "../../ui/numbers.ts";
import { Timestamp } from "../../ui/timestamp.tsx";
import { RebuildCounts } from "./rebuild-counts.tsx";
import { writeRebuildReport } from "./rebuild-report.ts";

const TITLES: Readonly<Record<RebuildResult["outcome"], string>> = {
  complete: "The views are up to date",
  cancelled: "Cancelled: the rest of the views is as it was",
  incomplete: "Some views could not be written",
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
  return (
    <section className="rebuild-summary" aria-label="Result of the rebuild" role="status">
      <Icon size={20} aria-hidden className={good ? "rebuild-good" : "rebuild-bad"} />
      <div className="rebuild-summary-text">
        <h2>{TITLES[result.outcome]}</h2>
        <p className="muted figure">
          {countOf(result.resources, "resource")} from {countOf(result.events, "event")} in{" "}
          {formatDuration(result.durationMs)}, <Timestamp value={result.startedAt} as="local" />, to{" "}
          <code>{result.stateFolder}</code>
        </p>
        <p>
          <RebuildCounts counts={result.counts} />
        </p>
        {result.failed.length === 0 ? null : (
          <ul className="rebuild-failed">
            {result.failed.map(({ stream, message }) => (
              <li key={stream}>
                <code>{stream}</code> {message}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="rebuild-summary-actions">
        <Button
          icon={<Download size={14} aria-hidden />}
          onPress={() =>
            saveDocument({
              fileName: `${fileName}.md`,
              mediaType: "text/markdown",
              content: writeRebuildReport(project, result),
            })
          }
        >
          Keep as Markdown
        </Button>
        <Button
          icon={<Download size={14} aria-hidden />}
          onPress={() =>
            saveDocument({
              fileName: `${fileName}.json`,
              mediaType: "application/json",
              content: `${JSON.stringify(result, null, 2)}\n`,
            })
          }
        >
          Keep as JSON
        </Button>
        <Button icon={<RefreshCw size={14} aria-hidden />} onPress={onAgain}>
          Preview again
        </Button>
      </div>
    </section>
  );
}
