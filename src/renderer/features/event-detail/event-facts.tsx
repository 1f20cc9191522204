import type { ReactNode } from "react";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import { exactTerm } from "../../../shared/filter/write-filter.ts";
import type { EventDetail } from "../../../shared/ipc/model/timeline.ts";
import { shownText } from "../../../shared/text/harmless-text.ts";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { formatDuration } from "../../ui/numbers.ts";
import { useZone } from "../../ui/time-display.ts";
import { Timestamp } from "../../ui/timestamp.tsx";

/** Who, when, where: the facts beside the payload, each with the way to more of its kind. */
export function EventFacts({ project, detail: { row } }: { readonly project: string; readonly detail: EventDetail }) {
  const { stream } = row.reference;
  const zone = useZone();
  return (
    <dl className="event-facts">
      <Fact name="Resource">
        <PlaceLink to={placeOf("stream-timeline", { project, stream, event: row.reference })}>
          {row.resourceName}
        </PlaceLink>
        {stream === SYSTEM_STREAM ? null : (
          <>
            {" · "}
            <PlaceLink to={placeOf("view", { project, stream, at: { kind: "step", step: row.step } })}>
              view after this event
            </PlaceLink>
            {" · "}
            <PlaceLink
              to={placeOf("difference", {
                project,
                stream,
                from: { kind: "step", step: row.step - 1 },
                to: { kind: "step", step: row.step },
              })}
            >
              what it changed
            </PlaceLink>
          </>
        )}
      </Fact>
      <Fact name="Time">
        <Timestamp value={row.timestamp} as={zone} milliseconds />{" "}
        <span className="faint">
          <Timestamp value={row.timestamp} as="relative" />
          {row.gapMs === null || row.gapMs < 0 ? null : `, ${formatDuration(row.gapMs)} after the event before`}
        </span>
        {row.gapMs === null || row.gapMs >= 0 ? null : (
          <span className="event-clock-back">
            {" "}
            {formatDuration(-row.gapMs)} earlier than the event before: the clock went back
          </span>
        )}
      </Fact>
      <Fact name="User">
        <PlaceLink
          to={placeOf("timeline", { project, filter: exactTerm("user", row.userId) })}
          title={shownText(row.userId)}
        >
          {row.userName}
        </PlaceLink>
      </Fact>
      <Fact name="Type">
        <code>{shownText(row.recordedType)}</code>
        {row.recordedType === row.type ? null : (
          <span className="faint">
            {" "}
            today <code>{shownText(row.type)}</code>
          </span>
        )}
        {row.known ? null : <span className="faint"> not known to this version; it changes no view</span>}
      </Fact>
      <Fact name="Event id">
        <code className="cut">{row.eventId === "" ? "none" : shownText(row.eventId)}</code>
        {row.eventId === "" ? null : <CopyButton text={row.eventId} label="Copy the event id" />}
      </Fact>
      {row.correlationId === null ? null : (
        <Fact name="Correlation">
          <code className="cut">{shownText(row.correlationId)}</code>
          <CopyButton text={row.correlationId} label="Copy the correlation id" />
        </Fact>
      )}
    </dl>
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
