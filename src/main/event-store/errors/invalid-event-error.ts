/** An event that the store does not take: of an unknown type, or not of the shape that its type has. */
export class InvalidEventError extends Error {
  readonly code = "invalid-event";
  /** One sentence each, naming the field. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`The event was not appended: ${problems.join(" ")}`, options);
    this.name = "InvalidEventError";
    this.problems = problems;
  }
}

export function isInvalidEventError(error: unknown): error is InvalidEventError {
  return error instanceof InvalidEventError;
}
