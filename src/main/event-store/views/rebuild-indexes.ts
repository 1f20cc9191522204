import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { inSequenceOrder } from "../../../shared/projection/project-view.ts";
import type { StorageUriClaims } from "../../../shared/projection/storage-uri-claims.ts";
import { SystemProjection } from "../../../shared/projection/system-projection.ts";
import type { FileSystem } from "../file-system.ts";
import { hasChanges, type ListChanges, listChanges, NO_CHANGES } from "./rebuild-result.ts";
import type { StorageUriFiles } from "./storage-uri-files.ts";
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

export interface StorageUriRebuild {
  readonly dryRun: boolean;
  /** Only adds what is missing: of the claims only some are known. */
  readonly isPartial: boolean;
  /** Resources whose streams could not be read; what they own stays theirs. */
  readonly unreadable: ReadonlySet<string>;
  /** The entries before the log was read, where stores may have written some since: those know of later events. */
  readonly atFirst?: ReadonlyMap<string, string> | undefined;
}

/** Brings the storage-uri index up to date with the claims of all streams. @throws ViewWriteError */
export async function rebuildStorageUris(
  rebuild: StorageUriRebuild,
  files: StorageUriFiles,
  claims: StorageUriClaims,
): Promise<ListChanges> {
  const before = await files.readAll();
  // Where an index cannot be read, what a part of the claims says would take the place of all the others.
  if (rebuild.isPartial && before.corrupt.length > 0) return NO_CHANGES;
  const owners = new Map(claims.owners());
  const atFirst = before.corrupt.length > 0 ? undefined : rebuild.atFirst;
  for (const [uri, resourceId] of before.entries) {
    const isLater = atFirst !== undefined && atFirst.get(uri) !== resourceId;
    const isUnknown = !owners.has(uri) && rebuild.unreadable.has(resourceId);
    if (rebuild.isPartial || isLater || isUnknown) owners.set(uri, resourceId);
  }
  for (const uri of atFirst?.keys() ?? []) if (!before.entries.has(uri)) owners.delete(uri);
  const changes = listChanges(before.entries, owners);
  const corruptFiles = before.corrupt.map(({ file }) => file);
  if (corruptFiles.length === 0 && !hasChanges(changes)) return NO_CHANGES;
  if (!rebuild.dryRun) await files.replace(before, owners);
  return { ...changes, changed: [...changes.changed, ...corruptFiles] };
}
