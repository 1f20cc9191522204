import { isGitFailedError } from "./git-failed-error.ts";
import { runGit } from "./run-git.ts";

export interface Repository {
  readonly state: "found";
  /** The folder that git runs in: the log's own, so that a submodule is its own repository. */
  readonly folder: string;
  /** The log's folder below the top of the work tree, with `/` at its end; empty where it is the top. */
  readonly prefix: string;
  /** The commit that is checked out. */
  readonly head: string;
  /** Whether older commits were left behind when it was cloned. */
  readonly isShallow: boolean;
}

export type RepositorySearch = Repository | { readonly state: "none"; readonly reason: string };

/** Looks for the git repository that a log is kept in. That there is none is no failure. */
export async function findRepository(eventsDir: string, signal: AbortSignal | undefined): Promise<RepositorySearch> {
  try {
    const [prefix = "", shallow] = linesOf(
      await runGit(eventsDir, ["rev-parse", "--show-prefix", "--is-shallow-repository"], { signal }),
    );
    const head = await headOf(eventsDir, signal);
    if (head === undefined) return { state: "none", reason: "The git repository has no commit yet." };
    return { state: "found", folder: eventsDir, prefix, head, isShallow: shallow === "true" };
  } catch (error) {
    if (!isGitFailedError(error)) throw error;
    return { state: "none", reason: reasonOf(error) };
  }
}

async function headOf(folder: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  try {
    return linesOf(await runGit(folder, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], { signal }))[0];
  } catch (error) {
    // `--quiet` answers a missing commit with nothing but an exit code.
    if (isGitFailedError(error) && error.exitCode === 1) return undefined;
    throw error;
  }
}

function reasonOf({ exitCode, message }: { readonly exitCode: number | undefined; readonly message: string }): string {
  if (exitCode === undefined) return "Git cannot be run here, so history cannot be looked at.";
  return /not a git repository/i.test(message) ? "The project is not in a git repository." : message;
}

function linesOf(printed: Buffer): string[] {
  return printed
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}
