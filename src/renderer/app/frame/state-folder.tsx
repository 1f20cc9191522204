import { useQueryClient } from "@tanstack/react-query";
import { memo, useCallback, useMemo, useState } from "react";
import type { ContractError } from "../../../shared/ipc/errors.ts";
import type { ProjectSummary } from "../../../shared/ipc/model/project.ts";
import { type Command, useCommands } from "../commands.ts";
import { FolderBrowser } from "../folder-browser.tsx";
import { say } from "../notice.tsx";
import { callKey, useAction, useCall } from "../use-call.ts";

/** Commands for comparing the log with the views of another folder, and the dialog for choosing it. */
export const StateFolder = memo(function StateFolder({ project }: { readonly project: ProjectSummary }) {
  const queries = useQueryClient();
  const [browsing, setBrowsing] = useState(false);
  const { data: application } = useCall("application.read", {});
  const { mutate: choose } = useAction("folders.choose");
  const { mutate } = useAction("project.useStateFolder");
  const isNative = application?.abilities.nativeFolderDialog === true;

  const use = useCallback(
    (handle: string | null) => {
      setBrowsing(false);
      const onSuccess = (summary: ProjectSummary) => {
        queries.setQueryData(callKey("project.read", {}), summary);
        void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "project.read" });
        say(`Compares with ${summary.stateFolder}`);
      };
      const onError = ({ message, advice = "" }: ContractError) => say(`${message} ${advice}`);
      mutate({ operation: crypto.randomUUID(), handle }, { onSuccess, onError });
    },
    [queries, mutate],
  );

  const { stateFolderChosen } = project;
  useCommands(
    useMemo(() => {
      const other: Command = {
        id: "project.state-folder",
        title: "Compare with the views in another folder",
        group: "Project",
        words: "state directory",
        run: () => {
          if (!isNative) setBrowsing(true);
          else choose({}, { onSuccess: (chosen) => chosen !== null && use(chosen.handle) });
        },
      };
      const own: Command = {
        id: "project.own-state-folder",
        title: "Compare with the project’s own views again",
        group: "Project",
        words: "state directory",
        run: () => use(null),
      };
      return stateFolderChosen ? [other, own] : [other];
    }, [isNative, choose, use, stateFolderChosen]),
  );

  return (
    <FolderBrowser
      open={browsing}
      title="Compare with the views in another folder"
      action="Compare with this folder"
      takes={() => false}
      onClose={() => setBrowsing(false)}
      onChoose={(handle) => use(handle)}
    />
  );
});
