import type { OperationName, OperationState } from "../../app/use-operation.ts";
import { Button } from "../../ui/button.tsx";
import { formatCount } from "../../ui/numbers.ts";
import "./operation-line.css";

/** How a long call goes on, in one line with a way out; what went wrong, when it did. */
export function OperationLine<Name extends OperationName>({
  state,
  onCancel,
}: {
  readonly state: OperationState<Name>;
  onCancel(): void;
}) {
  if (state.status === "failed") {
    return (
      <p className="operation-failed" role="alert">
        {state.error.message} {state.error.advice}
      </p>
    );
  }
  if (state.status === "cancelled") return <p className="muted">Cancelled.</p>;
  if (state.status !== "running") return null;
  const { progress, cancelling } = state;
  return (
    <p className="operation-running" role="status">
      {cancelling ? "Stopping…" : (progress?.phase ?? "Starting")}
      {progress === null ? null : (
        <span className="figure faint">
          {formatCount(progress.done)}
          {progress.total === undefined ? "" : ` of ${formatCount(progress.total)}`} {progress.unit}
        </span>
      )}
      <Button size="small" isIdle={cancelling} onPress={onCancel}>
        Cancel
      </Button>
    </p>
  );
}
