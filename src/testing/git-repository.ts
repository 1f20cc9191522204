import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const IDENTITY = ["-c", "user.name=Committer", "-c", "user.email=committer@example.com"];

/** A git repository of a test's own, with an author for each commit and a clock that only counts. */
export interface TestRepository {
  git(...args: string[]): Promise<string>;
  /** Commits everything that is there. @returns the commit's id */
  commit(message: string, author: string): Promise<string>;
  /** Makes commits of the texts of files without writing any of them, thousands in seconds, and checks out the last. */
  importCommits(commits: Iterable<ImportedCommit>): Promise<void>;
}

export interface ImportedCommit {
  readonly message: string;
  readonly author: string;
  /** Path to text. */
  readonly files: Readonly<Record<string, string>>;
}

/** Runs git in a folder; settings of the person who runs the tests do not count. @returns what it printed */
export async function gitIn(folder: string, ...args: string[]): Promise<string> {
  return (await run("git", [...IDENTITY, ...args], { cwd: folder, env: environment() })).stdout;
}

/** Makes a folder a repository. */
export async function makeRepository(folder: string): Promise<TestRepository> {
  let commits = 0;
  const git = (...args: string[]) => gitIn(folder, ...args);
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
    async importCommits(made) {
      const child = spawn("git", [...IDENTITY, "fast-import", "--quiet", "--force"], {
        cwd: folder,
        env: environment(),
        stdio: ["pipe", "inherit", "inherit"],
      });
      const ended = once(child, "close");
      let number = 0;
      for (const one of made) {
        number += 1;
        if (!child.stdin.write(importText(one, number))) await once(child.stdin, "drain");
      }
      child.stdin.end();
      const [code] = await ended;
      if (code !== 0) throw new Error(`git fast-import ended with code ${String(code)}.`);
      await git("reset", "-q", "--hard", "main");
    },
  };
}

/** A repository in a temporary folder, removed in the end. */
export async function createRepository(): Promise<TestRepository & AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "semiont-git-"));
  return {
    ...(await makeRepository(folder)),
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
}

function importText({ message, author, files }: ImportedCommit, number: number): string {
  const time = `${1_777_593_600 + number} +0000`;
  return [
    `commit refs/heads/main\nmark :${number}\n`,
    `author ${author} <${author}@example.com> ${time}\ncommitter Committer <committer@example.com> ${time}\n`,
    dataText(message),
    number === 1 ? "" : `from :${number - 1}\n`,
    ...Object.entries(files).map(([path, text]) => `M 100644 inline "${path}"\n${dataText(text)}`),
  ].join("");
}

function dataText(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
