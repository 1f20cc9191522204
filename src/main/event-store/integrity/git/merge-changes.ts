import { compareVersions } from "../../../../shared/integrity/history/compare-versions.ts";
import { recordedLines } from "../../../../shared/integrity/history/recorded-line.ts";
import type { FoundChange } from "./describe-changes.ts";
import type { FileStep } from "./file-history.ts";
import type { Repository } from "./find-repository.ts";
import { isGitFailedError } from "./git-failed-error.ts";
import type { GitObjects } from "./git-objects.ts";
import { runGit } from "./run-git.ts";

type Change = Omit<FoundChange, "commit" | "path">;

/**
 * Whether a merge itself did what is seen between one of its sides and it. What another side did is told of the commit
 * that did it, and is brought by the merge and not done.
 */
export async function isMergesOwn(
  change: Change,
  step: FileStep,
  objects: GitObjects,
  repository: Repository,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  for (const other of step.parents) {
    if (other === step.parent) continue;
    const theirs = await textAt(objects, other, step);
    if (await isBrought(change, step, theirs, objects)) return false;
    if (change.after !== undefined || theirs === undefined || hasLine(theirs, change.before?.text)) continue;
    // Neither has the record: the other side removed it, if it was there when the two parted.
    const base = await mergeBase(repository, step.parent, other, signal);
    const common = base === undefined ? undefined : await textAt(objects, base, step);
    if (common !== undefined && hasLine(common, change.before?.text)) return false;
  }
  return true;
}

async function isBrought(
  { cause, after }: Change,
  { newBlob }: FileStep,
  theirs: string | undefined,
  objects: GitObjects,
): Promise<boolean> {
  if (theirs === undefined) return false;
  if (cause === "content-edited" || cause === "record-inserted") return hasLine(theirs, after?.text);
  if (cause !== "migration" && cause !== "records-reordered") return false;
  // Many records at once: brought if the other side has them as the merge does.
  const merged = newBlob === undefined ? undefined : await objects.read(newBlob);
  if (merged?.state !== "read") return false;
  return compareVersions(theirs, merged.bytes.toString()).every((change) => change.cause !== cause);
}

function hasLine(text: string, line: string | undefined): boolean {
  return recordedLines(text).some((recorded) => recorded.text === line);
}

/** A file as it was in a commit, under the name that it has on either side of the step. */
async function textAt(objects: GitObjects, commit: string, { oldPath, path }: FileStep): Promise<string | undefined> {
  for (const name of new Set([path ?? oldPath, oldPath])) {
    const version = await objects.read(`${commit}:${name}`);
    if (version.state === "read") return version.bytes.toString();
  }
  return undefined;
}

async function mergeBase(
  { folder }: Repository,
  one: string,
  other: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    return (await runGit(folder, ["merge-base", one, other], { signal })).toString().trim();
  } catch (error) {
    // Two lines of history that never met, or met before a shallow clone begins.
    if (isGitFailedError(error) && error.exitCode === 1) return undefined;
    throw error;
  }
}
