import { memo, type ReactNode } from "react";
import type { ProjectSummary } from "../../../shared/ipc/model/project.ts";
import { formatCount } from "../../ui/numbers.ts";
import { VerdictShape } from "../marks/shape.tsx";
import { PlaceLink } from "../place-link.tsx";
import { type Place, placeOf, type Screen } from "../places.ts";
import { ProjectMenu } from "./project-menu.tsx";
import { PROJECT_SCREENS, placeOfStream, type ScreenEntry, STREAM_ICON, STREAM_SCREENS } from "./screens.ts";
import "./side-bar.css";

export interface SideBarProps {
  readonly project: ProjectSummary;
  readonly screen: Screen;
  /** The one that is looked at. */
  readonly stream: string | null;
  readonly streamName: string;
}

/** The project and its screens, and those of the stream that is looked at. Going somewhere draws two links anew. */
export const SideBar = memo(function SideBar({ project, screen: here, stream, streamName }: SideBarProps) {
  const StreamIcon = STREAM_ICON;
  return (
    <nav className="side-bar" aria-label="Screens">
      <ProjectMenu project={project} />
      <ul className="side-bar-list">
        {PROJECT_SCREENS.map((entry) => (
          <ProjectLink key={entry.screen} entry={entry} project={project} isHere={here === entry.screen} />
        ))}
      </ul>
      {stream === null ? null : (
        <section aria-label={`Screens of ${streamName}`} className="side-bar-section">
          <h2 className="side-bar-heading" title={streamName}>
            <StreamIcon size={13} aria-hidden />
            <span className="cut side-bar-label">{streamName}</span>
          </h2>
          <ul className="side-bar-list">
            {STREAM_SCREENS.map((entry) => (
              <StreamLink
                key={entry.screen}
                entry={entry}
                project={project.id}
                stream={stream}
                isHere={here === entry.screen}
              />
            ))}
          </ul>
        </section>
      )}
    </nav>
  );
});

interface ProjectLinkProps {
  readonly entry: (typeof PROJECT_SCREENS)[number];
  readonly project: ProjectSummary;
  readonly isHere: boolean;
}

const ProjectLink = memo(function ProjectLink({ entry, project, isHere }: ProjectLinkProps) {
  return (
    <ScreenLink entry={entry} to={placeOf(entry.screen, { project: project.id })} isHere={isHere}>
      <Count screen={entry.screen} project={project} />
    </ScreenLink>
  );
});

interface StreamLinkProps {
  readonly entry: (typeof STREAM_SCREENS)[number];
  /** Its id. */
  readonly project: string;
  readonly stream: string;
  readonly isHere: boolean;
}

const StreamLink = memo(function StreamLink({ entry, project, stream, isHere }: StreamLinkProps) {
  return <ScreenLink entry={entry} to={placeOfStream(entry.screen, project, stream)} isHere={isHere} />;
});

interface ScreenLinkProps {
  readonly entry: ScreenEntry;
  readonly to: Place;
  readonly isHere: boolean;
  readonly children?: ReactNode;
}

function ScreenLink({ entry: { label, icon: Icon }, to, isHere, children }: ScreenLinkProps) {
  return (
    <li>
      <PlaceLink to={to} className="side-bar-link" current={isHere} title={label}>
        <Icon size={15} aria-hidden />
        <span className="side-bar-label">{label}</span>
        {children}
      </PlaceLink>
    </li>
  );
}

function Count({ screen, project }: { readonly screen: string; readonly project: ProjectSummary }) {
  if (screen === "resources") return <span className="side-bar-count">{formatCount(project.resources)}</span>;
  if (screen === "timeline") return <span className="side-bar-count">{formatCount(project.events)}</span>;
  if (screen !== "integrity" || project.findings.suspect === 0) return null;
  return (
    <span className="side-bar-count side-bar-suspect">
      <VerdictShape verdict="suspect" size={11} />
      {formatCount(project.findings.suspect)}
      <span className="visually-hidden"> suspect</span>
    </span>
  );
}
