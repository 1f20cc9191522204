import { type QueryClient, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Client } from "../../../shared/ipc/client.ts";
import type { ContractError } from "../../../shared/ipc/errors.ts";
import type { ViewState } from "../../../shared/ipc/model/views.ts";
import { useClient } from "../../app/client.tsx";
import { viewAfterEvent } from "./view-after-event.ts";

/** Views may be megabytes each; only those around the shown one are worth their memory. */
const KEPT_MS = 5_000;

/** Keyed as calls about a stream are, so that a change of the stream makes it outdated; see `refresh.ts`. */
function stepKey(stream: string, step: number) {
  return ["view.step", { stream, step }] as const;
}

/** The view after a step: made from the step before when that is at hand, else read from the host. */
export function useStepView(stream: string, step: number, enabled: boolean): UseQueryResult<ViewState, ContractError> {
  const client = useClient();
  const queries = useQueryClient();
  return useQuery<ViewState, ContractError>({
    queryKey: stepKey(stream, step),
    queryFn: async () =>
      (await stepForward(client, queries, stream, step)) ??
      client.call("view.read", { stream, point: { kind: "step", step } }),
    gcTime: KEPT_MS,
    enabled,
    placeholderData: (before) => before,
  });
}

async function stepForward(
  client: Client,
  queries: QueryClient,
  stream: string,
  step: number,
): Promise<ViewState | null> {
  const before = queries.getQueryState<ViewState>(stepKey(stream, step - 1));
  if (before?.data?.view == null || before.isInvalidated) return null;
  const { steps } = await client.call("travel.steps", { stream, offset: step - 1, limit: 1 });
  const event = steps[0];
  if (event === undefined || event.step !== step) return null;
  const { stored } = await client.call("event.read", { reference: event.reference });
  const view = viewAfterEvent(before.data.view, stored);
  if (view === null) return null;
  const { reference, sequence, timestamp, proof } = event;
  return { ...before.data, point: { kind: "step", step }, view, step, reference, sequence, timestamp, proof };
}
