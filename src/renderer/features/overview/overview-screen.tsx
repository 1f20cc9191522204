import { TriangleAlert } from "lucide-react";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import { exactTerm } from "../../../shared/filter/write-filter.ts";
import type { Overview, ProjectSummary } from "../../../shared/ipc/model/project.ts";
import { shownText } from "../../../shared/text/harmless-text.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { AnchorMark } from "../../app/marks/anchor-mark.tsx";
import { EventTypeMark, VerdictMark } from "../../app/marks/marks.tsx";
import { VerdictShape } from "../../app/marks/shape.tsx";
import { verdictMeaning, verdictText } from "../../app/marks/verdict-text.ts";
import { PlaceLink } from "../../app/place-link.tsx";
import { hrefOf, placeOf } from "../../app/places.ts";
import { useProject } from "../../app/project.tsx";
import type { ScreenProps } from "../../app/screen-props.ts";
import { useCall } from "../../app/use-call.ts";
import { countOf, formatBytes, formatCount, formatDuration } from "../../ui/numbers.ts";
import { Ranking } from "../../ui/ranking.tsx";
import { Timestamp } from "../../ui/timestamp.tsx";
import { Activity } from "./activity.tsx";
import { DriftSection } from "./drift-section.tsx";
import { overviewQuestion } from "./overview-question.ts";
import { Problems } from "./problems.tsx";
import { Section } from "./section.tsx";
import "./overview.css";

const LISTED = 8;

/** How the project is and what is in it. Every number leads to the rows behind it. */
export function OverviewScreen({ place }: ScreenProps<"overview">) {
  const project = useProject();
  const { data, error, refetch } = useCall("overview.read", overviewQuestion(), { keepPrevious: true });
  if (error !== null && data === undefined) return <ErrorPanel error={error} onRetry={() => void refetch()} />;
  return (
    <div className="overview">
      <Health project={project} />
      <Problems problems={project.problems} />
      {data === undefined ? null : (
        <>
          <Activity activity={data.activity} project={place.project} />
          <div className="overview-columns">
            <Lists overview={data} project={place.project} />
            <DriftSection project={place.project} />
            <Origin project={project} />
          </div>
        </>
      )}
    </div>
  );
}

function Health({ project }: { readonly project: ProjectSummary }) {
  const { id, verdict, findings } = project;
  return (
    <section className={`health health-${verdict}`} aria-label="Verdict">
      <VerdictShape verdict={verdict} size={28} />
      <div className="health-text">
        <h2 className="health-verdict">
          <PlaceLink to={placeOf("integrity", { project: id, severity: findings.suspect > 0 ? "suspect" : null })}>
            {verdictText(verdict, findings.acknowledged)}
          </PlaceLink>
        </h2>
        <p className="muted">{verdictMeaning(verdict, project)}</p>
        <AnchorMark project={project} />
      </div>
      <dl className="health-figures">
        <Figure
          name="Resources"
          value={formatCount(project.resources)}
          href={hrefOf(placeOf("resources", { project: id }))}
        />
        <Figure name="Events" value={formatCount(project.events)} href={hrefOf(placeOf("timeline", { project: id }))} />
        <Figure
          name="Suspect"
          value={formatCount(findings.suspect)}
          href={hrefOf(placeOf("integrity", { project: id, severity: "suspect" }))}
          alarming={findings.suspect > 0}
        />
        <Figure
          name="Explained"
          value={formatCount(findings.explained)}
          href={hrefOf(placeOf("integrity", { project: id, severity: "explained" }))}
        />
        <Figure
          name="Notices"
          value={formatCount(findings.info)}
          href={hrefOf(placeOf("integrity", { project: id, severity: "info" }))}
        />
      </dl>
    </section>
  );
}

function Figure({
  name,
  value,
  href,
  alarming = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly href: string;
  readonly alarming?: boolean;
}) {
  return (
    <div className="health-figure">
      <dt>{name}</dt>
      <dd>
        <a href={href} className={alarming ? "health-alarming" : undefined}>
          {value}
          {alarming ? <TriangleAlert size={14} aria-hidden /> : null}
        </a>
      </dd>
    </div>
  );
}

