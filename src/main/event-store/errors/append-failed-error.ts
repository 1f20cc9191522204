import { errorCode } from "../system-error.ts";

/** What is known of an event that could not be appended properly. */
export type AppendOutcome =
  /** Not a byte of it is in the log. */
  | "not-written"
  /** It may be in the log in whole or in part, or not. Read the stream before appending it again. */
  | "unknown";

/** The disk refused an event: it is full, read-only, broken, or too many files are open. */
export class AppendFailedError extends Error {
  readonly code = "append-failed";
  readonly streamId: string;
  readonly outcome: AppendOutcome;
  /** As the system named it, such as `ENOSPC`. */
  readonly systemCode: string | undefined;

  constructor(streamId: string, outcome: AppendOutcome, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const what =
      outcome === "not-written"
        ? "Nothing of it was written; append it again when the cause is gone."
        : "It may be in the log in part or in whole; read the stream before appending it again. What was cut short is left as it is.";
    super(`The event was not appended to ${streamId}: ${why}. ${what}`, { cause });
    this.name = "AppendFailedError";
    this.streamId = streamId;
    this.outcome = outcome;
    this.systemCode = errorCode(cause);
  }
}

export function isAppendFailedError(error: unknown): error is AppendFailedError {
  return error instanceof AppendFailedError;
}
