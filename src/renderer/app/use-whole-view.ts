import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { MethodInput } from "../../shared/ipc/contract.ts";
import { ContractError } from "../../shared/ipc/errors.ts";
import type { ViewState } from "../../shared/ipc/model/views.ts";
import { useClient } from "./client.tsx";
import { callKey, useCall } from "./use-call.ts";
import { isWhole, readMissingItems } from "./view-parts.ts";

/** Views may be megabytes each; only those around the shown one are worth their memory. */
export const VIEW_KEPT_MS = 15_000;
/** Who steps through a history does not stay: the rest of each view on the way would be read in vain. */
const LINGERED_MS = 300;

/** A view, first with parts of its long lists, and a moment later whole. */
export interface CompletedView {
  readonly state: ViewState | undefined;
  readonly isWhole: boolean;
  /** The share of the items of its lists that are there, from 0 to 1. */
  readonly share: number;
  /** Why the rest could not be read. */
  readonly error: ContractError | null;
  /** Asks for the rest again. */
  retry(): void;
}

/** Reads what a view was sent without, while it is shown. */
export function useCompleted(first: ViewState | undefined, onWhole?: (whole: ViewState) => void): CompletedView {
  const client = useClient();
  const isPart = first !== undefined && !isWhole(first);
  const snapshot = isPart ? first.snapshot : null;
  const [lingering, setLingering] = useState<string | null>(null);
  const [progress, setProgress] = useState({ snapshot, share: 0 });
  useEffect(() => {
    const timer = setTimeout(() => setLingering(snapshot), LINGERED_MS);
    return () => clearTimeout(timer);
  }, [snapshot]);
  const { data, error, refetch } = useQuery<ViewState, ContractError>({
    queryKey: callKey("view.items", { snapshot: snapshot ?? "", path: [], offset: 0 }),
    queryFn: async ({ signal }) => {
      if (first === undefined) throw new ContractError({ code: "not-found", message: "There is no view yet." });
      const whole = await readMissingItems(client, first, signal, (share) => setProgress({ snapshot, share }));
      onWhole?.(whole);
      return whole;
    },
    gcTime: VIEW_KEPT_MS,
    enabled: snapshot !== null && lingering === snapshot,
  });
  return {
    state: snapshot === null ? first : (data ?? first),
    isWhole: first !== undefined && (snapshot === null || data !== undefined),
    share: progress.snapshot === snapshot ? progress.share : 0,
    error: snapshot === null ? null : error,
    retry: () => void refetch(),
  };
}

export interface WholeView extends CompletedView {
  /** The one shown before stays until the next one is whole. */
  readonly whole: ViewState | undefined;
  /** Why it cannot be read, or not to its end. */
  readonly readError: ContractError | null;
}

/** A view that is of use only when it is whole, as for a comparison. */
export function useWholeView(input: MethodInput<"view.read">): WholeView {
  const read = useCall("view.read", input, { keepPrevious: true });
  const completed = useCompleted(read.data);
  const [kept, setKept] = useState<ViewState>();
  if (completed.isWhole && completed.state !== kept) setKept(completed.state);
  return {
    ...completed,
    whole: completed.isWhole ? completed.state : kept,
    readError: read.error ?? completed.error,
    retry: () => (read.error === null ? completed.retry() : void read.refetch()),
  };
}
