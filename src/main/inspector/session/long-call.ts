import { ContractError } from "../../../shared/ipc/errors.ts";
import type { Progress } from "../../../shared/ipc/model/operation.ts";

/** How a long call is followed and ended. */
export interface LongCall {
  readonly signal: AbortSignal;
  /** @param total undefined while it is not known */
  onProgress(
    phase: string,
    done: number,
    total: number | undefined,
    unit: Progress["unit"],
    read?: Progress["read"],
  ): void;
}

/** @throws ContractError `cancelled` in place of an abort's own error */
export async function cancellable<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!signal.aborted || error instanceof ContractError) throw error;
    throw new ContractError({ code: "cancelled", message: "The operation was cancelled." }, { cause: error });
  }
}
