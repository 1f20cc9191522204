import type { StorageUriClaims } from "../../../shared/projection/storage-uri-claims.ts";
import type { FileSystem } from "../file-system.ts";
import { hasChanges, type ListChanges, listChanges, NO_CHANGES } from "./rebuild-result.ts";
import type { StateLock } from "./state-lock.ts";
import { openStorageUriFiles, type StorageUriContent, type StorageUriFiles } from "./storage-uri-files.ts";
import type { StorageUriIndex } from "./storage-uri-index.ts";

/** Where the index is, and how a rebuild reads the log for it. */
export interface StorageUriRebuild {
  readonly fileSystem: FileSystem;
  readonly stateDir: string;
  readonly uriIndex: StorageUriIndex;
  /** Tells whether stores write there. */
  readonly lock: Pick<StateLock, "isUsed">;
  /** Replays the streams of the rebuild, its views included. */
  readonly readLog: () => Promise<StorageUriClaims>;
  /** Reads all streams as they are now, for nothing but the claims. */
  readonly readClaims: () => Promise<StorageUriClaims>;
  /** Resources whose streams could not be read; what they own stays theirs. */
  readonly unreadable: () => ReadonlySet<string>;
  /** Names a failure in the result of the rebuild instead of ending it. */
  readonly guard: <T>(otherwise: T, action: () => Promise<T>) => Promise<T>;
}

/** What takes the place of what. */
interface Replacement {
  readonly before: StorageUriContent;
  readonly owners: ReadonlyMap<string, string>;
}

/** Brings the whole index up to date with the log, and keeps what stores have written to it meanwhile. */
export async function rebuildStorageUris(rebuild: StorageUriRebuild): Promise<ListChanges> {
  const { guard, readLog, readClaims } = rebuild;
  const atFirst = await guard(undefined, () => entriesOfStores(rebuild));
  const first = await replaceIndex(rebuild, readLog, atFirst);
  if (atFirst !== undefined || first === undefined) return changesOf(first);
  // A store that began to write during all this was not waited for. What it had written is in the log.
  const sinceThen = await guard(undefined, () => entriesOfStores(rebuild));
  if (sinceThen === undefined) return changesOf(first);
  const second = await replaceIndex(rebuild, readClaims, sinceThen);
  return changesOf({ ...first, owners: second?.owners ?? first.owners });
}

/** What `rebuildStorageUris` would change. */
export async function previewStorageUris(rebuild: StorageUriRebuild): Promise<ListChanges> {
  const claims = await rebuild.readLog();
  return rebuild.guard(NO_CHANGES, async () => {
    const before = await (await openFiles(rebuild)).readAll();
    return changesOf({ before, owners: ownersAfter(before, claims, rebuild.unreadable(), undefined) });
  });
}

/**
 * Adds what is missing of some resources; whose a URI is that another one has depends on streams that are not read.
 * @returns what was added, or would be
 */
export async function addStorageUris(rebuild: StorageUriRebuild, dryRun: boolean): Promise<ListChanges> {
  const { uriIndex, guard, readLog } = rebuild;
  const claims = await readLog();
  return guard(NO_CHANGES, async () => {
    const { entries, corrupt } = await (await openFiles(rebuild)).readAll();
    // Where an index cannot be read, what a part of the claims says would take the place of all the others.
    if (corrupt.length > 0) return NO_CHANGES;
    const changes = listChanges(entries, new Map([...claims.owners(), ...entries]));
    if (dryRun || !hasChanges(changes)) return changes;
    for (const uri of changes.added) await uriIndex.setOwner(uri, claims.ownerOf(uri));
    await uriIndex.flush();
    return changes;
  });
}

/** @param atFirst the entries before the log was read, where stores may have written since: those know of later events */
function replaceIndex(
  { uriIndex, unreadable, guard }: StorageUriRebuild,
  readLog: () => Promise<StorageUriClaims>,
  atFirst: ReadonlyMap<string, string> | undefined,
): Promise<Replacement | undefined> {
  return uriIndex.rebuild(readLog, (files, claims) =>
    guard(undefined, async () => {
      const before = await files.readAll();
      const replacement = { before, owners: ownersAfter(before, claims, unreadable(), atFirst) };
      if (hasChanges(changesOf(replacement))) await files.replace(before, replacement.owners);
      return replacement;
    }),
  );
}

function ownersAfter(
  before: StorageUriContent,
  claims: StorageUriClaims,
  unreadable: ReadonlySet<string>,
  atFirst: ReadonlyMap<string, string> | undefined,
): ReadonlyMap<string, string> {
  const owners = new Map(claims.owners());
  const known = before.corrupt.length > 0 ? undefined : atFirst;
  for (const [uri, resourceId] of before.entries) {
    const isLater = known !== undefined && known.get(uri) !== resourceId;
    const isUnknown = !owners.has(uri) && unreadable.has(resourceId);
    if (isLater || isUnknown) owners.set(uri, resourceId);
  }
  for (const uri of known?.keys() ?? []) if (!before.entries.has(uri)) owners.delete(uri);
  return owners;
}

/** Of files that were corrupt, their paths are among what changed. */
function changesOf(replacement: Replacement | undefined): ListChanges {
  if (replacement === undefined) return NO_CHANGES;
  const { before, owners } = replacement;
  const changes = listChanges(before.entries, owners);
  return { ...changes, changed: [...changes.changed, ...before.corrupt.map(({ file }) => file)] };
}

/** What the index holds; undefined where no store writes there, or where it is corrupt. */
async function entriesOfStores(rebuild: StorageUriRebuild): Promise<ReadonlyMap<string, string> | undefined> {
  if (!(await rebuild.lock.isUsed())) return undefined;
  const { entries, corrupt } = await (await openFiles(rebuild)).readAll();
  return corrupt.length > 0 ? undefined : entries;
}

function openFiles({ fileSystem, stateDir }: StorageUriRebuild): Promise<StorageUriFiles> {
  return openStorageUriFiles(fileSystem, stateDir);
}
