import { useMemo } from "react";
import type { RecentProject } from "../../shared/ipc/model/application.ts";
import { type Command, useCommands } from "./commands.ts";
import { useOpening } from "./opening.tsx";
import { useCall } from "./use-call.ts";

/** Projects of before that can be opened now, beside the one that is open. */
export function useOtherProjects(open: string | null): readonly RecentProject[] {
  const { data: recent } = useCall("projects.recent", {});
  return useMemo(() => (recent ?? []).filter(({ id, available }) => available && id !== open), [recent, open]);
}

/** Opening them, as commands. */
export function useRecentCommands(projects: readonly RecentProject[]): void {
  const { open } = useOpening();
  useCommands(
    useMemo(
      () =>
        projects.map(
          ({ id, name, folder }): Command => ({
            id: `project.recent.${id}`,
            title: `Open ${name}`,
            group: "Project",
            words: `recent switch ${folder}`,
            run: () => void open({ kind: "recent", id }, name),
          }),
        ),
      [projects, open],
    ),
  );
}
