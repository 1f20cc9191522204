/** Git is not installed, or refused: nothing can be said of the history. */
export class GitFailedError extends Error {
  readonly code = "git-failed";
  /** Undefined where git did not run at all. */
  readonly exitCode: number | undefined;

  constructor(args: readonly string[], said: string, exitCode: number | undefined, options?: ErrorOptions) {
    super(`git ${args[0] ?? ""} failed: ${said === "" ? `exit code ${exitCode}` : said}`, options);
    this.name = "GitFailedError";
    this.exitCode = exitCode;
  }
}

export function isGitFailedError(error: unknown): error is GitFailedError {
  return error instanceof GitFailedError;
}
