import type { QueryClient } from "@tanstack/react-query";
import type { Client } from "../../shared/ipc/client.ts";
import type { MethodInput, MethodName } from "../../shared/ipc/contract.ts";
import { callKey } from "./use-call.ts";

/** Asks for what is likely to be shown next, so that the answer is there by then. */
export function askAhead<Name extends MethodName>(
  client: Client,
  queries: QueryClient,
  method: Name,
  input: MethodInput<Name>,
): void {
  // A question that fails is asked again where its answer is shown, and then says so.
  void queries.prefetchQuery({ queryKey: callKey(method, input), queryFn: () => client.call(method, input) });
}
