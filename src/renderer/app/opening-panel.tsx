import type { ReactNode } from "react";
import type { Progress } from "../../shared/ipc/model/operation.ts";
import { Button } from "../ui/button.tsx";
import { countOf, formatBytes } from "../ui/numbers.ts";
import { ProgressPanel } from "../ui/progress-panel.tsx";
import { ErrorPanel } from "./error-panel.tsx";
import { useOpening } from "./opening.tsx";
import { ProjectShape } from "./project-shape.tsx";
import { useCall } from "./use-call.ts";

/** How the opening of a project goes, or why it failed; nothing when none is opened. @param wayOut offered after a failure */
export function OpeningPanel({ wayOut }: { readonly wayOut: ReactNode }) {
  const { running, failure, open, cancel } = useOpening();
  if (failure !== null) {
    const onRetry = () => void open(failure.source, failure.name);
    const isOther = failure.error.code === "not-a-project";
    return (
      <ErrorPanel
        error={failure.error}
        onRetry={onRetry}
        actions={
          <>
            {wayOut}
            {isOther ? <OpenSample /> : null}
          </>
        }
      >
        {isOther ? <ProjectShape /> : null}
      </ErrorPanel>
    );
  }
  if (running === null) return null;
  const { progress, cancelling, name } = running;
  return (
    <ProgressPanel
      title={name === "" ? "Opening the project" : `Opening ${name}`}
      phase={progress?.phase ?? "Starting"}
      done={progress?.done ?? 0}
      total={progress?.total}
      unit={progress?.unit ?? "streams"}
      more={progress?.read === undefined ? undefined : saidOf(progress.read)}
      remainingMs={progress?.remainingMs}
      onCancel={cancel}
      cancelling={cancelling}
    />
  );
}

/** For a first look, where there is no project at hand. */
function OpenSample() {
  const { open } = useOpening();
  const { data } = useCall("application.read", {});
  const sample = data?.samples[0];
  if (sample === undefined) return null;
  return <Button onPress={() => void open({ kind: "sample", id: sample.id }, sample.name)}>Open the sample</Button>;
}

/** “64,000 events · 48 MB” */
function saidOf({ events, bytes }: NonNullable<Progress["read"]>): string {
  return `${countOf(events, "event")} · ${formatBytes(bytes)}`;
}
