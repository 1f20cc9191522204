import { ChevronsUpDown, FolderOpen, FolderSync, Link, X } from "lucide-react";
import { memo } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import type { ProjectSummary } from "../../../shared/ipc/model/project.ts";
import { formatCount } from "../../ui/numbers.ts";
import { runCommand } from "../commands.ts";
import { navigate } from "../location.ts";
import { VerdictShape } from "../marks/shape.tsx";
import { copyText } from "../notice.tsx";
import { useOpening } from "../opening.tsx";
import { PlaceLink } from "../place-link.tsx";
import { placeOf, type Screen, WELCOME } from "../places.ts";
import { useOtherProjects } from "../use-recent-commands.ts";
import { PROJECT_SCREENS, placeOfStream, STREAM_ICON, STREAM_SCREENS } from "./screens.ts";
import "./side-bar.css";
import "../../ui/menu.css";

const MOST_OTHERS = 8;

export interface SideBarProps {
  readonly project: ProjectSummary;
  readonly screen: Screen;
  /** The one that is looked at. */
  readonly stream: string | null;
  readonly streamName: string;
}

/** The project and its screens, and those of the stream that is looked at. */
export const SideBar = memo(function SideBar({ project, screen: here, stream, streamName }: SideBarProps) {
  const StreamIcon = STREAM_ICON;
  return (
    <nav className="side-bar" aria-label="Screens">
      <ProjectMenu project={project} />
      <ul className="side-bar-list">
        {PROJECT_SCREENS.map(({ screen, label, icon: Icon }) => (
          <li key={screen}>
            <PlaceLink
              to={placeOf(screen, { project: project.id })}
              className="side-bar-link"
              current={here === screen}
              title={label}
            >
              <Icon size={15} aria-hidden />
              <span className="side-bar-label">{label}</span>
              <Count screen={screen} project={project} />
            </PlaceLink>
          </li>
        ))}
      </ul>
      {stream === null ? null : (
        <section aria-label={`Screens of ${streamName}`} className="side-bar-section">
          <h2 className="side-bar-heading" title={streamName}>
            <StreamIcon size={13} aria-hidden />
            <span className="cut side-bar-label">{streamName}</span>
          </h2>
          <ul className="side-bar-list">
            {STREAM_SCREENS.map(({ screen, label, icon: Icon }) => (
              <li key={screen}>
                <PlaceLink
                  to={placeOfStream(screen, project.id, stream)}
                  className="side-bar-link"
                  current={here === screen}
                  title={label}
                >
                  <Icon size={15} aria-hidden />
                  <span className="side-bar-label">{label}</span>
                </PlaceLink>
              </li>
            ))}
          </ul>
        </section>
      )}
    </nav>
  );
});

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

function ProjectMenu({ project }: { readonly project: ProjectSummary }) {
  const { open, close } = useOpening();
  const others = useOtherProjects(project.id).slice(0, MOST_OTHERS);
  const copyFolder = () => void copyText(project.folder, "Path");
  return (
    <MenuTrigger>
      <AriaButton className="project-button" aria-label={`Project ${project.name}`}>
        <VerdictShape verdict={project.verdict} size={16} />
        <span className="project-button-text">
          <span className="project-button-name cut">{project.name}</span>
          <span className="project-button-folder cut">
            <bdi dir="ltr">{project.folder}</bdi>
          </span>
        </span>
        <ChevronsUpDown size={14} aria-hidden className="side-bar-label" />
      </AriaButton>
      <Popover className="popover" placement="bottom start" offset={4}>
        <Menu className="menu" aria-label="Projects">
          {others.map(({ id, name, folder }) => (
            <MenuItem
              key={id}
              id={id}
              className="menu-item"
              textValue={name}
              onAction={() => void open({ kind: "recent", id }, name)}
            >
              <span className="menu-item-text">
                {name}
                <span className="menu-item-note cut">{folder}</span>
              </span>
            </MenuItem>
          ))}
          {others.length === 0 ? null : <Separator className="menu-line" />}
          <MenuItem id="open" className="menu-item" onAction={() => navigate(WELCOME)}>
            <FolderOpen size={14} aria-hidden />
            Open another project…
          </MenuItem>
          <MenuItem id="compare" className="menu-item" onAction={() => runCommand("project.state-folder")}>
            <FolderSync size={14} aria-hidden />
            Compare with views elsewhere…
          </MenuItem>
          <MenuItem id="copy" className="menu-item" onAction={copyFolder}>
            <Link size={14} aria-hidden />
            Copy the folder’s path
          </MenuItem>
          <MenuItem id="close" className="menu-item" onAction={() => void close()}>
            <X size={14} aria-hidden />
            Close this project
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
