import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A git repository of a test's own, with an author for each commit and a clock that only counts. */
export interface TestRepository {
  git(...args: string[]): Promise<string>;
  /** Commits everything that is there. @returns the commit's id */
  commit(message: string, author: string): Promise<string>;
}

/** Makes a folder a repository; settings of the person who runs the tests do not count. */
export async function makeRepository(folder: string): Promise<TestRepository> {
  let commits = 0;
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  const git = async (...args: string[]) => {
    const identity = ["-c", "user.name=Committer", "-c", "user.email=committer@example.com"];
    return (await run("git", [...identity, ...args], { cwd: folder, env: environment })).stdout;
  };
  await git("init", "-q", "-b", "main");
  return {
    git,
    async commit(message, author) {
      commits += 1;
      const date = `2026-05-01T00:00:${String(commits).padStart(2, "0")}Z`;
      await git("add", "-A");
      await git("commit", "-q", "-m", message, `--author=${author} <${author}@example.com>`, `--date=${date}`);
      return (await git("rev-parse", "HEAD")).trim();
    },
  };
}
