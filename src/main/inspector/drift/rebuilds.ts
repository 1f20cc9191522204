import { randomUUID } from "node:crypto";
import { relative } from "node:path";
import { difference } from "../../../shared/difference/difference.ts";
import { ContractError } from "../../../shared/ipc/errors.ts";
import type { RebuildItem, RebuildPreview, RebuildResult } from "../../../shared/ipc/model/rebuild.ts";
import { plural } from "../../../shared/text/plural.ts";
import { errorCode } from "../../event-store/system-error.ts";
import { isRebuildRunningError, rebuildRunning } from "../../event-store/views/errors/rebuild-running-error.ts";
import type { RebuildProgress, RebuildResult as StoreResult } from "../../event-store/views/rebuild-result.ts";
import { ViewManager } from "../../event-store/views/view-manager.ts";
import type { FilesystemViewStorage } from "../../event-store/views/view-storage.ts";
import type { ProjectIndex } from "../index/project-index.ts";
import type { RecordSource } from "../index/record-reader.ts";
import { nameOf, type StreamIndex } from "../index/stream-index.ts";
import { readDiskView } from "../travel/disk-view.ts";
import { logSource, rebuiltView } from "./log-source.ts";
import { viewStorage } from "./view-folder.ts";

const MOST_ITEMS = 500;
const MOST_ENTRIES = 500;
/** Views whose differences are counted; of the others it is only said that they differ. */
const MOST_COMPARED = 2000;

export interface RebuildCall {
  readonly stateDir: string;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  onProgress(progress: RebuildProgress): void;
}

interface Previewed {
  readonly preview: RebuildPreview;
  readonly streams: readonly string[] | null;
}

/** Rebuilds of a project's views: what one would do, and doing just that. One at a time. */
export class Rebuilds {
  readonly #project: ProjectIndex;
  readonly #source: RecordSource;
  #previewed: Previewed | null = null;
  #isBusy = false;

  constructor(project: ProjectIndex, source: RecordSource) {
    this.#project = project;
    this.#source = source;
  }

