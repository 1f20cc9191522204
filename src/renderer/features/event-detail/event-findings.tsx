import type { Finding } from "../../../shared/integrity/finding.ts";
import { describeCause } from "../../../shared/integrity/finding-causes.ts";
import type { EventReference } from "../../../shared/ipc/model/timeline.ts";
import { usePlace } from "../../app/location.ts";
import { SeverityMark } from "../../app/marks/marks.tsx";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";

export interface EventFindingsProps {
  readonly project: string;
  readonly findings: readonly Finding[];
  readonly stream: string;
  /** The record in the chain; null for a line that is none. */
  readonly event: EventReference | null;
}

/** What the check says of a record or line, in full, with the way to its place in the chain. */
export function EventFindings({ project, findings, stream, event }: EventFindingsProps) {
  const isInChain = usePlace()?.screen === "chain";
  if (findings.length === 0) return null;
  return (
    <ul className="event-findings">
      {findings.map(({ id, code, cause, severity, message }) => (
        <li key={id} className={`event-finding event-finding-${severity}`}>
          <p className="event-finding-head">
            <SeverityMark severity={severity} plain />
            <strong>{describeCause(code, cause).label}</strong>
            <PlaceLink to={placeOf("integrity", { project, finding: id })}>Open the finding</PlaceLink>
            {isInChain ? null : <PlaceLink to={placeOf("chain", { project, stream, event })}>In the chain</PlaceLink>}
          </p>
          <p className="event-finding-text">{message}</p>
        </li>
      ))}
    </ul>
  );
}
