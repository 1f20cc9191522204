/** The command was called in a way that cannot work; the exit code is 2. */
export class UsageError extends Error {
  readonly code = "usage";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UsageError";
  }
}
