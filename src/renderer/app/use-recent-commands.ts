import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { RecentProject } from "../../shared/ipc/model/application.ts";
import { useSteady } from "../ui/use-steady.ts";
import { type Command, useCommands } from "./commands.ts";
import { say } from "./notice.tsx";
import { useOpening } from "./opening.tsx";
import { callKey, useAction, useCall } from "./use-call.ts";

/** Projects of before, beside the one that is open. */
function useProjectsOfBefore(open: string | null): readonly RecentProject[] {
  const { data: recent } = useCall("projects.recent", {});
  return useMemo(() => (recent ?? []).filter(({ id }) => id !== open), [recent, open]);
}

/** Those that can be opened now. */
export function useOtherProjects(open: string | null): readonly RecentProject[] {
  const projects = useProjectsOfBefore(open);
  return useMemo(() => projects.filter(({ available }) => available), [projects]);
}

/** Takes a project off the list of those of before; its folder stays as it is. */
export function useForgetProject(): (project: RecentProject) => void {
  const queries = useQueryClient();
  const forget = useAction("projects.forget");
  return useSteady(({ id, name }: RecentProject) =>
    forget.mutate(
      { id },
      {
        onSuccess: (rest) => {
          queries.setQueryData(callKey("projects.recent", {}), rest);
          say(`${name} is forgotten; its folder stays as it is`);
        },
        onError: ({ message }) => say(message),
      },
    ),
  );
}

/** Opening and forgetting them, as commands. */
export function useRecentCommands(open: string | null): void {
  const projects = useProjectsOfBefore(open);
  const opening = useOpening();
  const forget = useForgetProject();
  useCommands(
    useMemo(() => recentCommands(projects, { open: opening.open, forget }), [projects, opening.open, forget]),
  );
}

export interface RecentActions {
  readonly open: ReturnType<typeof useOpening>["open"];
  forget(project: RecentProject): void;
}

/** What opens comes first: it is what somebody means who types a name. */
export function recentCommands(projects: readonly RecentProject[], actions: RecentActions): readonly Command[] {
  const called = ({ name, folder }: RecentProject) =>
    projects.filter((other) => other.name === name).length > 1 ? `${name} in ${folder}` : name;
  const opens = projects
    .filter(({ available }) => available)
    .map(
      (project): Command => ({
        id: `project.recent.${project.id}`,
        title: `Open ${called(project)}`,
        group: "Project",
        words: `recent switch ${project.folder}`,
        run: () => void actions.open({ kind: "recent", id: project.id }, project.name),
      }),
    );
  const forgets = projects.map(
    (project): Command => ({
      id: `project.forget.${project.id}`,
      title: `Forget ${called(project)}`,
      group: "Project",
      words: `recent remove ${project.folder}`,
      run: () => actions.forget(project),
    }),
  );
  return [...opens, ...forgets];
}
