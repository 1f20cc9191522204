import { X } from "lucide-react";
import type { JsonTrail, JsonValue } from "../../../shared/ipc/json-value.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { useCall } from "../../app/use-call.ts";
import { IconButton } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { writeJsonPath } from "../../ui/json-tree/json-path.ts";
import { previewJson } from "../../ui/json-tree/json-preview.ts";
import { formatCount } from "../../ui/numbers.ts";
import { Timestamp } from "../../ui/timestamp.tsx";
import "../../ui/link.css";
import "./value-history.css";

export interface ValueHistoryProps {
  readonly project: string;
  readonly stream: string;
  readonly step: number;
  readonly path: JsonTrail;
  onStep(step: number): void;
  onClose(): void;
}

/** Path blame: the events that set a value, newest first. */
export function ValueHistory({ project, stream, step, path, onStep, onClose }: ValueHistoryProps) {
  const { data, error, refetch } = useCall("view.blame", { stream, step, path }, { keepPrevious: true });
  const written = writeJsonPath(path);
  return (
    <div className="value-history">
      <header className="value-history-head">
        <code>{written}</code>
        <CopyButton text={written} label="Copy the path" />
        <IconButton size="small" label="Close the history" icon={<X size={14} />} onPress={onClose} />
      </header>
      {error === null ? null : <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {data === undefined ? null : data.entries.length === 0 ? (
        <p className="value-history-note">No event up to here set this value.</p>
      ) : (
        <ol className="value-history-list">
          {data.entries.map((entry) => (
            <li key={`${entry.step} ${writeJsonPath(entry.path)}`} className="value-history-entry">
              <p className="value-history-line">
                <button
                  type="button"
                  className="link"
                  onClick={() => onStep(entry.step)}
                  title="Show the view after this event"
                >
                  Event {formatCount(entry.sequence)}
                </button>
                <span className="muted">
                  <Timestamp value={entry.timestamp} /> · {entry.userName}
                </span>
              </p>
              <p>
                <PlaceLink to={placeOf("stream-timeline", { project, stream, event: entry.reference })}>
                  {entry.summary}
                </PlaceLink>
              </p>
              {writeJsonPath(entry.path) === written ? null : (
                <p className="faint">
                  at <code>{writeJsonPath(entry.path)}</code>
                </p>
              )}
              <Change before={entry.before} after={entry.after} />
            </li>
          ))}
        </ol>
      )}
      {data?.truncated ? <p className="value-history-note">Older events that set it are left out.</p> : null}
    </div>
  );
}

function Change({ before, after }: { readonly before: JsonValue | undefined; readonly after: JsonValue | undefined }) {
  return (
    <p className="value-history-change">
      {before === undefined ? null : <del>{previewJson(before)}</del>}
      {before !== undefined && after !== undefined ? <span className="faint"> → </span> : null}
      {after === undefined ? (
        before === undefined ? null : (
          <span className="faint"> removed</span>
        )
      ) : (
        <ins>{previewJson(after)}</ins>
      )}
    </p>
  );
}
