import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { ContractError } from "../../shared/ipc/errors.ts";
import type { ProjectSource } from "../../shared/ipc/model/application.ts";
import type { Progress } from "../../shared/ipc/model/operation.ts";
import type { ProjectSummary } from "../../shared/ipc/model/project.ts";
import { useAskAhead } from "./ask-ahead.ts";
import { useClient } from "./client.tsx";
import { askFirstQuestions } from "./first-questions.ts";
import { currentPlace, navigate } from "./location.ts";
import { placeOf, WELCOME } from "./places.ts";
import { callKey, useCall } from "./use-call.ts";
import { useOperation } from "./use-operation.ts";

/** Opening projects: one at a time for each window. */
export interface Opening {
  /** The open project as of now; `null` when there is none, `undefined` until the host has said. */
  readonly project: ProjectSummary | null | undefined;
  readonly running: { readonly name: string; readonly progress: Progress | null; readonly cancelling: boolean } | null;
  readonly failure: { readonly error: ContractError; readonly source: ProjectSource; readonly name: string } | null;
  /** Opens a project and goes there, unless the current place is already inside of it. `name` is shown while it loads. */
  open(source: ProjectSource, name: string): Promise<void>;
  cancel(): void;
  dismissFailure(): void;
  close(): Promise<void>;
}

const OpeningContext = createContext<Opening | null>(null);

export function useOpening(): Opening {
  const opening = useContext(OpeningContext);
  if (opening === null) throw new Error("A component asked for the project outside of the app.");
  return opening;
}

export function OpeningProvider({ children }: { readonly children: ReactNode }) {
  const client = useClient();
  const queries = useQueryClient();
  const askAhead = useAskAhead();
  const { data: project } = useCall("project.read", {});
  const { state, start, cancel, reset } = useOperation("project.open", { keepRunning: true });
  const [asked, setAsked] = useState<{ readonly source: ProjectSource; readonly name: string } | null>(null);

  const open = useCallback(
    async (source: ProjectSource, name: string) => {
      setAsked({ source, name });
      const opened = await start({ source });
      if (opened === undefined) return;
      const before = queries.getQueryData<ProjectSummary | null>(callKey("project.read", {}));
      // Answers about another project must not be seen for a moment.
      if (before?.id !== opened.id) queries.removeQueries({ predicate: ({ queryKey }) => !isAboutTheApp(queryKey) });
      queries.setQueryData(callKey("project.read", {}), opened);
      // Also those that failed while there was no connection, and the list of recent projects.
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "project.read" });
      const place = currentPlace();
      if (place !== null && place.screen !== "welcome" && place.project === opened.id) {
        askFirstQuestions(askAhead, place);
        return;
      }
      navigate(placeOf("overview", { project: opened.id }));
    },
    [askAhead, queries, start],
  );

  const close = useCallback(async () => {
    await client.call("project.close", {});
    queries.setQueryData(callKey("project.read", {}), null);
    navigate(WELCOME);
  }, [client, queries]);

  // A host that was started again, or lost us, no longer knows which project this window has.
  const id = project?.id;
  const name = project?.name ?? "";
  useEffect(
    () =>
      client.onConnection(async (connection) => {
        if (connection !== "connected") return;
        const still = id === undefined ? null : await client.call("project.read", {});
        // What was said while nobody listened is asked for instead.
        if (id === undefined || still?.id === id) void queries.invalidateQueries();
        else void open({ kind: "recent", id }, name);
      }),
    [client, queries, open, id, name],
  );

  const opening = useMemo<Opening>(
    () => ({
      project,
      running:
        state.status === "running"
          ? { name: asked?.name ?? "", progress: state.progress, cancelling: state.cancelling }
          : null,
      failure: state.status === "failed" && asked !== null ? { error: state.error, ...asked } : null,
      open,
      cancel,
      dismissFailure: reset,
      close,
    }),
    [project, state, asked, open, cancel, reset, close],
  );
  return <OpeningContext value={opening}>{children}</OpeningContext>;
}

function isAboutTheApp([method]: QueryKey): boolean {
  return method === "application.read" || method === "project.read" || method === "projects.recent";
}
