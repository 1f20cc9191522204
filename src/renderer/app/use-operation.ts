import { useCallback, useEffect, useRef, useState } from "react";
import type { MethodInput, MethodName, MethodOutput } from "../../shared/ipc/contract.ts";
import { ContractError } from "../../shared/ipc/errors.ts";
import type { Progress } from "../../shared/ipc/model/operation.ts";
import { useClient } from "./client.tsx";

/** Methods that run long, tell how far they are and can be cancelled. */
export type OperationName = {
  [Name in MethodName]: MethodInput<Name> extends { operation: string } ? Name : never;
}[Exclude<MethodName, "operation.cancel">];

export type OperationState<Name extends OperationName> =
  | { readonly status: "idle" }
  | { readonly status: "running"; readonly progress: Progress | null; readonly cancelling: boolean }
  | { readonly status: "done"; readonly result: MethodOutput<Name> }
  | { readonly status: "cancelled" }
  | { readonly status: "failed"; readonly error: ContractError };

export interface Operation<Name extends OperationName> {
  readonly state: OperationState<Name>;
  /** @returns the result, or `undefined` when it failed or was cancelled; {@link state} says which. */
  start(input: Omit<MethodInput<Name>, "operation">): Promise<MethodOutput<Name> | undefined>;
  cancel(): void;
  /** Back to idle. */
  reset(): void;
}

/** One long call at a time, with its progress. Leaving the screen cancels it unless `keepRunning`. */
export function useOperation<Name extends OperationName>(
  method: Name,
  { keepRunning = false }: { readonly keepRunning?: boolean } = {},
): Operation<Name> {
  const client = useClient();
  const [state, setState] = useState<OperationState<Name>>({ status: "idle" });
  const running = useRef<string | null>(null);

  const cancelRunning = useCallback(() => {
    const operation = running.current;
    // An operation that has ended by itself in the meantime is no failure to cancel.
    if (operation !== null) client.call("operation.cancel", { operation }).catch(ignoreLateCancel);
  }, [client]);

  useEffect(
    () =>
      client.on("operation.progress", (progress) => {
        if (progress.operation !== running.current) return;
        setState((now) => (now.status === "running" ? { ...now, progress } : now));
      }),
    [client],
  );

  useEffect(() => (keepRunning ? undefined : cancelRunning), [keepRunning, cancelRunning]);

  const start = useCallback(
    async (input: Omit<MethodInput<Name>, "operation">) => {
      cancelRunning();
      const operation = crypto.randomUUID();
      running.current = operation;
      setState({ status: "running", progress: null, cancelling: false });
      const settle = (next: OperationState<Name>) => {
        if (running.current !== operation) return;
        running.current = null;
        setState(next);
      };
      try {
        // `Omit` of a generic input loses the tie to its method; the operation just taken out is put back.
        const result = await client.call(method, { ...input, operation } as unknown as MethodInput<Name>);
        settle({ status: "done", result });
        return result;
      } catch (error) {
        if (!(error instanceof ContractError)) throw error;
        settle(error.code === "cancelled" ? { status: "cancelled" } : { status: "failed", error });
        return undefined;
      }
    },
    [client, method, cancelRunning],
  );

  const cancel = useCallback(() => {
    cancelRunning();
    setState((now) => (now.status === "running" ? { ...now, cancelling: true } : now));
  }, [cancelRunning]);

  const reset = useCallback(() => {
    cancelRunning();
    running.current = null;
    setState({ status: "idle" });
  }, [cancelRunning]);

  return { state, start, cancel, reset };
}

function ignoreLateCancel(error: unknown): void {
  if (!(error instanceof ContractError)) throw error;
}
