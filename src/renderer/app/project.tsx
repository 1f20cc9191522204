import { createContext, type ReactNode, useContext } from "react";
import type { ProjectSummary } from "../../shared/ipc/model/project.ts";

const ProjectContext = createContext<ProjectSummary | null>(null);

export function ProjectProvider({
  project,
  children,
}: {
  readonly project: ProjectSummary;
  readonly children: ReactNode;
}) {
  return <ProjectContext value={project}>{children}</ProjectContext>;
}

/** The open project, as of now. Only for what is shown inside of one. */
export function useProject(): ProjectSummary {
  const project = useContext(ProjectContext);
  if (project === null) throw new Error("A component asked for the project where none is open.");
  return project;
}
