import { Link, X } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { describeCause } from "../../../shared/integrity/finding-causes.ts";
import type { ListedFinding } from "../../../shared/ipc/model/integrity.ts";
import { shownText } from "../../../shared/text/harmless-text.ts";
import { BundleButton } from "../../app/bundle/bundle-button.tsx";
import { useCommands } from "../../app/commands.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { absoluteLink } from "../../app/location.ts";
import { SeverityMark } from "../../app/marks/marks.tsx";
import { copyText } from "../../app/notice.tsx";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { useCall } from "../../app/use-call.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatCount } from "../../ui/numbers.ts";
import "../event-detail/event-detail.css";
import { Acknowledge } from "./acknowledge.tsx";
import { ByteExcerptView } from "./byte-excerpt.tsx";
import { LineHistory } from "./history/line-history.tsx";
import { RecordReach } from "./record-reach.tsx";
import "./finding-detail.css";

export interface FindingDetailProps {
  readonly project: string;
  readonly id: string;
  onClose(): void;
}

/** One finding: what was expected and found, why, and the bytes. */
export function FindingDetail({ project, id, onClose }: FindingDetailProps) {
  const { data, error, refetch } = useCall("integrity.finding", { id }, { keepPrevious: true });
  const shown = data?.finding;
  useCommands(
    useMemo(
      () =>
        shown === undefined
          ? []
          : [
              {
                id: "finding.copy",
                title: "Copy the finding as JSON",
                group: "This place",
                run: () => void copyText(JSON.stringify(shown, null, 2), "Finding"),
              },
            ],
      [shown],
    ),
  );
  const close = <Button onPress={onClose}>Close</Button>;
  if (error !== null) return <ErrorPanel error={error} onRetry={() => void refetch()} actions={close} />;
  if (data === undefined) return null;
  if (data === null) {
    return (
      <EmptyState title="This finding is gone" actions={close}>
        <p>The log has changed since the link was made, and the check no longer finds it.</p>
      </EmptyState>
    );
  }
  const { finding } = data;
  const { label, explanation } = describeCause(finding.code, finding.cause);
  return (
    <div className="finding-detail">
      <header className="finding-detail-head">
        <SeverityMark severity={finding.severity} />
        <h2>{label}</h2>
        <IconButton
          size="small"
          label="Copy link to this finding"
          icon={<Link size={14} />}
          onPress={() => void copyText(absoluteLink(placeOf("integrity", { project, finding: id })), "Link")}
        />
        <CopyButton text={JSON.stringify(finding, null, 2)} label="Copy the finding as JSON" />
        <BundleButton />
        <IconButton size="small" label="Close the finding" icon={<X size={15} />} onPress={onClose} />
      </header>
      <p className="finding-detail-text">{finding.message}</p>
      {finding.message.includes(explanation) ? null : <p className="finding-detail-text muted">{explanation}</p>}
      <Ways project={project} listed={data} />
      {finding.severity === "suspect" ? <Acknowledge key={id} id={id} acknowledged={data.acknowledged} /> : null}
      <dl className="event-facts finding-facts">
        <Fact name="Resource">
          <PlaceLink to={placeOf("stream-timeline", { project, stream: finding.stream })}>
            {data.resourceName}
          </PlaceLink>
        </Fact>
        <Fact name="Code">
          <code>{finding.code}</code>, cause <code>{finding.cause}</code>
        </Fact>
        {finding.expected === null ? null : (
          <Fact name="Expected">
            <code>{shownText(finding.expected)}</code>
          </Fact>
        )}
        {finding.actual === null ? null : (
          <Fact name="Found">
            <code className={finding.severity === "suspect" ? "hash-differs" : undefined}>
              {shownText(finding.actual)}
            </code>
          </Fact>
        )}
        {finding.sequence === null ? null : <Fact name="Sequence">{formatCount(finding.sequence)}</Fact>}
        {finding.eventId === null ? null : (
          <Fact name="Event id">
            <code>{shownText(finding.eventId)}</code>
          </Fact>
        )}
        <Fact name="Place">
          <code>
            {finding.file}
            {finding.line === null ? "" : `:${finding.line}`}
          </code>
          {finding.offset === null ? null : <span className="faint"> byte {formatCount(finding.offset)}</span>}
        </Fact>
        {finding.related === undefined || finding.related.length === 0 ? null : (
          <Fact name="See also">
            {finding.related.map((other) => (
              <span key={`${other.file}:${other.line}`} className="finding-related">
                {other.sequence === null ? "" : `Sequence number ${other.sequence}, `}
                <code>
                  {other.file}:{other.line}
                </code>
              </span>
            ))}
          </Fact>
        )}
      </dl>
      {finding.file === null || finding.line === null ? null : (
        <ByteExcerptView stream={finding.stream} file={finding.file} line={finding.line} />
      )}
      {finding.severity === "suspect" ? <Trace project={project} listed={data} /> : null}
    </div>
  );
}

/** Of a suspect record: what git knows of it, and what depends on it. */
function Trace({
  project,
  listed: { finding, reference },
}: {
  readonly project: string;
  readonly listed: ListedFinding;
}) {
  const { stream, file, line } = finding;
  return (
    <>
      {file === null || line === null ? null : (
        <LineHistory project={project} stream={stream} file={file} line={line} />
      )}
      {reference === null ? null : <RecordReach project={project} reference={reference} />}
    </>
  );
}

function Ways({
  project,
  listed: { finding, reference },
}: {
  readonly project: string;
  readonly listed: ListedFinding;
}) {
  const { stream } = finding;
  return (
    <p className="finding-ways">
      {reference === null ? (
        <PlaceLink to={placeOf("stream-timeline", { project, stream })}>Timeline</PlaceLink>
      ) : (
        <PlaceLink to={placeOf("stream-timeline", { project, stream, event: reference, detail: "hash" })}>
          Record and its hash
        </PlaceLink>
      )}
      <PlaceLink to={placeOf("chain", { project, stream, event: reference })}>In the chain</PlaceLink>
      <PlaceLink to={placeOf("integrity", { project, stream })}>All of this stream</PlaceLink>
    </p>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="event-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
