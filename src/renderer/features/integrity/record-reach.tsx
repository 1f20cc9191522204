import type { ReactNode } from "react";
import { exactTerm } from "../../../shared/filter/write-filter.ts";
import type { EventReference } from "../../../shared/ipc/model/timeline.ts";
import { shownText } from "../../../shared/text/harmless-text.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { useCall } from "../../app/use-call.ts";
import { countOf, formatCount } from "../../ui/numbers.ts";
import "./record-reach.css";

/** Resources that are listed before the list is cut. */
const FIRST = 8;

/** What depends on a record, each with the way there: what it would have made wrong, were it wrong. */
export function RecordReach({ project, reference }: { readonly project: string; readonly reference: EventReference }) {
  const { data, error, refetch } = useCall("event.reach", { reference }, { keepPrevious: true });
  if (error !== null) return <ErrorPanel error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const { stream, step, steps, annotations, entityTypes, storageUri, linkedFrom, omitted } = data;
  const later = steps - step;
  return (
    <section className="reach" aria-label="What it reaches">
      <h3>What it reaches</h3>
      <dl>
        <Reached name="View">
          {data.changesView ? (
            <>
              <PlaceLink to={placeOf("view", { project, stream, at: { kind: "step", step } })}>
                {data.resourceName} after it
              </PlaceLink>
              {", "}
              {later === 0 ? (
                "which is the view of today"
              ) : (
                <>
                  and in the <PlaceLink to={placeOf("view", { project, stream })}>view of today</PlaceLink>,{" "}
                  {countOf(later, "event")} later
                </>
              )}
              {" · "}
              <PlaceLink
                to={placeOf("difference", {
                  ...{ project, stream },
                  from: { kind: "step", step: step - 1 },
                  to: { kind: "step", step },
                })}
              >
                what it changed
              </PlaceLink>
            </>
          ) : (
            "no view of a resource is made of it"
          )}
        </Reached>
        {annotations.map(({ id, events }) => (
          <Reached key={id} name="Annotation">
            <code className="cut">{shownText(id)}</code>{" "}
            <PlaceLink to={placeOf("timeline", { project, filter: exactTerm("annotation", id), order: "oldest" })}>
              {countOf(events, "event")} about it
            </PlaceLink>
          </Reached>
        ))}
        {entityTypes.length === 0 ? null : (
          <Reached name="Entity types">
            {entityTypes.map((type, index) => (
              <span key={type}>
                {index === 0 ? "" : ", "}
                <PlaceLink to={placeOf("resources", { project, filter: exactTerm("tag", type) })}>
                  {shownText(type)}
                </PlaceLink>
              </span>
            ))}
          </Reached>
        )}
        {storageUri === null ? null : (
          <Reached name="Content">
            <code>{shownText(storageUri)}</code> <span className="faint">and its entry in the index of contents</span>
          </Reached>
        )}
        <Reached name="Named by">
          {linkedFrom.length === 0 ? (
            "no other resource"
          ) : (
            <ul>
              {linkedFrom.slice(0, FIRST).map(({ stream: other, name, events, first }) => (
                <li key={other}>
                  <PlaceLink to={placeOf("stream-timeline", { project, stream: other, event: first })}>
                    {name}
                  </PlaceLink>{" "}
                  <span className="faint figure">{countOf(events, "event")}</span>
                </li>
              ))}
              {linkedFrom.length + omitted <= FIRST ? null : (
                <li>
                  <PlaceLink to={placeOf("search", { project, q: stream })}>
                    {formatCount(linkedFrom.length + omitted - FIRST)} more
                  </PlaceLink>
                </li>
              )}
            </ul>
          )}
        </Reached>
      </dl>
    </section>
  );
}

function Reached({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="event-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
