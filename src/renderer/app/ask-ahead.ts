import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { MethodInput, MethodName } from "../../shared/ipc/contract.ts";
import { askFor } from "./ask-for.ts";
import { useClient } from "./client.tsx";
import { callKey } from "./use-call.ts";

/** Asks the host for what will be shown in a moment, unless the answer is known or on its way. */
export type AskAhead = <Name extends MethodName>(method: Name, input: MethodInput<Name>) => void;

export function useAskAhead(): AskAhead {
  const client = useClient();
  const queries = useQueryClient();
  return useMemo(
    (): AskAhead => (method, input) => {
      // A question that fails is asked again where its answer is shown, and then says so.
      void queries.prefetchQuery({ queryKey: callKey(method, input), queryFn: askFor(client, method, input) });
    },
    [client, queries],
  );
}
