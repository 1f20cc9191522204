import { errorCode } from "../system-error.ts";

/**
 * The disk did not confirm an event that was written. Asking again would prove nothing, since a system may forget what
 * it failed to write and then report success; the stream takes no more events until it is opened again.
 */
export class SyncFailedError extends Error {
  readonly code = "sync-failed";
  readonly streamId: string;
  /** As the system named it, such as `EIO`. */
  readonly systemCode: string | undefined;

  constructor(streamId: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `The disk did not confirm an event of ${streamId}: ${why}. It may be lost. Check the disk, then reopen the stream and read how it ends.`,
      { cause },
    );
    this.name = "SyncFailedError";
    this.streamId = streamId;
    this.systemCode = errorCode(cause);
  }
}

export function isSyncFailedError(error: unknown): error is SyncFailedError {
  return error instanceof SyncFailedError;
}
