import { RotateCw } from "lucide-react";
import { useCallback, useMemo } from "react";
import { type Command, useCommands } from "../../app/commands.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { useIntegrityCheck } from "../../app/integrity-check.tsx";
import { navigate } from "../../app/location.ts";
import { AnchorMark } from "../../app/marks/anchor-mark.tsx";
import { VerdictMark } from "../../app/marks/marks.tsx";
import { verdictMeaning } from "../../app/marks/verdict-text.ts";
import { useProject } from "../../app/project.tsx";
import type { ScreenProps } from "../../app/screen-props.ts";
import { useCall } from "../../app/use-call.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { formatDuration } from "../../ui/numbers.ts";
import { ProgressPanel } from "../../ui/progress-panel.tsx";
import { Timestamp } from "../../ui/timestamp.tsx";
import { Toolbar } from "../../ui/toolbar.tsx";
import { AnchorPart } from "./anchor/anchor-part.tsx";
import { FindingsPart } from "./findings-part.tsx";
import { HistoryPart } from "./history/history-part.tsx";
import { ReportMenu } from "./report-menu.tsx";
import { StreamTable } from "./stream-table.tsx";
import "./integrity.css";

/** History and anchor have keys of their own wherever one is. */
const PARTS = [
  { value: "findings", title: "Show the findings" },
  { value: "streams", title: "Show the verdicts of streams" },
] as const;

/** Whether the log is what was written: by its chains, by git, and by anchors. */
export function IntegrityScreen({ place }: ScreenProps<"integrity">) {
  const project = useProject();
  const report = useCall("integrity.read", {});
  const { state: check, verify, cancel, dismiss } = useIntegrityCheck();
  const go = useCallback(
    (change: Partial<typeof place>) => navigate({ ...place, ...change }, { replace: true }),
    [place],
  );
  const { finding, change } = place;

  useCommands(
    useMemo(() => {
      const commands: Command[] = [
        {
          id: "integrity.verify",
          title: "Check everything again",
          group: "Project",
          words: "verify integrity hash chain",
          run: verify,
        },
      ];
      for (const { value, title } of PARTS) {
        if (value === place.show) continue;
        const run = () => go({ show: value, severity: null, finding: null, change: null });
        commands.push({ id: `integrity.show.${value}`, title, group: "This place", run });
      }
      if (finding !== null || change !== null) {
        commands.push({
          id: "place.leave",
          title: finding === null ? "Close the change" : "Close the finding",
          group: "This place",
          keys: ["Escape"],
          run: () => go({ finding: null, change: null }),
        });
      }
      return commands;
    }, [verify, place.show, finding, change, go]),
  );

  if (check.status === "running") {
    return (
      <ProgressPanel
        title="Checking every record from the bytes on disk"
        phase={check.progress?.phase ?? "Starting"}
        done={check.progress?.done ?? 0}
        total={check.progress?.total}
        unit={check.progress?.unit ?? "streams"}
        remainingMs={check.progress?.remainingMs}
        onCancel={cancel}
        cancelling={check.cancelling}
      />
    );
  }
  if (report.error !== null) return <ErrorPanel error={report.error} onRetry={() => void report.refetch()} />;
  if (check.status === "failed") {
    const back = <Button onPress={dismiss}>Show what was found before</Button>;
    return <ErrorPanel error={check.error} onRetry={verify} actions={back} />;
  }
  if (report.data === undefined) return null;
  const { verdict, checkedAt, durationMs, acknowledged } = report.data;
  const meaning = verdictMeaning(verdict, project);
  return (
    <>
      <Toolbar label="Integrity">
        <VerdictMark verdict={verdict} acknowledged={acknowledged} />
        <span className="integrity-said">
          <span className="muted integrity-meaning" title={meaning}>
            {meaning} Checked <Timestamp value={checkedAt} as="relative" /> in {formatDuration(durationMs)}.
          </span>
        </span>
        <AnchorMark project={project} />
        <Choice
          label="Show"
          options={[
            { value: "findings", label: "Findings" },
            { value: "streams", label: "Streams" },
            { value: "history", label: "History" },
            { value: "anchor", label: "Anchor" },
          ]}
          value={place.show}
          onChange={(show) => go({ show, severity: null, finding: null, change: null })}
        />
        <Button icon={<RotateCw size={14} aria-hidden />} onPress={verify}>
          Check again
        </Button>
        <ReportMenu />
      </Toolbar>
      {place.show === "findings" ? (
        <FindingsPart place={place} groups={report.data.groups} meaning={meaning} go={go} />
      ) : null}
      {place.show === "streams" ? (
        <StreamTable
          project={place.project}
          verdict={place.verdict}
          verdicts={report.data.verdicts}
          onVerdict={(next) => go({ verdict: next })}
        />
      ) : null}
      {place.show === "history" ? <HistoryPart place={place} go={go} /> : null}
      {place.show === "anchor" ? <AnchorPart project={place.project} /> : null}
    </>
  );
}
