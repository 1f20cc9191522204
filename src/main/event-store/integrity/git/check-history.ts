import { posix } from "node:path";
import { describeCause, type Finding } from "../../../../shared/integrity/finding.ts";
import {
  compareVersions,
  compareWithNothing,
  type VersionChange,
} from "../../../../shared/integrity/history/compare-versions.ts";
import { type RecordedLine, recordedLines } from "../../../../shared/integrity/history/recorded-line.ts";
import { type FileSystem, nodeFileSystem } from "../../file-system.ts";
import { discoverStreams } from "../../log/discover-streams.ts";
import type { LogSource } from "../../log/read-stream.ts";
import { type FileStep, readFileHistory, streamFileOf } from "./file-history.ts";
import { findRepository } from "./find-repository.ts";
import { GitObjects } from "./git-objects.ts";
import { type Commit, readCommits } from "./read-commits.ts";
import { committedFiles, isVersion, readWorkingFile } from "./working-tree.ts";

export interface HistoryOptions {
  readonly fileSystem?: FileSystem;
  /** Versions compared and versions in all. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** One thing that was done to committed history. */
export interface HistoryChange {
  readonly finding: Finding;
  /** Who did it; null where it is not committed. */
  readonly commit: Commit | null;
  /** The record's line before and after; null where there is none. Of many alike the first. */
  readonly before: string | null;
  readonly after: string | null;
  readonly records: number;
}

/** What git knows of a log. */
export type HistoryCheck =
  | { readonly state: "none"; readonly reason: string }
  | {
      readonly state: "checked";
      /** Whether older commits are not here, so that nothing is said of them. */
      readonly isShallow: boolean;
      /** Commits that touched the log. */
      readonly commits: number;
      readonly changes: readonly HistoryChange[];
      /** Versions that could not be compared: not in this clone, or too large. */
      readonly skipped: number;
      /** Growth since the last commit, which is as it should be: files that grew, and files that are new. */
      readonly uncommitted: { readonly grown: number; readonly added: number };
    };

type Cause = VersionChange["cause"] | "stream-removed";

interface Found {
  readonly cause: Cause;
  readonly commit: string | undefined;
  /** As it was called then, or is. */
  readonly path: string;
  readonly before: RecordedLine | undefined;
  readonly after: RecordedLine | undefined;
  readonly records: number;
}

/**
 * Checks with git that the log only ever grew: that each committed version of a file begins with the one before it, and
 * the file as it is now with the last. Reads from git's own store; nothing is checked out and nothing is written.
 * @throws GitFailedError where git fails half-way; the signal's reason when cancelled
 */
export async function checkHistory(eventsDir: string, options: HistoryOptions = {}): Promise<HistoryCheck> {
  const { signal } = options;
  const source: LogSource = { fileSystem: options.fileSystem ?? nodeFileSystem, eventsDir };
  const repository = await findRepository(eventsDir, signal);
  if (repository.state === "none") return repository;
  const committed = await committedFiles(repository, signal);
  const history = await readFileHistory(repository, signal);
  if (committed.size === 0 && history.commits === 0) {
    return { state: "none", reason: "The log is in a git repository, but was never committed." };
  }
  const { streams } = await discoverStreams(source.fileSystem, eventsDir);
  const files = streams.flatMap((stream) => stream.files);
  const objects = new GitObjects(repository.folder, signal);
  try {
    const past = await compareSteps(objects, history.steps, options);
    const present = await compareWorkingTree(objects, source, committed, new Set(files), signal);
    const found = [...past.found, ...present.found];
    const ids = new Set(found.flatMap(({ commit }) => (commit === undefined ? [] : [commit])));
    const commits = await readCommits(repository.folder, [...ids], signal);
    return {
      state: "checked",
      isShallow: repository.isShallow,
      commits: history.commits,
      changes: inCommitOrder(await describeChanges(source, found, commits, files), history.steps),
      skipped: past.skipped + present.skipped,
      uncommitted: present.uncommitted,
    };
  } finally {
    objects.close();
  }
}

async function compareSteps(objects: GitObjects, steps: readonly FileStep[], { onProgress, signal }: HistoryOptions) {
  // Versions of one file one after the other: each is then read once, as the later of a pair and kept for the next.
  const byFile = [...Map.groupBy(steps, ({ oldPath }) => streamFileOf(oldPath)).values()].map((some) =>
    some.toReversed(),
  );
  const found: Found[] = [];
  let skipped = 0;
  let done = 0;
  for (const step of byFile.flat()) {
    signal?.throwIfAborted();
    const changes = await compareStep(objects, step);
    if (changes === "skipped") skipped += 1;
    else {
      for (const change of changes) {
        // What a merge brought from the other side was checked there; only what it lost of a side is its own doing.
        if (step.isMerge && change.cause !== "record-removed" && change.cause !== "stream-removed") continue;
        found.push({ ...change, commit: step.commit, path: step.path ?? step.oldPath });
      }
    }
    done += 1;
    onProgress?.(done, steps.length);
  }
  return { found, skipped };
}

async function compareStep(
  objects: GitObjects,
  { oldBlob, newBlob }: FileStep,
): Promise<"skipped" | readonly (Omit<VersionChange, "cause"> & { readonly cause: Cause })[]> {
  if (newBlob === undefined) {
    const removed = await objects.read(oldBlob);
    return removed.state === "read" ? [compareWithNothing(removed.text)] : "skipped";
  }
  if (oldBlob === newBlob) return [];
  const before = await objects.read(oldBlob);
  const after = await objects.read(newBlob);
  if (before.state !== "read" || after.state !== "read") return "skipped";
  return after.text.startsWith(before.text) && before.text.endsWith("\n")
    ? []
    : compareVersions(before.text, after.text);
}

async function compareWorkingTree(
  objects: GitObjects,
  source: LogSource,
  committed: ReadonlyMap<string, string>,
  files: ReadonlySet<string>,
  signal: AbortSignal | undefined,
) {
  const found: Found[] = [];
  let grown = 0;
  let skipped = 0;
  for (const [path, blob] of committed) {
    signal?.throwIfAborted();
    if (!files.has(path)) {
      const version = await objects.read(blob);
      if (version.state === "read") found.push({ ...compareWithNothing(version.text), commit: undefined, path });
      else skipped += 1;
      continue;
    }
    const bytes = await readWorkingFile(source, path);
    if (bytes === undefined) skipped += 1;
    else if (!isVersion(bytes, blob)) {
      const version = await objects.read(blob);
      if (version.state !== "read") skipped += 1;
      else {
        const now = bytes.toString();
        const changes = compareVersions(version.text, now);
        found.push(...changes.map((change) => ({ ...change, commit: undefined, path })));
        // A checkout may have written other line breaks; that is no growth.
        if (changes.length === 0 && recordedLines(now).length > recordedLines(version.text).length) grown += 1;
      }
    }
  }
  const added = [...files].filter((path) => !committed.has(path)).length;
  return { found, skipped, uncommitted: { grown, added } };
}

/** Puts each change where its record stands today. */
async function describeChanges(
  source: LogSource,
  found: readonly Found[],
  commits: ReadonlyMap<string, Commit>,
  files: readonly string[],
): Promise<readonly HistoryChange[]> {
  const today = new Map(files.map((file) => [streamFileOf(file), file]));
  const changes: HistoryChange[] = [];
  for (const [name, some] of Map.groupBy(found, ({ path }) => streamFileOf(path))) {
    const file = today.get(name);
    const bytes = file === undefined ? undefined : await readWorkingFile(source, file);
    const places = placesOf(bytes?.toString() ?? "");
    for (const one of some) {
      const commit = one.commit === undefined ? undefined : commits.get(one.commit);
      changes.push({
        finding: findingOf(one, commit, file, places),
        commit: commit ?? null,
        before: one.before?.text ?? null,
        after: one.after?.text ?? null,
        records: one.records,
      });
    }
  }
  return changes;
}

/** Oldest first, what is not committed last. */
function inCommitOrder(changes: readonly HistoryChange[], steps: readonly FileStep[]): readonly HistoryChange[] {
  const age = new Map(steps.map(({ commit }, index) => [commit, index]));
  const ageOf = ({ commit }: HistoryChange) => (commit === null ? -1 : (age.get(commit.id) ?? -1));
  return changes.toSorted((left, right) => ageOf(right) - ageOf(left));
}

interface Place {
  readonly line: number;
  readonly offset: number;
}

/** Where each event stands in a file. */
function placesOf(text: string): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const lines = text.split("\n");
  const records = new Map(recordedLines(text).map((record) => [record.line, record]));
  let offset = 0;
  lines.forEach((bytes, index) => {
    const eventId = records.get(index + 1)?.eventId;
    if (eventId !== undefined && !places.has(eventId)) places.set(eventId, { line: index + 1, offset });
    offset += Buffer.byteLength(bytes) + 1;
  });
  return places;
}

