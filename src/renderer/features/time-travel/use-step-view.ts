import { type QueryClient, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Client } from "../../../shared/ipc/client.ts";
import type { ContractError } from "../../../shared/ipc/errors.ts";
import type { ViewState } from "../../../shared/ipc/model/views.ts";
import { withCommonItems } from "../../../shared/projection/view-parts.ts";
import { useClient } from "../../app/client.tsx";
import { VIEW_KEPT_MS } from "../../app/use-whole-view.ts";
import { isWhole } from "../../app/view-parts.ts";

/** Keyed as calls about a stream are, so that a change of the stream makes it outdated; see `refresh.ts`. */
const KEY = "view.step";

function stepKey(stream: string, step: number) {
  return [KEY, { stream, step }] as const;
}

/**
 * The view after a step. Of one with long lists only what differs from a view at hand is sent; where there is none, only a
 * part of the lists.
 */
export function useStepView(stream: string, step: number, enabled: boolean): UseQueryResult<ViewState, ContractError> {
  const client = useClient();
  const queries = useQueryClient();
  return useQuery<ViewState, ContractError>({
    ...stepQuery(client, queries, stream, step),
    enabled,
    placeholderData: (before) => before,
  });
}

/** Asks for the view after a step that is likely to be shown next, unless it is known or on its way. */
export function useAskStepAhead(): (stream: string, step: number) => void {
  const client = useClient();
  const queries = useQueryClient();
  // A question that fails is asked again where its answer is shown, and then says so.
  return useCallback(
    (stream, step) => void queries.prefetchQuery(stepQuery(client, queries, stream, step)),
    [client, queries],
  );
}

function stepQuery(client: Client, queries: QueryClient, stream: string, step: number) {
  return {
    queryKey: stepKey(stream, step),
    queryFn: async (): Promise<ViewState> => {
      const base = nearestWhole(queries, stream, step);
      const point = { kind: "step", step } as const;
      const known = base?.snapshot == null ? {} : { base: base.snapshot };
      const state = await client.call("view.read", { stream, point, ...known });
      return { ...state, ...withCommonItems(state.view, state.parts, base?.view ?? null) };
    },
    gcTime: VIEW_KEPT_MS,
  };
}

/** Puts a view that is whole now in the place of the one that was read in part. */
export function keepWhole(queries: QueryClient, part: ViewState, whole: ViewState): void {
  if (part.step === null) return;
  const key = stepKey(part.stream, part.step);
  const known = queries.getQueryState<ViewState>(key);
  if (known?.data === part && !known.isInvalidated) queries.setQueryData(key, whole);
}

/** The view of the stream that is at hand in full and nearest to a step; it need not be a true one any more. */
function nearestWhole(queries: QueryClient, stream: string, step: number): ViewState | null {
  const distance = (state: ViewState) => Math.abs((state.step ?? Number.POSITIVE_INFINITY) - step);
  return queries
    .getQueriesData<ViewState>({ queryKey: [KEY] })
    .flatMap(([, state]) => (state?.stream === stream && state.snapshot !== null && isWhole(state) ? [state] : []))
    .reduce<ViewState | null>(
      (best, state) => (best === null || distance(state) < distance(best) ? state : best),
      null,
    );
}
