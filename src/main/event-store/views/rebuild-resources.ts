import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { inSequenceOrder, projectView } from "../../../shared/projection/project-view.ts";
import { ResourceProjection } from "../../../shared/projection/resource-projection.ts";
import { emptyView, type ResourceView } from "../../../shared/projection/resource-view.ts";
import type { StorageUriClaims } from "../../../shared/projection/storage-uri-claims.ts";
import type { FileSystem } from "../file-system.ts";
import { ViewWriteError } from "./errors/view-write-error.ts";
import type { StateLock } from "./state-lock.ts";
import { viewText } from "./view-file.ts";
import { type ShardForm, viewPaths } from "./view-paths.ts";
import { readTextFile, writeWhole } from "./whole-file.ts";

/** What became of the view of one resource. */
export interface ResourceOutcome {
  /** A resource without a readable event has no view. */
  readonly kind: "added" | "changed" | "unchanged" | "eventless" | "failed";
  readonly resourceId: string;
  /** Events replayed. */
  readonly events: number;
  /** Why it failed. */
  readonly reason?: string;
}

/** Reads a stream some events at a time, in the order of the log. */
export type ReadStream = (resourceId: string) => AsyncIterable<readonly StoredEvent[]>;

export interface ResourceRebuild {
  readonly readStream: ReadStream;
  readonly fileSystem: FileSystem;
  readonly stateDir: string;
  /** How new views are placed. */
  readonly form: ShardForm;
  readonly dryRun: boolean;
  /** Keeps stores from writing a view between the last look at it and its replacement. */
  readonly lock: Pick<StateLock, "duringIfUsed">;
  /** Gets the claims of every stream that could be read. */
  readonly claims: StorageUriClaims;
}

/** Rebuilds one view from its stream, and writes it only where another text stands. Never rejects. */
export async function rebuildResource(rebuild: ResourceRebuild, resourceId: string): Promise<ResourceOutcome> {
  try {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await tryToRebuild(rebuild, resourceId, attempt >= ATTEMPTS);
      if (outcome !== "overtaken") return outcome;
    }
  } catch (error) {
    return { kind: "failed", resourceId, events: 0, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** A stream to which events are appended this fast has a store that keeps its view up to date. */
const ATTEMPTS = 5;

/**
 * The view is looked at before the stream is read, and again before it is replaced: where it has changed in between, a
 * store has appended and written a view that may be later than this one.
 */
async function tryToRebuild(
  rebuild: ResourceRebuild,
  resourceId: string,
  isLast: boolean,
): Promise<ResourceOutcome | "overtaken"> {
  const before = await findView(rebuild, resourceId);
  const { view, events } = await replay(rebuild, resourceId);
  if (events === 0) return { kind: "eventless", resourceId, events };
  const text = viewText(view);
  if (before.onDisk !== undefined && isSameJson(before.onDisk, text)) return { kind: "unchanged", resourceId, events };
  if (!rebuild.dryRun) {
    // Asked for beforehand, since trying without costs an error for nearly every new view.
    if (before.onDisk === undefined) await makeFolder(rebuild.fileSystem, before.viewFile);
    const isOvertaken = await rebuild.lock.duringIfUsed(async () => {
      const onDisk = await readTextFile(rebuild.fileSystem, before.viewFile);
      if (onDisk !== before.onDisk && !isLast) return true;
      await writeWhole(rebuild.fileSystem, before.viewFile, text);
      return false;
    });
    if (isOvertaken) return "overtaken";
  }
  return { kind: before.onDisk === undefined ? "added" : "changed", resourceId, events };
}

/** @throws ViewWriteError */
async function makeFolder(fileSystem: FileSystem, viewFile: string): Promise<void> {
  try {
    await fileSystem.mkdir(dirname(viewFile));
  } catch (error) {
    throw new ViewWriteError(viewFile, error);
  }
}

/** Keeps no event for longer than it takes to apply it, unless they are out of order and have to be sorted. */
async function replay(rebuild: ResourceRebuild, resourceId: string): Promise<{ view: ResourceView; events: number }> {
  const projection = new ResourceProjection(emptyView(resourceId));
  let last = Number.NEGATIVE_INFINITY;
  for await (const batch of rebuild.readStream(resourceId)) {
    for (const { event, metadata } of batch) {
      if (metadata.sequenceNumber < last) return replaySorted(rebuild, resourceId);
      last = metadata.sequenceNumber;
      projection.apply(event);
      rebuild.claims.apply(resourceId, event);
    }
  }
  return { view: projection.view(), events: projection.version };
}

async function replaySorted(rebuild: ResourceRebuild, resourceId: string) {
  const stored: StoredEvent[] = [];
  for await (const batch of rebuild.readStream(resourceId)) for (const event of batch) stored.push(event);
  // Claims made in the wrong order before are overwritten: the last word on each URI is said here.
  for (const { event } of inSequenceOrder(stored)) rebuild.claims.apply(resourceId, event);
  return { view: projectView(resourceId, stored), events: stored.length };
}

/** The file of a view and its text; where there is none, the file it will have. */
async function findView({ fileSystem, stateDir, form }: ResourceRebuild, resourceId: string) {
  const paths = viewPaths(stateDir, form, resourceId);
  for (const viewFile of paths) {
    const onDisk = await readTextFile(fileSystem, viewFile);
    if (onDisk !== undefined) return { viewFile, onDisk };
  }
  return { viewFile: paths[0], onDisk: undefined };
}

/** Whether two texts hold the same JSON value. Views of other writers may order their fields differently. */
function isSameJson(left: string, right: string): boolean {
  if (left === right) return true;
  try {
    return isDeepStrictEqual(JSON.parse(left), JSON.parse(right));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
