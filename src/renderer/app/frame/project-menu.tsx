import { ChevronsUpDown, FolderOpen, FolderSync, Link, X } from "lucide-react";
import { memo } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import type { ProjectSummary } from "../../../shared/ipc/model/project.ts";
import { runCommand } from "../commands.ts";
import { navigate } from "../location.ts";
import { VerdictShape } from "../marks/shape.tsx";
import { copyText } from "../notice.tsx";
import { useOpening } from "../opening.tsx";
import { WELCOME } from "../places.ts";
import { useOtherProjects } from "../use-recent-commands.ts";
import "../../ui/menu.css";

const MOST_OTHERS = 8;

/** Which project this is, and the ways to others. */
export const ProjectMenu = memo(function ProjectMenu({ project }: { readonly project: ProjectSummary }) {
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
});