function findingOf(
  { cause, commit: id, path, before, after, records }: Found,
  commit: Commit | undefined,
  file: string | undefined,
  places: ReadonlyMap<string, Place>,
): Finding {
  const code = "history-rewritten";
  const { severity, explanation } = describeCause(code, cause);
  const eventId = (after ?? before)?.eventId ?? null;
  const place = eventId === null ? undefined : places.get(eventId);
  const isOne = records === 1;
  return {
    id: [code, cause, id ?? "uncommitted", path, eventId ?? (after ?? before)?.line ?? 0].join("@"),
    code,
    cause,
    severity,
    stream: streamOf(path),
    file: file === undefined ? null : `.semiont/events/${file}`,
    line: place?.line ?? null,
    offset: place?.offset ?? null,
    sequence: (after ?? before)?.sequence ?? null,
    eventId: isOne ? eventId : null,
    expected: isOne ? (before?.text ?? null) : null,
    actual: isOne ? (after?.text ?? null) : null,
    message: `${whoOf(id, commit)} ${DEEDS[cause](records)} ${explanation}`,
  };
}

/** What was done, to follow who did it. */
const DEEDS: Readonly<Record<Cause, (records: number) => string>> = {
  migration: (records) => `rewrote ${counted(records)} without changing content or order.`,
  "derived-events-removed": (records) => `removed ${counted(records)} of derived events.`,
  "content-edited": () => "changed this record.",
  "record-removed": () => "removed this record.",
  "record-inserted": () => "put this record among older ones.",
  "records-reordered": (records) => `changed the order of the stream's ${counted(records)}.`,
  "stream-removed": (records) => `deleted this file of the log with ${counted(records)}.`,
};

function counted(records: number): string {
  return `${records} ${records === 1 ? "record" : "records"}`;
}

function whoOf(id: string | undefined, commit: Commit | undefined): string {
  if (id === undefined) return "A change that is not committed";
  if (commit === undefined) return `Commit ${id.slice(0, 10)}`;
  return `Commit ${id.slice(0, 10)} (“${commit.subject}”, ${commit.author}, ${commit.date})`;
}

function streamOf(path: string): string {
  const name = streamFileOf(path);
  return name.slice(0, name.lastIndexOf("#")) || posix.basename(path);
}
