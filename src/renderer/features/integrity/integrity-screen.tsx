import { RotateCw, ShieldCheck } from "lucide-react";
import { useCallback, useMemo } from "react";
import { VERDICT_WORDS } from "../../../shared/integrity/verdict.ts";
import { useCommands } from "../../app/commands.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { navigate } from "../../app/location.ts";
import { VerdictMark } from "../../app/marks/marks.tsx";
import type { ScreenProps } from "../../app/screen-props.ts";
import { useCall } from "../../app/use-call.ts";
import { useOperation } from "../../app/use-operation.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { countOf, formatDuration } from "../../ui/numbers.ts";
import { ProgressPanel } from "../../ui/progress-panel.tsx";
import { SplitPane } from "../../ui/split-pane.tsx";
import { Timestamp } from "../../ui/timestamp.tsx";
import { Toolbar, ToolbarSpace } from "../../ui/toolbar.tsx";
import { FindingDetail } from "./finding-detail.tsx";
import { FindingGroups } from "./finding-groups.tsx";
import { FindingTable } from "./finding-table.tsx";
import { ReportMenu } from "./report-menu.tsx";
import { StreamTable } from "./stream-table.tsx";
import "./integrity.css";

/** What the check found: by cause, by stream, down to the bytes. */
export function IntegrityScreen({ place }: ScreenProps<"integrity">) {
  const report = useCall("integrity.read", {});
  const { state: check, start, cancel } = useOperation("integrity.verify");
  const go = useCallback(
    (change: Partial<typeof place>) => navigate({ ...place, ...change }, { replace: true }),
    [place],
  );
  const verify = useCallback(() => void start({ stream: null }).then(() => report.refetch()), [start, report]);

  useCommands(
    useMemo(
      () => [
        {
          id: "integrity.verify",
          title: "Check everything again",
          group: "Project",
          words: "verify integrity hash chain",
          run: verify,
        },
        ...(place.finding === null
          ? []
          : [
              {
                id: "place.leave",
                title: "Close the finding",
                group: "This place" as const,
                keys: ["Escape"],
                keysOnly: true,
                run: () => go({ finding: null }),
              },
            ]),
      ],
      [verify, place.finding, go],
    ),
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
  if (check.status === "failed") return <ErrorPanel error={check.error} onRetry={verify} />;
  if (report.data === undefined) return null;
  const { verdict, streams, events, groups, checkedAt, durationMs } = report.data;
  return (
    <>
      <Toolbar label="Integrity">
        <VerdictMark verdict={verdict} />
        <span className="muted integrity-meaning">
          {VERDICT_WORDS[verdict].meaning} {countOf(events, "event")} in {countOf(streams, "stream")}, checked{" "}
          <Timestamp value={checkedAt} as="relative" /> in {formatDuration(durationMs)}.
        </span>
        <ToolbarSpace />
        <Choice
          label="Show"
          options={[
            { value: "findings", label: "Findings" },
            { value: "streams", label: "Streams" },
          ]}
          value={place.show}
          onChange={(show) => go({ show })}
        />
        <Button icon={<RotateCw size={14} aria-hidden />} onPress={verify}>
          Check again
        </Button>
        <ReportMenu />
      </Toolbar>
      {place.show === "streams" ? (
        <StreamTable
          project={place.project}
          verdict={place.verdict}
          verdicts={report.data.verdicts}
          onVerdict={(next) => go({ verdict: next })}
        />
      ) : groups.length === 0 ? (
        <EmptyState icon={<ShieldCheck size={28} strokeWidth={1.6} aria-hidden />} title="The check found nothing">
          <p>{VERDICT_WORDS[verdict].meaning}</p>
        </EmptyState>
      ) : (
        <div className="integrity">
          <FindingGroups
            groups={groups}
            code={place.code}
            cause={place.cause}
            severity={place.severity}
            onChoose={(choice) => go({ ...choice, finding: null })}
          />
          <SplitPane
            name="integrity"
            sideLabel="Finding"
            share={0.46}
            main={<FindingTable place={place} go={go} />}
            side={
              place.finding === null ? null : (
                <FindingDetail project={place.project} id={place.finding} onClose={() => go({ finding: null })} />
              )
            }
          />
        </div>
      )}
    </>
  );
}
