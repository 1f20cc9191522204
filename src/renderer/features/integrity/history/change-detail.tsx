import { Link, X } from "lucide-react";
import type { HistoryChangeDetail } from "../../../../shared/ipc/model/history.ts";
import { ErrorPanel } from "../../../app/error-panel.tsx";
import { absoluteLink } from "../../../app/location.ts";
import { SeverityMark } from "../../../app/marks/marks.tsx";
import { copyText } from "../../../app/notice.tsx";
import { PlaceLink } from "../../../app/place-link.tsx";
import { placeOf } from "../../../app/places.ts";
import { useCall } from "../../../app/use-call.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { countOf } from "../../../ui/numbers.ts";
import { Acknowledge } from "../acknowledge.tsx";
import { CommitFacts } from "./commit-facts.tsx";
import { RecordDifference } from "./record-difference.tsx";
import "../finding-detail.css";
import "./history.css";

export interface ChangeDetailProps {
  readonly project: string;
  readonly id: string;
  onClose(): void;
}

/** One change in the history: who, when, and the record before and after. */
export function ChangeDetail({ project, id, onClose }: ChangeDetailProps) {
  const { data, error, refetch } = useCall("history.change", { id }, { keepPrevious: true });
  const close = <Button onPress={onClose}>Close</Button>;
  if (error !== null) return <ErrorPanel error={error} onRetry={() => void refetch()} actions={close} />;
  if (data === undefined) return null;
  if (data === null) {
    return (
      <EmptyState title="This change is not known" actions={close}>
        <p>The history has not been looked at since, or was rewritten after the link was made.</p>
      </EmptyState>
    );
  }
  const { row, message, explanation, before, after } = data;
  return (
    <div className="finding-detail">
      <header className="finding-detail-head">
        <SeverityMark severity={row.severity} />
        <h2>{row.label}</h2>
        <IconButton
          size="small"
          label="Copy link to this change"
          icon={<Link size={14} />}
          onPress={() =>
            void copyText(absoluteLink(placeOf("integrity", { project, show: "history", change: id })), "Link")
          }
        />
        <IconButton size="small" label="Close the change" icon={<X size={15} />} onPress={onClose} />
      </header>
      <p className="finding-detail-text">
        <strong>{row.deed}</strong>
        {row.resourceName === null ? "" : ` of ${row.resourceName}`}
      </p>
      <CommitFacts commit={row.commit} />
      <p className="finding-detail-text muted" title={message}>
        {explanation}
      </p>
      <Ways project={project} detail={data} />
      {row.severity === "suspect" ? <Acknowledge key={row.id} id={row.id} acknowledged={row.acknowledged} /> : null}
      <Parts project={project} detail={data} />
      {before === null && after === null ? null : <RecordDifference key={id} before={before} after={after} />}
    </div>
  );
}

function Ways({ project, detail: { row } }: { readonly project: string; readonly detail: HistoryChangeDetail }) {
  const { stream, reference } = row;
  if (stream === null) return null;
  return (
    <p className="finding-ways">
      {reference === null ? (
        <span className="faint">The record is not in today’s log.</span>
      ) : (
        <>
          <PlaceLink to={placeOf("stream-timeline", { project, stream, event: reference, detail: "hash" })}>
            Record and its hash
          </PlaceLink>
          <PlaceLink to={placeOf("chain", { project, stream, event: reference })}>In the chain</PlaceLink>
        </>
      )}
      <PlaceLink to={placeOf("integrity", { project, show: "history", stream })}>All of this stream</PlaceLink>
    </p>
  );
}

/** What a commit did to each stream, where it did the same to many. */
function Parts({
  project,
  detail: { parts, omitted },
}: {
  readonly project: string;
  readonly detail: HistoryChangeDetail;
}) {
  if (parts.length === 0) return null;
  return (
    <section className="change-parts" aria-label="Streams">
      <h3>In each stream</h3>
      <ul>
        {parts.map(({ id, resourceName, records }) => (
          <li key={id}>
            <PlaceLink to={placeOf("integrity", { project, show: "history", change: id })} className="cut">
              {resourceName}
            </PlaceLink>
            <span className="faint figure">{countOf(records, "record")}</span>
          </li>
        ))}
      </ul>
      {omitted === 0 ? null : <p className="faint">and {countOf(omitted, "further file")}</p>}
    </section>
  );
}