  /** @throws ContractError `busy` while a rebuild runs, `cancelled` */
  preview(streams: readonly string[] | null, call: RebuildCall): Promise<RebuildPreview> {
    return this.#alone(call, async (storage, manager) => {
      const revision = this.#project.revision;
      const result = await rebuild(manager, this.#project, this.#source, streams, call, true);
      const items = await this.#items(result, storage, call);
      const preview = {
        id: randomUUID(),
        revision,
        stateFolder: call.stateDir,
        counts: countsOf(result, items),
        items: items.slice(0, MOST_ITEMS),
        total: items.length,
        failed: failuresOf(result),
        durationMs: result.durationMs,
      };
      this.#previewed = { preview, streams };
      return preview;
    });
  }

  /** Writes what a preview said. @throws ContractError `preview-outdated`, `busy`, `state-folder-unwritable` */
  run(id: string, call: RebuildCall): Promise<RebuildResult> {
    return this.#alone(call, async (_storage, manager) => {
      const previewed = this.#previewed;
      const isCurrent =
        previewed !== null &&
        previewed.preview.id === id &&
        previewed.preview.revision === this.#project.revision &&
        previewed.preview.stateFolder === call.stateDir;
      if (!isCurrent) {
        throw new ContractError({
          code: "preview-outdated",
          message: "The log or the state folder has changed since the preview was made.",
          advice: "Look at a new preview, then rebuild.",
        });
      }
      const startedAt = call.now().toISOString();
      const started = performance.now();
      const { preview, streams } = previewed;
      this.#previewed = null;
      const told = { stateFolder: call.stateDir, items: preview.items, startedAt };
      try {
        const result = await rebuild(manager, this.#project, this.#source, streams, call, false);
        const failed = failuresOf(result);
        return {
          ...told,
          outcome: failed.length === 0 ? "complete" : "incomplete",
          resources: result.added.length + result.changed.length + result.unchanged,
          events: result.events,
          counts: countsOfRun(result),
          failed,
          lockProblem: result.lockProblem,
          durationMs: result.durationMs,
        };
      } catch (error) {
        if (!call.signal.aborted) throw error;
        const counts = { added: 0, changed: 0, unchanged: 0, stale: 0, failed: 0 };
        const durationMs = performance.now() - started;
        return {
          ...told,
          outcome: "cancelled",
          resources: 0,
          events: 0,
          counts,
          failed: [],
          lockProblem: null,
          durationMs,
        };
      }
    });
  }

  async #alone<Result>(
    { stateDir }: RebuildCall,
    work: (storage: FilesystemViewStorage, manager: ViewManager) => Promise<Result>,
  ): Promise<Result> {
    if (this.#isBusy) {
      throw new ContractError({
        code: "busy",
        message: "The views of this project are being rebuilt, or a rebuild is being prepared.",
        advice: "Wait until that has ended, or cancel it.",
      });
    }
    this.#isBusy = true;
    const storage = viewStorage(this.#project, this.#source, stateDir);
    const manager = new ViewManager(storage, { stateDir }, { fileSystem: this.#source.fileSystem });
    try {
      return await work(storage, manager);
    } catch (error) {
      throw writeProblem(error, stateDir);
    } finally {
      this.#isBusy = false;
      await manager.close();
    }
  }

  async #items(
    result: StoreResult,
    storage: FilesystemViewStorage,
    { stateDir, signal }: RebuildCall,
  ): Promise<RebuildItem[]> {
    const items: RebuildItem[] = [];
    for (const id of result.added) items.push(await this.#viewItem(id, "added", storage, stateDir, NO_DIFFERENCE));
    for (const [index, id] of result.changed.entries()) {
      signal.throwIfAborted();
      const compared = index < MOST_COMPARED ? await this.#compare(id, storage) : { differences: 1, problem: null };
      items.push(await this.#viewItem(id, "changed", storage, stateDir, compared));
    }
    for (const { resourceId, file } of result.stale) {
      const place = { stream: null, file: relative(stateDir, file), ...NO_DIFFERENCE };
      items.push({
        kind: "resource-view",
        name: resourceId,
        label: resourceId,
        change: "stale",
        entries: null,
        ...place,
      });
    }
    items.push(...listItems(result));
    const rank = { changed: 0, added: 1, stale: 2, unchanged: 3 };
    return items.sort((left, right) => rank[left.change] - rank[right.change] || right.differences - left.differences);
  }

  async #viewItem(
    id: string,
    change: "added" | "changed",
    storage: FilesystemViewStorage,
    stateDir: string,
    compared: { readonly differences: number; readonly problem: string | null },
  ): Promise<RebuildItem> {
    const stream = this.#project.get(id);
    const label = stream === undefined ? id : nameOf(stream);
    const file = relative(stateDir, await storage.pathOf(id));
    const differences = change === "added" ? valuesOf(stream) : compared.differences;
    const { problem } = compared;
    return { kind: "resource-view", name: id, label, stream: id, change, file, entries: null, problem, differences };
  }

  async #compare(id: string, storage: FilesystemViewStorage): Promise<{ differences: number; problem: string | null }> {
    const stream = this.#project.get(id);
    const { view, problem } = await readDiskView(await storage.pathOf(id));
    if (stream === undefined || view === null) return { differences: 1, problem };
    return { differences: difference(view, await rebuiltView(this.#source, stream)).changes.length, problem };
  }
}

const NO_DIFFERENCE = { differences: 0, problem: null };

/** About how much a new view brings: its annotations and its descriptor. */
function valuesOf(stream: StreamIndex | undefined): number {
  return 1 + (stream?.facts.annotations ?? 0);
}

function rebuild(
  manager: ViewManager,
  project: ProjectIndex,
  source: RecordSource,
  streams: readonly string[] | null,
  { signal, onProgress }: RebuildCall,
  dryRun: boolean,
): Promise<StoreResult> {
  const resources = streams === null ? {} : { resources: streams };
  return manager.rebuildAll(logSource(project, source), { signal, onProgress, dryRun, ...resources });
}

/** Entity types, tag schemas and storage URIs are one file or index each. */
function listItems({ entityTypes, tagSchemas, storageUris }: StoreResult): RebuildItem[] {
  const lists = [
    {
      kind: "entity-types",
      label: "Entity types",
      changes: entityTypes,
      file: "projections/__system__/entitytypes.json",
    },
    { kind: "tag-schemas", label: "Tag schemas", changes: tagSchemas, file: "projections/__system__/tagschemas.json" },
    { kind: "storage-uri-index", label: "Storage URIs", changes: storageUris, file: "projections" },
  ] as const;
  return lists.flatMap(({ kind, label, changes, file }) => {
    const { added, changed, removed } = changes;
    const differences = added.length + changed.length + removed.length;
    if (differences === 0) return [];
    const isNew = changed.length + removed.length === 0;
    const problem = removed.length === 0 ? null : removalOf(removed.length);
    const entries = { added: some(added), changed: some(changed), removed: some(removed) };
    const change = isNew ? "added" : "changed";
    return [{ kind, name: kind, label, stream: null, change, differences, file, entries, problem }];
  });
}

function removalOf(entries: number): string {
  const verbs = entries === 1 ? "follows from the log and is" : "follow from the log and are";
  return `${plural(entries, "entry", "entries")} no longer ${verbs} taken out.`;
}

function some(names: readonly string[]): string[] {
  return names.slice(0, MOST_ENTRIES);
}

function countsOf({ unchanged, failed }: StoreResult, items: readonly RebuildItem[]): RebuildPreview["counts"] {
  const counts = { added: 0, changed: 0, unchanged, stale: 0, failed: failed.length };
  for (const { change } of items) counts[change] += 1;
  return counts;
}

/** What was done, which is less than was previewed where something failed. */
function countsOfRun(result: StoreResult): RebuildPreview["counts"] {
  const counts = countsOf(result, listItems(result));
  const { added, changed, stale } = result;
  return {
    ...counts,
    added: counts.added + added.length,
    changed: counts.changed + changed.length,
    stale: stale.length,
  };
}

function failuresOf({ failed }: StoreResult): RebuildPreview["failed"] {
  return failed.map(({ name, reason }) => ({ stream: name, message: reason }));
}

const UNWRITABLE = new Set(["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOTDIR"]);

function writeProblem(error: unknown, stateDir: string): unknown {
  if (isRebuildRunningError(error)) {
    return new ContractError(
      {
        code: "busy",
        message: rebuildRunning(error.stateDir, error.holder),
        advice: "Wait until that rebuild has ended, or end it where it runs. Then look at a new preview.",
        subject: stateDir,
      },
      { cause: error },
    );
  }
  const cause = error instanceof Error && errorCode(error) === "view-write-failed" ? error.cause : error;
  const code = errorCode(cause);
  if (code === undefined || !UNWRITABLE.has(code)) return error;
  return new ContractError(
    {
      code: "state-folder-unwritable",
      message: `The state folder ${stateDir} cannot be written: ${cause instanceof Error ? cause.message : code}`,
      advice: "Free some space or give your user permission, or choose another state folder.",
      subject: stateDir,
    },
    { cause: error },
  );
}
