import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { inSequenceOrder, projectView } from "../../../shared/projection/project-view.ts";
import type { StorageUriClaims } from "../../../shared/projection/storage-uri-claims.ts";
import type { FileSystem } from "../file-system.ts";
import type { RebuildEventSource } from "./rebuild-source.ts";
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

export interface ResourceRebuild {
  readonly source: Pick<RebuildEventSource, "getEvents">;
  readonly fileSystem: FileSystem;
  readonly stateDir: string;
  /** How new views are placed. */
  readonly form: ShardForm;
  readonly dryRun: boolean;
  /** Gets the claims of every stream that could be read. */
  readonly claims: StorageUriClaims;
}

/** Rebuilds one view from its stream, and writes it only where another text stands. Never rejects. */
export async function rebuildResource(rebuild: ResourceRebuild, resourceId: string): Promise<ResourceOutcome> {
  let events = 0;
  try {
    const stored = await rebuild.source.getEvents(resourceId);
    events = stored.length;
    for (const { event } of inSequenceOrder(stored)) rebuild.claims.apply(resourceId, event);
    if (events === 0) return { kind: "eventless", resourceId, events };
    const text = viewText(projectView(resourceId, stored));
    const { viewFile, onDisk } = await findView(rebuild, resourceId);
    if (onDisk !== undefined && isSameJson(onDisk, text)) return { kind: "unchanged", resourceId, events };
    if (!rebuild.dryRun) {
      // Asked for beforehand, since trying without costs an error for nearly every new view.
      if (onDisk === undefined) await rebuild.fileSystem.mkdir(dirname(viewFile));
      await writeWhole(rebuild.fileSystem, viewFile, text);
    }
    return { kind: onDisk === undefined ? "added" : "changed", resourceId, events };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "failed", resourceId, events, reason };
  }
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
