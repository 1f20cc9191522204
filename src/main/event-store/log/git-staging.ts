import { spawn } from "node:child_process";
import { relative } from "node:path";
import { componentLogger, type Logger } from "../logger.ts";

/** Variables with which git, when it starts us from a hook, would send our files to another repository or index. */
const MISLEADING = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_PREFIX",
  "GIT_OBJECT_DIRECTORY",
  "GIT_COMMON_DIR",
];

/**
 * Stages files with `git add` after they were appended to. Files that come while git runs are staged together by the
 * next run. The log does not depend on it: a failure is reported, and the file is staged with the next append to it.
 */
export class GitStaging {
  readonly #root: string;
  readonly #logger: Logger;
  readonly #waiting = new Set<string>();
  #running: Promise<void> | undefined;

  /** @param root folder of the project, somewhere in a work tree */
  constructor(root: string, logger: Logger) {
    this.#root = root;
    this.#logger = componentLogger(logger, "git-staging");
  }

  /** @param path absolute */
  stageSoon(path: string): void {
    this.#waiting.add(relative(this.#root, path));
    this.#running ??= this.#run();
  }

  /** Resolves when nothing waits to be staged. */
  async flush(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      const paths = [...this.#waiting];
      this.#waiting.clear();
      try {
        await addToIndex(this.#root, paths);
      } catch (error) {
        this.#logger.error("Files of the log could not be staged with git; the log itself is complete.", {
          paths,
          error,
        });
      }
    }
    this.#running = undefined;
  }
}

async function addToIndex(root: string, paths: readonly string[]): Promise<void> {
  const environment = { ...process.env, GIT_LITERAL_PATHSPECS: "1" };
  for (const name of MISLEADING) Reflect.deleteProperty(environment, name);
  const git = spawn("git", ["add", "--pathspec-from-file=-", "--pathspec-file-nul"], {
    cwd: root,
    env: environment,
    stdio: ["pipe", "ignore", "pipe"],
    windowsHide: true,
  });
  const complaints: Buffer[] = [];
  git.stderr.on("data", (part: Buffer) => complaints.push(part));
  // Where git ends before it has read everything, its exit code says why.
  git.stdin.on("error", () => undefined);
  git.stdin.end(paths.join("\0"));
  await new Promise<void>((resolve, reject) => {
    git.on("error", reject);
    git.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`git add ended with ${code}: ${Buffer.concat(complaints).toString("utf8").trim()}`));
    });
  });
}
