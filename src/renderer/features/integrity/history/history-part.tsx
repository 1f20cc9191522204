import { GitBranch, GitCommitHorizontal, RotateCw } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import type { Severity } from "../../../../shared/integrity/finding-causes.ts";
import type { HistoryReport } from "../../../../shared/ipc/model/history.ts";
import { useCommands } from "../../../app/commands.ts";
import { ErrorPanel } from "../../../app/error-panel.tsx";
import { type KnownHistory, useHistoryCheck } from "../../../app/history-check.tsx";
import type { PlaceOf } from "../../../app/places.ts";
import { useChoiceCommands } from "../../../app/use-choice-commands.ts";
import { Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { countOf, formatCount, formatDuration } from "../../../ui/numbers.ts";
import { ProgressPanel } from "../../../ui/progress-panel.tsx";
import { SplitPane } from "../../../ui/split-pane.tsx";
import { Timestamp } from "../../../ui/timestamp.tsx";
import { OperationLine } from "../operation-line.tsx";
import { ChangeDetail } from "./change-detail.tsx";
import { HistoryTable } from "./history-table.tsx";
import "./history.css";

export interface HistoryPartProps {
  readonly place: PlaceOf<"integrity">;
  go(change: Partial<PlaceOf<"integrity">>): void;
}

type Checked = Extract<HistoryReport, { state: "checked" }>;

/** Whether the log only ever grew, as git knows it. */
export function HistoryPart({ place, go }: HistoryPartProps) {
  const { report, state, check, cancel } = useHistoryCheck();
  // What was looked at before the log changed is shown, and looked at again once.
  const isOutdated = report?.state === "checked" && !report.current;
  const wasOutdated = useRef(false);
  useEffect(() => {
    if (!isOutdated || wasOutdated.current) return;
    wasOutdated.current = true;
    check();
  }, [isOutdated, check]);

  const isRunning = state.status === "running";
  useCommands(
    useMemo(
      () =>
        isRunning
          ? []
          : [
              {
                id: "history.check",
                title: "Look at the history again",
                group: "This place",
                words: "git",
                run: check,
              },
            ],
      [isRunning, check],
    ),
  );
  const counts = report?.state === "checked" ? report.counts : null;
  const severities = useMemo(() => severitiesOf(counts), [counts]);
  const severity = place.severity ?? "all";
  const onSeverity = (next: Severity | "all") => go({ severity: next === "all" ? null : next, change: null });
  useChoiceCommands({ id: "history.severity", options: severities, value: severity, onChange: onSeverity });

  if (report?.state !== "checked") {
    const look = () => {
      // The button gives way to the progress, and would take the focus with it.
      document.getElementById("main")?.focus();
      check();
    };
    return <Unchecked report={report} state={state} onCheck={look} onCancel={cancel} />;
  }
  const { suspect, explained, info } = report.counts;
  return (
    <>
      <HistoryStatus report={report} state={state} onCheck={check} onCancel={cancel} />
      {suspect + explained + info === 0 ? (
        <EmptyState
          icon={<GitCommitHorizontal size={28} strokeWidth={1.6} aria-hidden />}
          title="The log only ever grew"
        >
          <p>Every committed version begins with the one before it, and the files of today with the last.</p>
        </EmptyState>
      ) : (
        <>
          <div className="stream-verdicts">
            <Choice label="Severity" options={severities} value={severity} onChange={onSeverity} />
          </div>
          <SplitPane
            name="history"
            sideLabel="Change"
            share={0.46}
            main={<HistoryTable place={place} go={go} />}
            side={
              place.change === null ? null : (
                <ChangeDetail project={place.project} id={place.change} onClose={() => go({ change: null })} />
              )
            }
          />
        </>
      )}
    </>
  );
}

/** Those that there are, with how they are said on a button and as a command. */
function severitiesOf(counts: Checked["counts"] | null) {
  const { suspect = 0, explained = 0 } = counts ?? {};
  const all: readonly { readonly value: Severity | "all"; readonly label: string; readonly title: string }[] = [
    { value: "all", label: "All", title: "Show all changes" },
    { value: "suspect", label: `Suspect ${formatCount(suspect)}`, title: "Show suspect changes only" },
    { value: "explained", label: `Explained ${formatCount(explained)}`, title: "Show explained changes only" },
  ];
  return all.filter(({ value }) => (value === "suspect" ? suspect > 0 : value === "all" || explained > 0));
}

interface StateProps {
  readonly state: KnownHistory["state"];
  onCheck(): void;
  onCancel(): void;
}

/** What stands here until there is an answer, and when there can be none. */
function Unchecked({ report, state, onCheck, onCancel }: StateProps & Pick<KnownHistory, "report">) {
  if (state.status === "running") {
    return (
      <ProgressPanel
        title="Looking at every committed version of the log"
        phase={state.progress?.phase ?? "Asking git"}
        done={state.progress?.done ?? 0}
        total={state.progress?.total}
        unit={state.progress?.unit ?? "versions"}
        remainingMs={state.progress?.remainingMs}
        onCancel={onCancel}
        cancelling={state.cancelling}
      />
    );
  }
  if (state.status === "failed") return <ErrorPanel error={state.error} onRetry={onCheck} />;
  const icon = <GitBranch size={28} strokeWidth={1.6} aria-hidden />;
  if (report?.state === "none") {
    return (
      <EmptyState
        icon={icon}
        title="No history to compare with"
        actions={<Button onPress={onCheck}>Look again</Button>}
      >
        <p>{report.reason}</p>
        <p>That is no fault. Where a log is kept in git, its earlier versions are compared here.</p>
      </EmptyState>
    );
  }
  if (state.status !== "cancelled") return null;
  return (
    <EmptyState
      icon={icon}
      title="The history was not looked at"
      actions={<Button onPress={onCheck}>Look at the history</Button>}
    >
      <p>Git knows every committed version of the log, and with it what was changed and by whom.</p>
    </EmptyState>
  );
}

/** What was looked at, what could not be, and what is as it should be. */
function HistoryStatus({ report, state, onCheck, onCancel }: StateProps & { readonly report: Checked }) {
  const { commits, uncommitted, isShallow, skipped, checkedAt, durationMs, current, counts } = report;
  const { grown, added } = uncommitted;
  return (
    <div className="history-status">
      <p>
        {countOf(commits, "commit")} touched the log. {verdictOf(report)} Looked at{" "}
        <Timestamp value={checkedAt} as="relative" /> in {formatDuration(durationMs)}
        {current ? "." : "; the log has changed since."}
      </p>
      {counts.acknowledged === 0 ? null : <p className="muted">{formatCount(counts.acknowledged)} acknowledged.</p>}
      {grown + added === 0 ? null : (
        <p className="muted">
          Since the last commit {countOf(grown, "file")} grew and {countOf(added, "file")} {added === 1 ? "is" : "are"}{" "}
          new, as a log does until it is committed.
        </p>
      )}
      {isShallow ? (
        <p className="muted">
          This clone is shallow: older commits are not here, so nothing is said of them.{" "}
          <code>git fetch --unshallow</code> brings them.
        </p>
      ) : null}
      {skipped === 0 ? null : (
        <p className="muted">{countOf(skipped, "version")} could not be compared: not in this clone, or too large.</p>
      )}
      <OperationLine state={state} onCancel={onCancel} />
      <Button
        size="small"
        icon={<RotateCw size={13} aria-hidden />}
        isIdle={state.status === "running"}
        onPress={onCheck}
      >
        Look again
      </Button>
    </div>
  );
}

function verdictOf({ counts: { suspect, explained } }: Checked): string {
  if (suspect > 0) return `${countOf(suspect, "change")} of earlier records ${suspect === 1 ? "is" : "are"} suspect.`;
  return explained > 0 ? "What was rewritten is explained." : "Nothing was rewritten.";
}
