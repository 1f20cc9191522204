import { ErrorPanel } from "../../../app/error-panel.tsx";
import { useHistoryCheck } from "../../../app/history-check.tsx";
import { PlaceLink } from "../../../app/place-link.tsx";
import { placeOf } from "../../../app/places.ts";
import { useCall } from "../../../app/use-call.ts";
import { Button } from "../../../ui/button.tsx";
import { countOf, formatCount } from "../../../ui/numbers.ts";
import { CommitFacts } from "./commit-facts.tsx";
import { RecordDifference } from "./record-difference.tsx";
import "./history.css";

export interface LineHistoryProps {
  readonly project: string;
  readonly stream: string;
  readonly file: string;
  readonly line: number;
}

/** What was done to a record, or to those missing before it, and by whom, where git knows. */
export function LineHistory({ project, stream, file, line }: LineHistoryProps) {
  const { report, state, check, cancel } = useHistoryCheck();
  const isChecked = report?.state === "checked";
  const { data, error, refetch } = useCall("history.about", { stream, file, line }, { enabled: isChecked });
  return (
    <section className="line-history" aria-label="In git">
      <h3>In git</h3>
      {state.status === "running" ? (
        <p className="muted" role="status">
          Looking at committed versions
          {state.progress === null
            ? ""
            : `, ${formatCount(state.progress.done)}${state.progress.total === undefined ? "" : ` of ${formatCount(state.progress.total)}`}`}
          …{" "}
          <Button size="small" onPress={cancel}>
            Cancel
          </Button>
        </p>
      ) : state.status === "failed" ? (
        <ErrorPanel error={state.error} onRetry={check} />
      ) : report?.state === "none" ? (
        <p className="muted">{report.reason} What the record was before cannot be known from here.</p>
      ) : report?.state === "unknown" ? (
        <Button size="small" onPress={check}>
          Look at the history
        </Button>
      ) : error !== null ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? null : (
        <>
          {data.changes.length === 0 ? (
            <p className="muted">No commit changed this record or removed one before it.</p>
          ) : (
            data.changes.map(({ row, before, after }) => (
              <article key={row.id} className="line-history-change">
                <p>
                  <PlaceLink to={placeOf("integrity", { project, show: "history", change: row.id })}>
                    {row.deed}
                  </PlaceLink>
                </p>
                <CommitFacts commit={row.commit} />
                <RecordDifference before={before} after={after} />
              </article>
            ))
          )}
          {data.others === 0 ? null : (
            <p>
              <PlaceLink to={placeOf("integrity", { project, show: "history", stream })}>
                {countOf(data.others, "other suspect change")} of this stream
              </PlaceLink>
            </p>
          )}
        </>
      )}
    </section>
  );
}
