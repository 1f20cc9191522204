import { RefreshCw, X } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import type { RebuildItem, RebuildResult } from "../../../shared/ipc/model/rebuild.ts";
import { useCommands } from "../../app/commands.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { navigate } from "../../app/location.ts";
import { useProject } from "../../app/project.tsx";
import { useRebuildCalls } from "../../app/rebuild-calls.tsx";
import type { ScreenProps } from "../../app/screen-props.ts";
import { useStreamName } from "../../app/stream-name.ts";
import type { OperationState } from "../../app/use-operation.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { countOf, formatCount, formatDuration } from "../../ui/numbers.ts";
import { ProgressPanel } from "../../ui/progress-panel.tsx";
import { SplitPane } from "../../ui/split-pane.tsx";
import { Toolbar, ToolbarSpace } from "../../ui/toolbar.tsx";
import { ConfirmRebuild } from "./confirm-rebuild.tsx";
import { FailedFiles } from "./failed-files.tsx";
import { ItemDifference } from "./item-difference.tsx";
import { ItemTable } from "./item-table.tsx";
import { RebuildCounts } from "./rebuild-counts.tsx";
import { RebuildSummary } from "./rebuild-summary.tsx";
import { RebuildWelcome } from "./rebuild-welcome.tsx";
import "./rebuild.css";

/** Writes the views again from the log: first what would change, then, when confirmed, the writing and its result. */
export function RebuildScreen({ place }: ScreenProps<"rebuild">) {
  const project = useProject();
  const { only } = place;
  const { preview, run, previewed, look: startPreview } = useRebuildCalls();
  const [asking, setAsking] = useState(false);
  const go = useCallback(
    (change: Partial<typeof place>) => navigate({ ...place, ...change }, { replace: true }),
    [place],
  );
  const look = useCallback(() => {
    go({ item: null });
    startPreview(only);
  }, [startPreview, go, only]);

  const showAll = useCallback(() => {
    // The button goes, and would take the focus with it.
    document.getElementById("main")?.focus();
    go({ only: null, item: null });
  }, [go]);

  const writable = writableFiles(preview.state, run.state, previewed === only, project.revision);
  useCommands(
    useMemo(
      () => [
        ...(writable === 0
          ? []
          : [
              {
                id: "rebuild.write",
                title: `Write ${countOf(writable, "file")}…`,
                group: "Project" as const,
                words: "rebuild views materialize",
                run: () => setAsking(true),
              },
            ]),
        {
          id: "rebuild.preview",
          title: "Preview a rebuild",
          group: "Project",
          words: "views materialize drift",
          run: look,
        },
        ...(only === null
          ? []
          : [
              {
                id: "rebuild.all",
                title: "Rebuild all resources instead",
                group: "This place" as const,
                words: "views every",
                run: showAll,
              },
            ]),
        ...(place.item === null
          ? []
          : [
              {
                id: "place.leave",
                title: "Close the change",
                group: "This place" as const,
                keys: ["Escape"],
                run: () => go({ item: null }),
              },
            ]),
      ],
      [look, writable, only, showAll, place.item, go],
    ),
  );

  const scope = only === null ? null : <OnlyOne stream={only} onAll={showAll} />;
  if (run.state.status === "running") return <Running title="Writing views" state={run.state} onCancel={run.cancel} />;
  if (preview.state.status === "running") {
    return <Running title="Comparing the views on disk with the log" state={preview.state} onCancel={preview.cancel} />;
  }
  // What is known is about something else: a link led here, or the one stream was let go.
  if (previewed !== only) return <RebuildWelcome project={project} only={only} scope={scope} onPreview={look} />;
  if (run.state.status === "failed") {
    return (
      <ErrorPanel
        error={run.state.error}
        actions={
          <Button look="primary" onPress={look}>
            Preview again
          </Button>
        }
      />
    );
  }
  if (run.state.status === "done") {
    const { result } = run.state;
    return (
      <>
        <RebuildSummary project={project.name} result={result} onAgain={look} />
        <Items place={place} items={withFailures(result)} go={go} isWritten={(item) => isWritten(item, result)} />
      </>
    );
  }
  if (preview.state.status === "failed") return <ErrorPanel error={preview.state.error} onRetry={look} />;
  if (preview.state.status !== "done") {
    return <RebuildWelcome project={project} only={only} scope={scope} onPreview={look} />;
  }

  const { result } = preview.state;
  const { counts } = result;
  const writes = counts.added + counts.changed;
  const outdated = result.revision !== project.revision;
  return (
    <>
      <Toolbar label="Rebuild">
        {scope}
        <RebuildCounts counts={counts} />
        <span className="faint figure rebuild-time">Compared in {formatDuration(result.durationMs)}</span>
        <ToolbarSpace />
        <Button icon={<RefreshCw size={14} aria-hidden />} onPress={look}>
          Preview again
        </Button>
        <Button look="primary" isDisabled={writes === 0 || outdated} onPress={() => setAsking(true)}>
          {writes === 0 ? "Nothing to write" : `Write ${formatCount(writes)} ${writes === 1 ? "file" : "files"}…`}
        </Button>
      </Toolbar>
      {outdated ? (
        <p className="rebuild-notice" role="status">
          The log has changed since this preview. Preview again to write what the log says now.
        </p>
      ) : null}
      {result.failed.length === 0 ? null : (
        <div className="rebuild-failed-preview">
          <FailedFiles failed={result.failed} />
        </div>
      )}
      {result.items.length === 0 && result.failed.length > 0 ? (
        <EmptyState
          icon={<RefreshCw size={28} strokeWidth={1.6} aria-hidden />}
          title={counts.unchanged === 0 ? "Nothing could be compared" : "What could be compared is the same"}
        >
          <p>Of the rest nothing is known. Mend what is said above and preview again.</p>
        </EmptyState>
      ) : result.items.length === 0 ? (
        <EmptyState icon={<RefreshCw size={28} strokeWidth={1.6} aria-hidden />} title="A rebuild would change nothing">
          <p>The views in the state folder are what the log gives.</p>
          <p>
            <code>{result.stateFolder}</code>
          </p>
        </EmptyState>
      ) : (
        <Items place={place} items={result.items} go={go} />
      )}
      {result.total > result.items.length ? (
        <p className="rebuild-notice">
          The {formatCount(result.items.length)} largest changes of {formatCount(result.total)} are listed; all of them
          are written.
        </p>
      ) : null}
      <ConfirmRebuild
        isOpen={asking}
        preview={result}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void run.start({ preview: result.id });
        }}
      />
    </>
  );
}

