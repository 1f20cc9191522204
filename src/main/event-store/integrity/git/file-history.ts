import { posix } from "node:path";
import { rotationNumber } from "../../log/stream-layout.ts";
import type { Repository } from "./find-repository.ts";
import { runGit } from "./run-git.ts";

/** One file of the log in one commit and in a parent of it, where the two differ. */
export interface FileStep {
  readonly commit: string;
  readonly parent: string;
  /** From the top of the work tree, as it was then; another than `path` where the file was moved. */
  readonly oldPath: string;
  /** Undefined where the commit deleted the file. */
  readonly path: string | undefined;
  readonly oldBlob: string;
  readonly newBlob: string | undefined;
  /** All parents of the commit; several where it joins lines of history. */
  readonly parents: readonly string[];
}

export interface FileHistory {
  /** Newest first, in topological order. */
  readonly steps: readonly FileStep[];
  /** Commits that touched the log. */
  readonly commits: number;
}

interface RawEntry {
  readonly status: string;
  readonly path: string;
  readonly oldBlob: string;
  readonly newBlob: string;
}

/** A folder to follow, from a commit back. */
interface Trail {
  readonly from: string;
  readonly prefix: string;
}

/**
 * Lists every change of a committed log file, without reading any. A file is followed by the stream it belongs to: when
 * a commit moves streams to other folders, or the whole log to another place of the repository, its history goes on there.
 */
export async function readFileHistory(repository: Repository, signal?: AbortSignal): Promise<FileHistory> {
  const { folder, head, prefix } = repository;
  const steps: FileStep[] = [];
  const commits = new Set<string>();
  const seen = new Set<string>();
  const trails: Trail[] = [{ from: head, prefix }];
  for (let trail = trails.shift(); trail !== undefined; trail = trails.shift()) {
    const key = `${trail.from} ${trail.prefix}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const { edges, origins } = await readEdges(folder, trail, signal);
    for (const { commit } of [...edges, ...origins]) commits.add(commit);
    for (const edge of await readEntries(folder, edges, [pathspec(trail.prefix)], signal)) steps.push(...stepsOf(edge));
    for (const moved of await readMoves(folder, origins, trail.prefix, signal)) {
      steps.push(...moved.steps);
      trails.push(...moved.trails);
    }
  }
  return { steps, commits: commits.size };
}

interface Edge {
  readonly commit: string;
  readonly parent: string;
  readonly parents: readonly string[];
}

/** Commits that touch the folder with the nearest earlier ones that do, and those that have no such parent. */
async function readEdges(folder: string, { from, prefix }: Trail, signal: AbortSignal | undefined) {
  const args = ["rev-list", "--topo-order", "--full-history", "--parents", from, "--", pathspec(prefix)];
  const edges: Edge[] = [];
  const origins: { commit: string }[] = [];
  for (const line of (await runGit(folder, args, { signal })).toString().split("\n")) {
    const [commit, ...parents] = line.split(" ");
    if (commit === undefined || commit === "") continue;
    if (parents.length === 0) origins.push({ commit });
    for (const parent of parents) edges.push({ commit, parent, parents });
  }
  return { edges, origins };
}

async function readEntries(
  folder: string,
  edges: readonly Edge[],
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly (Edge & { readonly entries: readonly RawEntry[] })[]> {
  if (edges.length === 0) return [];
  const printed = await runGit(
    folder,
    ["diff-tree", "--stdin", "--raw", "-r", "-z", "--no-renames", "--always", "--full-index", "--", ...paths],
    { signal, input: edges.map(({ commit, parent }) => `${commit} ${parent}\n`).join("") },
  );
  return parseEntries(printed.toString(), edges);
}

/** Splits the answer: for each pair of commits its first commit, then `:modes blobs status`, path, and so on. */
function parseEntries(text: string, edges: readonly Edge[]): (Edge & { entries: RawEntry[] })[] {
  const fields = text.split("\0");
  const read: (Edge & { entries: RawEntry[] })[] = [];
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index] ?? "";
    if (field === "") continue;
    if (!field.startsWith(":")) {
      const edge = edges[read.length];
      if (edge === undefined || field.trim() !== edge.commit)
        throw new Error(`git diff-tree answered out of order: ${field}`);
      read.push({ ...edge, entries: [] });
      continue;
    }
    const [, newMode = "", oldBlob = "", newBlob = "", status = ""] = field.slice(1).split(" ");
    index += 1;
    const path = fields[index] ?? "";
    // Links and submodules are no files of the log.
    if (path.endsWith(".jsonl") && (newMode.startsWith("100") || status === "D")) {
      read.at(-1)?.entries.push({ status, path, oldBlob, newBlob });
    }
  }
  return read;
}

/** Pairs what a commit deleted with what it added of the same stream; what is only added is the beginning of a history. */
function stepsOf({ commit, parent, parents, entries }: Edge & { readonly entries: readonly RawEntry[] }): FileStep[] {
  const added = new Map(
    entries.filter(({ status }) => status === "A").map((entry) => [streamFileOf(entry.path), entry]),
  );
  return entries.flatMap(({ status, path, oldBlob, newBlob }): FileStep[] => {
    if (status === "A") return [];
    if (status !== "D") return [{ commit, parent, oldPath: path, path, oldBlob, newBlob, parents }];
    const target = added.get(streamFileOf(path));
    return [{ commit, parent, oldPath: path, path: target?.path, oldBlob, newBlob: target?.newBlob, parents }];
  });
}

/** What first commits of a folder brought from elsewhere in the repository, and where the history goes on there. */
async function readMoves(
  folder: string,
  origins: readonly { readonly commit: string }[],
  prefix: string,
  signal: AbortSignal | undefined,
): Promise<readonly { readonly steps: readonly FileStep[]; readonly trails: readonly Trail[] }[]> {
  if (origins.length === 0) return [];
  const edges: Edge[] = [];
  const args = ["rev-list", "--no-walk=unsorted", "--parents", "--stdin"];
  const input = origins.map(({ commit }) => `${commit}\n`).join("");
  for (const line of (await runGit(folder, args, { signal, input })).toString().split("\n")) {
    const [commit, ...parents] = line.split(" ");
    if (commit === undefined) continue;
    for (const parent of parents) edges.push({ commit, parent, parents });
  }
  const read = await readEntries(folder, edges, [":(top,glob)**/*.jsonl"], signal);
  return read.map(({ commit, parent, parents, entries }) => {
    const mine = entries.filter(({ status, path }) => status === "D" || (status === "A" && path.startsWith(prefix)));
    const steps = stepsOf({ commit, parent, parents, entries: mine }).filter(({ path }) => path !== undefined);
    const prefixes = new Set(steps.map(({ oldPath }) => logFolderOf(oldPath)));
    return { steps, trails: [...prefixes].map((old): Trail => ({ from: parent, prefix: old })) };
  });
}

/** What a file is called wherever it stands: its stream and its place in the stream. */
export function streamFileOf(path: string): string {
  const number = rotationNumber(posix.basename(path));
  return number === undefined
    ? `${posix.basename(path, ".jsonl")}#1`
    : `${posix.basename(posix.dirname(path))}#${number}`;
}

/** The folder of the log that a path is in; its own folder where there is none of the usual name. */
function logFolderOf(path: string): string {
  const end = path.lastIndexOf(".semiont/events/");
  return end < 0 ? `${posix.dirname(path)}/` : path.slice(0, end + ".semiont/events/".length);
}

function pathspec(prefix: string): string {
  return `:(top,literal)${prefix}`;
}
