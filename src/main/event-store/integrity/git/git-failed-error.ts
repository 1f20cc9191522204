/** Git is not installed, or refused: nothing can be said of the history. */
export class GitFailedError extends Error {
  readonly code = "git-failed";
  /** Undefined where git did not run at all. */
  readonly exitCode: number | undefined;

  constructor(message: string, exitCode: number | undefined, options?: ErrorOptions) {
    super(message, options);
    this.name = "GitFailedError";
    this.exitCode = exitCode;
  }

  /** @param said what git wrote about it */
  static of(
    args: readonly string[],
    said: string,
    exitCode: number | undefined,
    options?: ErrorOptions,
  ): GitFailedError {
    const reason = said === "" ? `exit code ${exitCode}` : said;
    return new GitFailedError(`git ${args[0] ?? ""} failed: ${reason}`, exitCode, options);
  }
}

export function isGitFailedError(error: unknown): error is GitFailedError {
  return error instanceof GitFailedError;
}
