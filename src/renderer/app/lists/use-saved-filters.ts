import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { ContractError } from "../../../shared/ipc/errors.ts";
import type { SavedFilter } from "../../../shared/ipc/model/saved-filters.ts";
import { useClient } from "../client.tsx";
import { say } from "../notice.tsx";
import { callKey, useCall } from "../use-call.ts";

export interface SavedFiltersOfApp {
  readonly filters: readonly SavedFilter[];
  /** Why they cannot be read. */
  readonly error: ContractError | null;
  keep(filter: Omit<SavedFilter, "id">): Promise<void>;
  forget(filter: SavedFilter): Promise<void>;
}

const NONE: readonly SavedFilter[] = [];

/** The filters that the app keeps for its person, and changing them. */
export function useSavedFilters(): SavedFiltersOfApp {
  const client = useClient();
  const queries = useQueryClient();
  const { data, error } = useCall("filters.list", {});
  const change = useCallback(
    async (changed: Promise<readonly SavedFilter[]>, said?: string) => {
      try {
        queries.setQueryData(callKey("filters.list", {}), await changed);
        if (said !== undefined) say(said);
      } catch (problem) {
        if (!(problem instanceof ContractError)) throw problem;
        say(`${problem.message} ${problem.advice ?? ""}`);
      }
    },
    [queries],
  );
  return {
    filters: data ?? NONE,
    error,
    keep: (filter) => change(client.call("filters.keep", filter)),
    forget: ({ id, name }) => change(client.call("filters.forget", { id }), `The filter ${name} is forgotten`),
  };
}
