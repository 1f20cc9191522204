import { FileWarning, X } from "lucide-react";
import { useMemo } from "react";
import { BundleButton } from "../../app/bundle/bundle-button.tsx";
import { useCommands } from "../../app/commands.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { navigate } from "../../app/location.ts";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { useCall } from "../../app/use-call.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatCount } from "../../ui/numbers.ts";
import { ByteExcerptView } from "../integrity/byte-excerpt.tsx";
import { EventFindings } from "./event-findings.tsx";
import { FilePlace } from "./file-place.tsx";
import { useFileCommands } from "./use-file-commands.ts";
import "./event-detail.css";

export interface BadLinePanelProps {
  readonly project: string;
  /** The id of the finding that is about the line. */
  readonly finding: string;
  onClose(): void;
}

/** A line of a log that is no record: why, where it stands, and its bytes between their neighbours. */
export function BadLinePanel({ project, finding: id, onClose }: BadLinePanelProps) {
  const { data, error, refetch } = useCall("integrity.finding", { id }, { keepPrevious: true });
  const place = data?.finding;
  useFileCommands(place?.file ?? null, place?.line ?? null);
  useCommands(
    useMemo(
      () => [
        {
          id: "line.finding",
          title: "Finding of this line",
          group: "This place",
          words: "integrity why",
          run: () => navigate(placeOf("integrity", { project, finding: id })),
        },
      ],
      [project, id],
    ),
  );
  const close = <Button onPress={onClose}>Close</Button>;
  if (error !== null) return <ErrorPanel error={error} onRetry={() => void refetch()} actions={close} />;
  if (data === undefined) return null;
  const { file = null, line = null } = place ?? {};
  if (data === null || file === null || line === null) {
    return (
      <EmptyState title="This line is gone" actions={close}>
        <p>The log has changed since the link was made, and the check no longer finds the line.</p>
      </EmptyState>
    );
  }
  const { finding, resourceName } = data;
  return (
    <div className="event-detail">
      <header className="event-detail-head">
        <div className="event-detail-title">
          <FileWarning size={15} aria-hidden className="timeline-sign-bad" />
          <span className="faint figure">Line {formatCount(line)}</span>
          <span className="event-detail-tools">
            <BundleButton />
            <IconButton size="small" label="Close the line" icon={<X size={15} />} onPress={onClose} />
          </span>
        </div>
        <h2 className="event-detail-summary">A line that is no record</h2>
        <EventFindings project={project} findings={[finding]} stream={finding.stream} event={null} />
        <p>
          In{" "}
          <PlaceLink to={placeOf("stream-timeline", { project, stream: finding.stream, finding: id })}>
            {resourceName}
          </PlaceLink>
        </p>
        <FilePlace file={file} line={line} />
      </header>
      <ByteExcerptView stream={finding.stream} file={file} line={line} />
    </div>
  );
}
