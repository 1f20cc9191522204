/** A query that asks for something that cannot be meant. */
export class InvalidQueryError extends Error {
  readonly code = "invalid-query";

  constructor(reason: string) {
    super(`The events cannot be queried: ${reason}`);
    this.name = "InvalidQueryError";
  }
}

export function isInvalidQueryError(error: unknown): error is InvalidQueryError {
  return error instanceof InvalidQueryError;
}
