import { isUtf8 } from "node:buffer";
import {
  compareVersions,
  compareWithNothing,
  type VersionChange,
} from "../../../../shared/integrity/history/compare-versions.ts";
import type { RecordedLine } from "../../../../shared/integrity/history/recorded-line.ts";
import { type FileSystem, nodeFileSystem } from "../../file-system.ts";
import { discoverStreams } from "../../log/discover-streams.ts";
import type { LogSource } from "../../log/read-stream.ts";
import { describeChanges, type FoundChange } from "./describe-changes.ts";
import { type FileStep, readFileHistory, streamFileOf } from "./file-history.ts";
import { findRepository, type Repository } from "./find-repository.ts";
import { GitObjects, readSizes } from "./git-objects.ts";
import type { HistoryChange, HistoryCheck } from "./history-check.ts";
import { isMergesOwn } from "./merge-changes.ts";
import { PrefixProof } from "./prefix-proof.ts";
import { readCommits } from "./read-commits.ts";
import { committedFiles, readWorkingFile, streamWorkingFile } from "./working-tree.ts";

export type { HistoryChange, HistoryCheck } from "./history-check.ts";

export interface HistoryOptions {
  readonly fileSystem?: FileSystem;
  /** Versions compared and versions in all. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Checks with git that the log only ever grew: that each committed version of a file begins with the one before it, and
 * the file as it is now with the last. Reads from git's own store; nothing is checked out and nothing is written.
 * Versions that only grew are told by their hashes while one of them passes by; two versions are in memory only where
 * the later is not the earlier one and what was appended.
 * @throws GitFailedError where git fails half-way; the signal's reason when cancelled
 */
export async function checkHistory(eventsDir: string, options: HistoryOptions = {}): Promise<HistoryCheck> {
  const { signal } = options;
  const source: LogSource = { fileSystem: options.fileSystem ?? nodeFileSystem, eventsDir };
  const repository = await findRepository(source.eventsDir, signal);
  if (repository.state === "none") return repository;
  const committed = await committedFiles(repository, signal);
  const history = await readFileHistory(repository, signal);
  if (committed.size === 0 && history.commits === 0) {
    return { state: "none", reason: "The log is in a git repository, but was never committed." };
  }
  const { streams } = await discoverStreams(source.fileSystem, source.eventsDir);
  const files = streams.flatMap((stream) => stream.files);
  const names = new Set(history.steps.flatMap(({ oldBlob, newBlob }) => (newBlob ? [oldBlob, newBlob] : [oldBlob])));
  for (const name of committed.values()) names.add(name);
  const sizes = await readSizes(repository.folder, names, signal);
  const objects = new GitObjects(repository.folder, signal);
  try {
    const comparison = new Comparison(repository, objects, sizes, source, options, history.steps.length);
    const stepsByFile = Map.groupBy(history.steps.toReversed(), ({ oldPath }) => streamFileOf(oldPath));
    const pathsByFile = Map.groupBy(new Set([...files, ...committed.keys()]), streamFileOf);
    const existing = new Set(files);
    for (const name of new Set([...stepsByFile.keys(), ...pathsByFile.keys()])) {
      signal?.throwIfAborted();
      const steps = stepsByFile.get(name) ?? [];
      const proven: ReadonlySet<string>[] = [];
      for (const path of pathsByFile.get(name) ?? []) {
        const proof = await comparison.comparePresent(path, existing.has(path), committed.get(path), steps);
        if (proof !== undefined) proven.push(proof);
      }
      await comparison.comparePast(steps, proven);
    }
    const { found, skipped, uncommitted } = comparison;
    const ids = new Set(found.flatMap(({ commit }) => (commit === undefined ? [] : [commit])));
    const commits = await readCommits(repository.folder, [...ids], signal);
    return {
      state: "checked",
      isShallow: repository.isShallow,
      commits: history.commits,
      changes: inCommitOrder(await describeChanges(source, found, commits, files), history.steps),
      skipped,
      uncommitted,
    };
  } finally {
    objects.close();
  }
}

type Change = Omit<FoundChange, "commit" | "path">;

/** What the comparison of a log's versions has shown so far. */
class Comparison {
  readonly found: FoundChange[] = [];
  readonly uncommitted = { grown: 0, added: 0 };
  skipped = 0;
  readonly #repository: Repository;
  readonly #objects: GitObjects;
  readonly #sizes: ReadonlyMap<string, number>;
  readonly #source: LogSource;
  readonly #options: HistoryOptions;
  readonly #total: number;
  #done = 0;

  constructor(
    repository: Repository,
    objects: GitObjects,
    sizes: ReadonlyMap<string, number>,
    source: LogSource,
    options: HistoryOptions,
    total: number,
  ) {
    this.#repository = repository;
    this.#objects = objects;
    this.#sizes = sizes;
    this.#source = source;
    this.#options = options;
    this.#total = total;
  }

