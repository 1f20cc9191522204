import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo } from "react";
import type { HistoryReport } from "../../shared/ipc/model/history.ts";
import { useCall } from "./use-call.ts";
import { type OperationState, useOperation } from "./use-operation.ts";

interface HistoryCheck {
  readonly state: OperationState<"history.check">;
  check(): void;
  cancel(): void;
}

const HistoryContext = createContext<HistoryCheck | null>(null);

/** Runs the one look at the git history of a project, whichever screen asked for it and is still shown. */
export function HistoryCheckProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const { state, start, cancel } = useOperation("history.check");
  const check = useCallback(() => {
    void start({}).then(() =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith("history.") }),
    );
  }, [start, queries]);
  const value = useMemo(() => ({ state, check, cancel }), [state, check, cancel]);
  return <HistoryContext value={value}>{children}</HistoryContext>;
}

export interface KnownHistory extends HistoryCheck {
  /** `undefined` until the host has said what it knows. */
  readonly report: HistoryReport | undefined;
}

/** What git knows of the project. Whoever shows it first has it looked at, once; later on request. */
export function useHistoryCheck(): KnownHistory {
  const context = useContext(HistoryContext);
  if (context === null) throw new Error("A component asked for the history where no project is open.");
  const { data: report } = useCall("history.read", {});
  const { state, check } = context;
  const isWanted = report?.state === "unknown" && state.status === "idle";
  useEffect(() => {
    if (isWanted) check();
  }, [isWanted, check]);
  return { ...context, report };
}
