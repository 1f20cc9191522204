import { exactTerm } from "../../../shared/filter/write-filter.ts";
import type { EventDetail } from "../../../shared/ipc/model/timeline.ts";
import { shownText } from "../../../shared/text/harmless-text.ts";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { countOf } from "../../ui/numbers.ts";
import { Timestamp } from "../../ui/timestamp.tsx";

const BY = {
  correlation: "Of the same correlation",
  job: "Of the same job",
  annotation: "About the same annotation",
} as const;

/** Events that belong to this one: by correlation, job and annotation, across all streams. */
export function RelatedEvents({ project, detail }: { readonly project: string; readonly detail: EventDetail }) {
  if (detail.related.length === 0) {
    return <p className="hash-note">No other event shares a correlation, a job or an annotation with this one.</p>;
  }
  return detail.related.map(({ by, value, total, events }) => (
    <section key={`${by} ${value}`} className="related">
      <header className="related-head">
        <h3>{BY[by]}</h3>
        <PlaceLink to={placeOf("timeline", { project, filter: exactTerm(by, value), order: "oldest" })}>
          {countOf(total, "event")}
        </PlaceLink>
        <code className="cut faint" title={shownText(value)}>
          {shownText(value)}
        </code>
      </header>
      <ul>
        {events.map(({ reference, type, timestamp, summary }) => {
          const isThis =
            reference.stream === detail.row.reference.stream && reference.position === detail.row.reference.position;
          return (
            <li
              key={`${reference.stream}:${reference.position}`}
              className="related-event"
              aria-current={isThis || undefined}
            >
              <span className="muted figure">
                <Timestamp value={timestamp} />
              </span>
              {isThis ? (
                <span className="cut" title={shownText(type)}>
                  {summary} (this event)
                </span>
              ) : (
                <PlaceLink
                  className="cut"
                  title={shownText(type)}
                  to={placeOf("stream-timeline", {
                    project,
                    stream: reference.stream,
                    event: reference,
                    detail: "related",
                  })}
                >
                  {summary}
                </PlaceLink>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  ));
}
