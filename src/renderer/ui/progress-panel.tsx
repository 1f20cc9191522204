import { ProgressBar } from "react-aria-components";
import { Button } from "./button.tsx";
import { formatCount, formatDuration } from "./numbers.ts";
import "./progress-panel.css";

export interface ProgressPanelProps {
  readonly title: string;
  /** What is going on; a sentence for the time before the first report. */
  readonly phase: string;
  readonly done: number;
  readonly total?: number | undefined;
  /** How the counts are said: “streams”; bytes are written as sizes by the caller in `phase`. */
  readonly unit: string;
  /** Said behind the counts. */
  readonly more?: string | undefined;
  readonly remainingMs?: number | undefined;
  onCancel(): void;
  readonly cancelling?: boolean;
}

/** Something long that is under way: what, how far, how much longer, and a way out. */
export function ProgressPanel({
  title,
  phase,
  done,
  total,
  unit,
  more,
  remainingMs,
  onCancel,
  cancelling = false,
}: ProgressPanelProps) {
  const counts =
    total === undefined ? `${formatCount(done)} ${unit}` : `${formatCount(done)} of ${formatCount(total)} ${unit}`;
  return (
    <div className="progress-panel">
      <h2 className="progress-panel-title">{title}</h2>
      <ProgressBar
        aria-label={title}
        isIndeterminate={total === undefined || total === 0}
        value={done}
        maxValue={total ?? 1}
        valueLabel={counts}
        className="progress-bar"
      >
        {({ percentage, isIndeterminate }) => (
          <div className="progress-bar-track">
            <div
              className={isIndeterminate ? "progress-bar-fill progress-bar-unknown" : "progress-bar-fill"}
              style={isIndeterminate ? {} : { width: `${percentage ?? 0}%` }}
            />
          </div>
        )}
      </ProgressBar>
      <p className="progress-panel-line">
        <span>{cancelling ? "Stopping…" : phase}</span>
        <span className="figure faint">
          {done > 0 || total !== undefined ? counts : null}
          {more === undefined ? null : ` · ${more}`}
          {remainingMs !== undefined && remainingMs > 1500 ? ` · about ${formatDuration(remainingMs)} left` : null}
        </span>
      </p>
      <div>
        <Button onPress={onCancel} isIdle={cancelling}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
