import { runGit } from "./run-git.ts";

/** Who committed what, when. Names and subjects are as written: show them as text of a stranger. */
export interface Commit {
  readonly id: string;
  readonly author: string;
  readonly email: string;
  /** ISO 8601, the author's. */
  readonly date: string;
  readonly subject: string;
}

/** Reads what is known of some commits. */
export async function readCommits(
  folder: string,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Commit>> {
  const commits = new Map<string, Commit>();
  if (ids.length === 0) return commits;
  const format = "--format=%H%x00%an%x00%ae%x00%aI%x00%s";
  const printed = await runGit(folder, ["log", "--no-walk=unsorted", "--stdin", "--no-show-signature", format], {
    signal,
    input: ids.map((id) => `${id}\n`).join(""),
  });
  for (const line of printed.toString().split("\n")) {
    const [id = "", author = "", email = "", date = "", subject = ""] = line.split("\0");
    if (id !== "") commits.set(id, { id, author, email, date, subject });
  }
  return commits;
}
