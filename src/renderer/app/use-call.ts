import {
  keepPreviousData,
  type QueryKey,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from "@tanstack/react-query";
import type { MethodInput, MethodName, MethodOutput } from "../../shared/ipc/contract.ts";
import type { ContractError } from "../../shared/ipc/errors.ts";
import { askFor } from "./ask-for.ts";
import { useClient } from "./client.tsx";
import { keepSame } from "./keep-same.ts";

export interface CallOptions {
  /** Does not ask while false. */
  readonly enabled?: boolean;
  /** Shows the answer to the last question until the next one is there. */
  readonly keepPrevious?: boolean;
  /** Keeps an answer as it is while newer ones say the same; see `keepSame`. */
  readonly keepSame?: boolean;
}

/** The key under which an answer is kept; see `refresh.ts` for when it is asked again. */
export function callKey<Name extends MethodName>(method: Name, input: MethodInput<Name>): QueryKey {
  return [method, input];
}

/** Asks the host and keeps the answer fresh while the component is shown. */
export function useCall<Name extends MethodName>(
  method: Name,
  input: MethodInput<Name>,
  { enabled = true, keepPrevious = false, keepSame: keepsSame = false }: CallOptions = {},
): UseQueryResult<MethodOutput<Name>, ContractError> {
  const client = useClient();
  return useQuery<MethodOutput<Name>, ContractError>({
    queryKey: callKey(method, input),
    queryFn: askFor(client, method, input),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(keepsSame ? { structuralSharing: keepSame } : {}),
  });
}

/** Calls the host when asked to: for what changes something, or is wanted once. */
export function useAction<Name extends MethodName>(
  method: Name,
): UseMutationResult<MethodOutput<Name>, ContractError, MethodInput<Name>> {
  const client = useClient();
  return useMutation<MethodOutput<Name>, ContractError, MethodInput<Name>>({
    mutationKey: [method],
    mutationFn: (input) => client.call(method, input),
  });
}
