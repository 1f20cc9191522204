/** Another process has been appending to the same log for the whole time that this one was willing to wait. */
export class LogLockedError extends Error {
  readonly code = "log-locked";
  readonly lockFile: string;

  constructor(lockFile: string, milliseconds: number) {
    super(
      `Another process holds the right to append to this log, and did not give it up within ${milliseconds} ms. Nothing was written. Find out what holds ${lockFile}, for instance with lsof, and append again.`,
    );
    this.name = "LogLockedError";
    this.lockFile = lockFile;
  }
}

export function isLogLockedError(error: unknown): error is LogLockedError {
  return error instanceof LogLockedError;
}