/** How many files the preview that is shown would write; 0 when none is shown, or when it is outdated. */
function writableFiles(
  preview: OperationState<"rebuild.preview">,
  run: OperationState<"rebuild.run">,
  isShown: boolean,
  revision: number,
): number {
  const isListed = isShown && (run.status === "idle" || run.status === "cancelled");
  if (!isListed || preview.status !== "done" || preview.result.revision !== revision) return 0;
  return preview.result.counts.added + preview.result.counts.changed;
}

interface ItemsProps {
  readonly place: ScreenProps<"rebuild">["place"];
  readonly items: readonly RebuildItem[];
  readonly isWritten?: (item: RebuildItem) => boolean;
  go(change: { readonly item: string | null }): void;
}

function Items({ place, items, go, isWritten = never }: ItemsProps) {
  const chosen = items.find(({ file }) => file === place.item);
  return (
    <SplitPane
      name="rebuild"
      sideLabel="Change"
      share={0.5}
      main={<ItemTable items={items} selected={place.item} onSelect={(file) => go({ item: file })} />}
      side={
        chosen === undefined ? null : (
          <ItemDifference
            project={place.project}
            item={chosen}
            written={isWritten(chosen)}
            onClose={() => go({ item: null })}
          />
        )
      }
    />
  );
}

function never(): boolean {
  return false;
}

/** What the items of a preview have become; those that failed say so. */
function withFailures({ items, failed }: RebuildResult): readonly RebuildItem[] {
  if (failed.length === 0) return items;
  return items.map((item) => {
    const failure = failed.find(({ stream }) => stream === sourceOf(item));
    return failure === undefined ? item : { ...item, problem: `Not written: ${failure.message}` };
  });
}

/** Of a rebuild that was cancelled it is not known; then the change is shown as it is now. */
function isWritten(item: RebuildItem, { outcome, failed }: RebuildResult): boolean {
  if (outcome !== "incomplete") return outcome === "complete";
  return !failed.some(({ stream }) => stream === sourceOf(item));
}

/** By what a failure names the file of an item. */
function sourceOf({ kind, name }: RebuildItem): string {
  if (kind === "resource-view") return name;
  return kind === "storage-uri-index" ? "storage-uri index" : SYSTEM_STREAM;
}

interface RunningProps {
  readonly title: string;
  readonly state: Extract<OperationState<"rebuild.run" | "rebuild.preview">, { readonly status: "running" }>;
  onCancel(): void;
}

function Running({ title, state: { progress, cancelling }, onCancel }: RunningProps) {
  return (
    <ProgressPanel
      title={title}
      phase={progress?.phase ?? "Starting"}
      done={progress?.done ?? 0}
      total={progress?.total}
      unit={progress?.unit ?? "streams"}
      remainingMs={progress?.remainingMs}
      onCancel={onCancel}
      cancelling={cancelling}
    />
  );
}

function OnlyOne({ stream, onAll }: { readonly stream: string; onAll(): void }) {
  const name = useStreamName(stream);
  return (
    <span className="rebuild-only">
      Only <strong className="cut">{name}</strong>
      <IconButton size="small" label="Rebuild all resources instead" icon={<X size={13} />} onPress={onAll} />
    </span>
  );
}
