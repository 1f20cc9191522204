import { isDeepStrictEqual } from "node:util";
import { inSequenceOrder, projectView } from "../../../shared/projection/project-view.ts";
import type { StorageUriClaims } from "../../../shared/projection/storage-uri-claims.ts";
import type { FileSystem } from "../file-system.ts";
import type { RebuildEventSource } from "./rebuild-source.ts";
import { viewText } from "./view-file.ts";
import { readTextFile, writeWhole } from "./whole-file.ts";

/** A resource to rebuild and where its view stands. */
export interface ResourceTask {
  readonly resourceId: string;
  readonly viewFile: string;
  /** Whether there is a file to compare with. */
  readonly isThere: boolean;
}

/** What became of a task. A resource without a readable event has no view. */
export type ResourceOutcome =
  | { readonly kind: "added" | "changed" | "unchanged" | "eventless"; readonly events: number }
  | { readonly kind: "failed"; readonly events: number; readonly reason: string };

export interface ResourceRebuild {
  readonly source: Pick<RebuildEventSource, "getEvents">;
  readonly fileSystem: FileSystem;
  readonly dryRun: boolean;
  /** Gets the claims of every stream that could be read. */
  readonly claims: StorageUriClaims;
}

/** Rebuilds one view from its stream, and writes it only where another text stands. Never rejects. */
export async function rebuildResource(rebuild: ResourceRebuild, task: ResourceTask): Promise<ResourceOutcome> {
  let events = 0;
  try {
    const stored = await rebuild.source.getEvents(task.resourceId);
    events = stored.length;
    for (const { event } of inSequenceOrder(stored)) rebuild.claims.apply(task.resourceId, event);
    if (events === 0) return { kind: "eventless", events };
    const text = viewText(projectView(task.resourceId, stored));
    const onDisk = task.isThere ? await readTextFile(rebuild.fileSystem, task.viewFile) : undefined;
    if (onDisk !== undefined && isSameJson(onDisk, text)) return { kind: "unchanged", events };
    if (!rebuild.dryRun) await writeWhole(rebuild.fileSystem, task.viewFile, text);
    return { kind: onDisk === undefined ? "added" : "changed", events };
  } catch (error) {
    return { kind: "failed", events, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether two texts hold the same JSON value. Views of other writers may order their fields differently. */
export function isSameJson(left: string, right: string): boolean {
  if (left === right) return true;
  try {
    return isDeepStrictEqual(JSON.parse(left), JSON.parse(right));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
