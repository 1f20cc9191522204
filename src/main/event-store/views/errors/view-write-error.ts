/** A file of the state folder could not be written. The log is complete; a rebuild brings the views up to date. */
export class ViewWriteError extends Error {
  readonly code = "view-write-failed";
  readonly file: string;

  constructor(file: string, cause: unknown) {
    super(`Could not write ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = "ViewWriteError";
    this.file = file;
  }
}

export function isViewWriteError(error: unknown): error is ViewWriteError {
  return error instanceof ViewWriteError;
}
