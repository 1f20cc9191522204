/** A file of the state folder that does not hold what it should. It is left as it is; a rebuild replaces it. */
export class CorruptViewError extends Error {
  readonly code = "corrupt-view";
  readonly file: string;

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`${file} cannot be used: ${reason}. Rebuild the views to replace it.`, options);
    this.name = "CorruptViewError";
    this.file = file;
  }
}

export function isCorruptViewError(error: unknown): error is CorruptViewError {
  return error instanceof CorruptViewError;
}
