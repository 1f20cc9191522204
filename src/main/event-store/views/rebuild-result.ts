/** What a rebuild is doing. Each phase counts from 0 to its total. */
export interface RebuildProgress {
  readonly phase: "finding-streams" | "rebuilding-views" | "rebuilding-indexes";
  readonly done: number;
  readonly total: number;
  /** Events replayed so far. */
  readonly events: number;
}

/** How a rebuild is done; without any, all of it, and what differs is written. */
export interface RebuildOptions {
  /** Told of every step; called often. */
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Ends the rebuild with its reason. Every file is then old or new, and whole. */
  readonly signal?: AbortSignal;
  /** Writes nothing and says what would be written. */
  readonly dryRun?: boolean;
  /**
   * Only these resources. Entity types and tag schemas are then left alone, stale views are not looked for, and of the
   * storage URIs only missing ones are added, since whose they are depends on all resources.
   */
  readonly resources?: readonly string[];
}

/** A view for which the log has no stream, or a second file of a view. It is left where it is. */
export interface StaleView {
  readonly resourceId: string;
  /** Absolute path. */
  readonly file: string;
}

/** A stream that could not be read, or a file that could not be written. What is on disk is as it was. */
export interface RebuildFailure {
  /** The id of a resource, `__system__`, or `storage-uri index`. */
  readonly name: string;
  readonly reason: string;
}

export interface ListChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Something that no longer follows from the log and was taken away. */
export interface RemovedItem {
  readonly kind: "entity-type" | "tag-schema" | "storage-uri" | "leftover-file";
  readonly name: string;
}

/** What a rebuild has done, or after a dry run what it would do. Lists of resources hold their ids, sorted. */
export interface RebuildResult {
  readonly dryRun: boolean;
  /** Resources with at least one readable event. */
  readonly resources: number;
  /** Events replayed, those of the system stream included. */
  readonly events: number;
  /** Resources that had no view. */
  readonly added: readonly string[];
  /** Resources whose view was another one, or was corrupt. */
  readonly changed: readonly string[];
  /** How many views were right already and were not touched. */
  readonly unchanged: number;
  readonly stale: readonly StaleView[];
  readonly removed: readonly RemovedItem[];
  readonly failed: readonly RebuildFailure[];
  readonly entityTypes: ListChanges;
  readonly tagSchemas: ListChanges;
  readonly storageUris: ListChanges;
  readonly durationMs: number;
  /** Why a rebuild by another process at the same time would not have been noticed, where locks do not work; else null. */
  readonly lockProblem: string | null;
}

export const NO_CHANGES: ListChanges = { added: [], changed: [], removed: [] };

/** How the items of a list changed; the values tell whether an item of one name is still the same. */
export function listChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): ListChanges {
  const added: string[] = [];
  const changed: string[] = [];
  for (const [name, value] of after) {
    const old = before.get(name);
    if (old === undefined) added.push(name);
    else if (old !== value) changed.push(name);
  }
  const removed = [...before.keys()].filter((name) => !after.has(name));
  return { added: added.sort(), changed: changed.sort(), removed: removed.sort() };
}

export function hasChanges({ added, changed, removed }: ListChanges): boolean {
  return added.length + changed.length + removed.length > 0;
}