  /**
   * Holds a file as it is now against its last commit.
   * @returns the versions of its history that it begins with; undefined where it is not there or cannot be read
   */
  async comparePresent(
    path: string,
    isThere: boolean,
    committed: string | undefined,
    steps: readonly FileStep[],
  ): Promise<ReadonlySet<string> | undefined> {
    if (!isThere) {
      await this.#compareRemoved(path, undefined, committed ?? "");
      return undefined;
    }
    if (committed === undefined) this.uncommitted.added += 1;
    const versions = new Set(steps.flatMap(({ oldBlob, newBlob }) => (newBlob ? [oldBlob, newBlob] : [oldBlob])));
    if (committed !== undefined) versions.add(committed);
    if (versions.size === 0) return undefined;
    const proof = new PrefixProof(this.#sized(versions));
    const size = await streamWorkingFile(this.#source, path, (chunk) => proof.take(chunk));
    if (size === undefined) {
      this.skipped += 1;
      return undefined;
    }
    if (committed === undefined) return proof.proven;
    if (!proof.proven.has(committed)) await this.#compareWorking(path, committed);
    else if (size > (this.#sizes.get(committed) ?? size)) this.uncommitted.grown += 1;
    return proof.proven;
  }

  /** Compares the versions of one file. @param steps oldest first @param proven sets of versions that one text begins with */
  async comparePast(steps: readonly FileStep[], proven: readonly ReadonlySet<string>[]): Promise<void> {
    const open: (FileStep & { readonly newBlob: string })[] = [];
    for (const step of steps) {
      const { oldBlob, newBlob, oldPath, commit } = step;
      if (newBlob === undefined) {
        await this.#compareRemoved(oldPath, commit, oldBlob, step);
        this.#advance();
      } else if (oldBlob === newBlob || proven.some((versions) => this.#isGrowth(oldBlob, newBlob, versions))) {
        this.#advance();
      } else open.push({ ...step, newBlob });
    }
    for (const [newBlob, some] of Map.groupBy(open, (step) => step.newBlob)) {
      this.#options.signal?.throwIfAborted();
      const proof = new PrefixProof(this.#sized(new Set(some.map(({ oldBlob }) => oldBlob))));
      const isThere = await this.#objects.stream(newBlob, (chunk) => proof.take(chunk));
      for (const step of some) {
        if (!isThere) this.skipped += 1;
        else if (!proof.proven.has(step.oldBlob)) await this.#compareStep(step);
        this.#advance();
      }
    }
  }

  async #compareStep(step: FileStep & { readonly newBlob: string }): Promise<void> {
    const before = await this.#objects.read(step.oldBlob);
    const after = await this.#objects.read(step.newBlob);
    if (before.state !== "read" || after.state !== "read") {
      this.skipped += 1;
      return;
    }
    for (const change of compareBytes(before.bytes, after.bytes)) await this.#addCommitted(change, step);
  }

  async #compareWorking(path: string, committed: string): Promise<void> {
    const version = await this.#objects.read(committed);
    const bytes = await readWorkingFile(this.#source, path);
    if (version.state !== "read" || bytes === undefined) {
      this.skipped += 1;
      return;
    }
    const changes = compareBytes(version.bytes, bytes);
    for (const change of changes) this.#add(change, undefined, path);
    // A checkout may have written other line breaks; that is no growth.
    if (changes.length === 0 && linesIn(bytes) > linesIn(version.bytes)) this.uncommitted.grown += 1;
  }

  async #compareRemoved(path: string, commit: string | undefined, blob: string, step?: FileStep): Promise<void> {
    const removed = await this.#objects.read(blob);
    if (removed.state !== "read") {
      this.skipped += 1;
      return;
    }
    const change = compareWithNothing(removed.bytes.toString());
    if (step === undefined) this.#add(change, commit, path);
    else await this.#addCommitted(change, step);
  }

  async #addCommitted(change: Change, step: FileStep): Promise<void> {
    const path = step.path ?? step.oldPath;
    if (step.parents.length > 1) {
      // What a merge did shows from each of its sides.
      const subject = (change.after ?? change.before)?.text ?? "";
      const isKnown = this.found.some(
        (one) =>
          one.commit === step.commit &&
          one.path === path &&
          one.cause === change.cause &&
          (one.after ?? one.before)?.text === subject,
      );
      if (isKnown) return;
      if (!(await isMergesOwn(change, step, this.#objects, this.#repository, this.#options.signal))) return;
    }
    this.#add(change, step.commit, path);
  }

  #add(change: Change, commit: string | undefined, path: string): void {
    this.found.push({ ...change, before: detached(change.before), after: detached(change.after), commit, path });
  }

  #isGrowth(oldBlob: string, newBlob: string, versions: ReadonlySet<string>): boolean {
    return (
      versions.has(oldBlob) &&
      versions.has(newBlob) &&
      (this.#sizes.get(oldBlob) ?? 0) <= (this.#sizes.get(newBlob) ?? 0)
    );
  }

  #sized(names: ReadonlySet<string>) {
    return [...names].flatMap((name) => {
      const size = this.#sizes.get(name);
      return size === undefined ? [] : [{ name, size }];
    });
  }

  #advance(): void {
    this.#done += 1;
    this.#options.onProgress?.(this.#done, this.#total);
  }
}

function compareBytes(before: Buffer, after: Buffer): readonly VersionChange[] {
  // Bytes that are no UTF-8 would all become the same sign, and a change among them none.
  const encoding = isUtf8(before) && isUtf8(after) ? "utf8" : "latin1";
  return compareVersions(before.toString(encoding), after.toString(encoding));
}

/** A piece of a version's text would keep all of it in memory. */
function detached(line: RecordedLine | undefined): RecordedLine | undefined {
  return line === undefined ? undefined : { ...line, text: Buffer.from(line.text).toString() };
}

function linesIn(bytes: Buffer): number {
  return bytes
    .toString("latin1")
    .split("\n")
    .filter((line) => line.trim() !== "").length;
}

/** Oldest first, what is not committed last. */
function inCommitOrder(changes: readonly HistoryChange[], steps: readonly FileStep[]): readonly HistoryChange[] {
  const age = new Map(steps.map(({ commit }, index) => [commit, index]));
  const ageOf = ({ commit }: HistoryChange) => (commit === null ? -1 : (age.get(commit.id) ?? -1));
  return changes.toSorted((left, right) => ageOf(right) - ageOf(left));
}
