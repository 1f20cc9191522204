import type { ReactNode } from "react";
import { ProgressPanel } from "../ui/progress-panel.tsx";
import { ErrorPanel } from "./error-panel.tsx";
import { useOpening } from "./opening.tsx";

/** How the opening of a project goes, or why it failed; nothing when none is opened. @param wayOut offered after a failure */
export function OpeningPanel({ wayOut }: { readonly wayOut: ReactNode }) {
  const { running, failure, open, cancel } = useOpening();
  if (failure !== null) {
    const onRetry = () => void open(failure.source, failure.name);
    return <ErrorPanel error={failure.error} onRetry={onRetry} actions={wayOut} />;
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
      remainingMs={progress?.remainingMs}
      onCancel={cancel}
      cancelling={cancelling}
    />
  );
}
