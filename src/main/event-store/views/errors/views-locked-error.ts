/** Another process kept replacing views of a state folder for too long. */
export class ViewsLockedError extends Error {
  readonly code = "views-locked";
  readonly lockFile: string;

  constructor(lockFile: string, milliseconds: number, options?: ErrorOptions) {
    super(
      `Another process writes views beside ${lockFile}, and did not end within ${milliseconds} ms. The log is untouched, and the views that were to be written are as they were. Find out what holds that file, for instance with lsof; then write again, or rebuild the views.`,
      options,
    );
    this.name = "ViewsLockedError";
    this.lockFile = lockFile;
  }
}

export function isViewsLockedError(error: unknown): error is ViewsLockedError {
  return error instanceof ViewsLockedError;
}
