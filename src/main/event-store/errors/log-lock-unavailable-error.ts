/** Appending needs a lock that holds across processes, and this one cannot be had here. Reading is not affected. */
export class LogLockUnavailableError extends Error {
  readonly code = "log-lock-unavailable";
  readonly lockFile: string;

  constructor(lockFile: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `The right to append to this log cannot be taken: ${why} (${lockFile}). Nothing was written. Where no other process ever appends, the store can be created with the option \`lock: processLock()\`.`,
      { cause },
    );
    this.name = "LogLockUnavailableError";
    this.lockFile = lockFile;
  }
}

export function isLogLockUnavailableError(error: unknown): error is LogLockUnavailableError {
  return error instanceof LogLockUnavailableError;
}
