import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { inSequenceOrder } from "../../../shared/projection/project-view.ts";
import { SystemProjection } from "../../../shared/projection/system-projection.ts";
import type { FileSystem } from "../file-system.ts";
import { hasChanges, type ListChanges, listChanges, NO_CHANGES } from "./rebuild-result.ts";
import {
  ENTITY_TYPES_FILE,
  readSystemViewText,
  type SystemViewFile,
  systemViewPath,
  systemViewText,
  TAG_SCHEMAS_FILE,
} from "./system-view-files.ts";
import { readTextFile, writeWhole } from "./whole-file.ts";

export interface SystemChanges {
  readonly entityTypes: ListChanges;
  readonly tagSchemas: ListChanges;
}

export interface SystemRebuild {
  readonly fileSystem: FileSystem;
  readonly stateDir: string;
  readonly dryRun: boolean;
}

/** Brings the files of the system stream up to date. @throws ViewWriteError */
export async function rebuildSystemViews(
  rebuild: SystemRebuild,
  events: readonly StoredEvent[],
): Promise<SystemChanges> {
  const projection = new SystemProjection();
  for (const { event } of inSequenceOrder(events)) projection.apply(event);
  return {
    entityTypes: await rebuildSystemView(rebuild, ENTITY_TYPES_FILE, projection),
    tagSchemas: await rebuildSystemView(rebuild, TAG_SCHEMAS_FILE, projection),
  };
}

async function rebuildSystemView<T>(
  { fileSystem, stateDir, dryRun }: SystemRebuild,
  file: SystemViewFile<T>,
  projection: SystemProjection,
): Promise<ListChanges> {
  const path = systemViewPath(stateDir, file);
  const text = await readTextFile(fileSystem, path);
  const onDisk = text === undefined ? undefined : readSystemViewText(file, text);
  const content = file.project(projection);
  const changes = listChanges(onDisk === undefined ? new Map() : file.items(onDisk), file.items(content));
  const isCorrupt = text !== undefined && onDisk === undefined;
  if (!isCorrupt && !hasChanges(changes)) return NO_CHANGES;
  if (!dryRun) await writeWhole(fileSystem, path, systemViewText(content));
  return isCorrupt ? { ...changes, changed: [file.fileName] } : changes;
}