function Lists({ overview, project }: { readonly overview: Overview; readonly project: string }) {
  const stream = (name: string) => hrefOf(placeOf("stream-timeline", { project, stream: name }));
  const named = (name: string, id: string) => (id === SYSTEM_STREAM ? <span className="muted">{name}</span> : name);
  return (
    <>
      <Section
        title="Event types"
        more={overview.types.length > LISTED ? hrefOf(placeOf("timeline", { project })) : null}
      >
        <Ranking
          empty="No events."
          rows={overview.types.slice(0, LISTED).map(({ key, flow, events }) => ({
            key,
            name: <EventTypeMark type={key} flow={flow} />,
            value: events,
            said: formatCount(events),
            href: hrefOf(placeOf("timeline", { project, filter: exactTerm("type", key) })),
          }))}
        />
      </Section>
      <Section title="Most active" more={hrefOf(placeOf("resources", { project, sort: "events" }))}>
        <Ranking
          empty="No resources."
          rows={overview.mostActive.slice(0, LISTED).map(({ stream: id, name, events }) => ({
            key: id,
            name: named(name, id),
            value: events,
            said: countOf(events, "event"),
            href: stream(id),
          }))}
        />
      </Section>
      <Section title="Users" more={null}>
        <Ranking
          empty="No users."
          rows={overview.users.slice(0, LISTED).map(({ key, label, events }) => ({
            key,
            name: <span title={shownText(key)}>{label}</span>,
            value: events,
            said: formatCount(events),
            href: hrefOf(placeOf("timeline", { project, filter: exactTerm("user", key) })),
          }))}
        />
      </Section>
      <Section title="Largest streams" more={hrefOf(placeOf("resources", { project, sort: "bytes" }))}>
        <Ranking
          empty="No streams."
          rows={overview.largest.slice(0, LISTED).map(({ stream: id, name, bytes }) => ({
            key: id,
            name: named(name, id),
            value: bytes,
            said: formatBytes(bytes),
            href: stream(id),
          }))}
        />
      </Section>
      <Section title="Verdicts of streams" more={null}>
        <Ranking
          empty="No streams."
          rows={overview.verdicts
            .filter(({ streams }) => streams > 0)
            .map(({ verdict, streams }) => ({
              key: verdict,
              name: <VerdictMark verdict={verdict} plain />,
              value: streams,
              said: formatCount(streams),
              href: hrefOf(placeOf("integrity", { project, show: "streams", verdict })),
            }))}
        />
      </Section>
    </>
  );
}

const LAYOUTS = { documented: "a file", shipped: "a folder" };

/** The load report: what was read, how it is written, and how long that took. */
function Origin({ project }: { readonly project: ProjectSummary }) {
  return (
    <Section title="The log" more={null}>
      <dl className="overview-facts">
        <div>
          <dt>Read</dt>
          <dd>
            {formatBytes(project.bytes)} in {countOf(project.streams, "stream")}, {formatDuration(project.loadedInMs)}
          </dd>
        </div>
        <div>
          <dt>First event</dt>
          <dd>
            <Timestamp value={project.firstEventAt} />
          </dd>
        </div>
        <div>
          <dt>Last event</dt>
          <dd>
            <PlaceLink to={placeOf("timeline", { project: project.id })}>
              <Timestamp value={project.lastEventAt} />
            </PlaceLink>
          </dd>
        </div>
        {project.eras.length === 0 ? null : (
          <div>
            <dt>Format</dt>
            {project.eras.map(({ era, label, events }) => (
              <dd key={era}>
                {label}: <span className="figure">{countOf(events, "event")}</span>
              </dd>
            ))}
          </div>
        )}
        <div>
          <dt>Layout</dt>
          <dd>
            {project.layouts.length === 0
              ? "–"
              : `${project.layouts.map((layout) => LAYOUTS[layout]).join(" or ")} for each stream`}
          </dd>
        </div>
        <div>
          <dt>Folder</dt>
          <dd>
            <code>{project.folder}</code>
          </dd>
        </div>
        <div>
          <dt>Views</dt>
          <dd>
            <code>{project.stateFolder}</code>
            {project.stateFolderChosen ? <span className="faint"> (chosen)</span> : null}
          </dd>
        </div>
      </dl>
    </Section>
  );
}
