import { type QueryClient, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Client } from "../../../shared/ipc/client.ts";
import type { ContractError } from "../../../shared/ipc/errors.ts";
import type { ViewState } from "../../../shared/ipc/model/views.ts";
import { useClient } from "../../app/client.tsx";
import { isLargeView } from "./large-view.ts";
import { viewAfterEvent } from "./view-after-event.ts";

/** Views may be megabytes each; only those around the shown one are worth their memory. */
const KEPT_MS = 15_000;
/** Steps that are made from one view when a person goes back through a large one. */
const STEPS_BACK = 24;

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
    queryFn: () => readStep(client, queries, stream, step),
    gcTime: KEPT_MS,
    enabled,
    placeholderData: (before) => before,
  });
}

async function readStep(client: Client, queries: QueryClient, stream: string, step: number): Promise<ViewState> {
  const before = knownView(queries, stream, step - 1);
  if (before !== null) {
    const made = (await rollForward(client, stream, before, step)).at(-1);
    if (made !== undefined) return made;
  }
  const after = knownView(queries, stream, step + 1);
  if (after !== null && isLargeView(after.view)) {
    const made = await stepBack(client, queries, stream, step);
    if (made !== null) return made;
  }
  return client.call("view.read", { stream, point: { kind: "step", step } });
}

function knownView(queries: QueryClient, stream: string, step: number): ViewState | null {
  const known = queries.getQueryState<ViewState>(stepKey(stream, step));
  return known?.data?.view == null || known.isInvalidated ? null : known.data;
}

/** Reads a view some steps earlier and keeps all that are made on the way, so that only one step back in many is read. */
async function stepBack(client: Client, queries: QueryClient, stream: string, step: number): Promise<ViewState | null> {
  const from = step - STEPS_BACK;
  if (from < 1) return null;
  const start = await client.call("view.read", { stream, point: { kind: "step", step: from } });
  const made = await rollForward(client, stream, start, step);
  for (const state of made) if (state.step !== null) queries.setQueryData(stepKey(stream, state.step), state);
  return made.at(-1) ?? null;
}

/** @returns the views after each of the steps up to the wanted one, or none when one of them cannot be made here. */
async function rollForward(
  client: Client,
  stream: string,
  start: ViewState,
  to: number,
): Promise<readonly ViewState[]> {
  const from = start.step ?? to;
  const { steps } = await client.call("travel.steps", { stream, offset: from, limit: Math.max(1, to - from) });
  const events = await Promise.all(steps.map(({ reference }) => client.call("event.read", { reference })));
  const made: ViewState[] = [];
  let { view } = start;
  for (const [index, { step, reference, sequence, timestamp, proof }] of steps.entries()) {
    const stored = events[index]?.stored;
    view = view === null || stored === undefined ? null : viewAfterEvent(view, stored);
    if (view === null || step !== from + index + 1) return [];
    made.push({ ...start, point: { kind: "step", step }, view, step, reference, sequence, timestamp, proof });
  }
  return made;
}
