import { spawn } from "node:child_process";
import { GitFailedError } from "./git-failed-error.ts";

/**
 * Settings that keep git from running anything the repository names (its configuration may come from a stranger), from
 * asking for passwords, from fetching what is missing, and from writing: not even an index is refreshed.
 */
const SAFE = ["--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
const ENVIRONMENT = {
  GIT_TERMINAL_PROMPT: "0",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_NO_LAZY_FETCH: "1",
  GIT_NO_REPLACE_OBJECTS: "1",
  LC_ALL: "C",
};

/** Variables of git that would point it to another repository, as they are set inside of a hook. */
const MISLEADING = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_PREFIX",
  "GIT_OBJECT_DIRECTORY",
  "GIT_COMMON_DIR",
];

/** Starts git in a folder. */
export function startGit(folder: string, args: readonly string[], signal: AbortSignal | undefined) {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !MISLEADING.includes(name)));
  return spawn("git", [...SAFE, ...args], {
    cwd: folder,
    env: { ...inherited, ...ENVIRONMENT },
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
    ...(signal === undefined ? {} : { signal }),
  });
}

/**
 * Runs one git command and collects what it prints.
 * @throws GitFailedError where git is missing or fails; the signal's reason when cancelled
 */
export function runGit(
  folder: string,
  args: readonly string[],
  { signal, input = "" }: { readonly signal?: AbortSignal | undefined; readonly input?: string } = {},
): Promise<Buffer> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = startGit(folder, args, signal);
    const printed: Buffer[] = [];
    const said: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => printed.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    // Git may end before it has read everything; its exit code tells whether that was a failure.
    child.stdin.on("error", (error) => said.push(Buffer.from(error.message)));
    child.on("error", (error) =>
      reject(signal?.aborted ? signal.reason : new GitFailedError(args, error.message, undefined, { cause: error })),
    );
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(printed));
      else reject(new GitFailedError(args, Buffer.concat(said).toString().trim(), code ?? undefined));
    });
    child.stdin.end(input);
  });
}
