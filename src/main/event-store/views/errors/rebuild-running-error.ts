/** A rebuild was asked for while another one is running on the same views. */
export class RebuildRunningError extends Error {
  readonly code = "rebuild-running";

  constructor() {
    super("The views are being rebuilt already. Wait for that rebuild to end, or cancel it.");
    this.name = "RebuildRunningError";
  }
}

export function isRebuildRunningError(error: unknown): error is RebuildRunningError {
  return error instanceof RebuildRunningError;
}
