import { join } from "node:path";
import { z } from "zod";
import { isRecordedObject } from "../../../shared/events/recorded-value.ts";
import type { FileSystem } from "../file-system.ts";
import { getShardPath, legacyShardPath, sha256 } from "../log/shard.ts";
import { isMissing } from "../system-error.ts";
import { CorruptViewError } from "./errors/corrupt-view-error.ts";
import { fileStatus, readTextFile, removeFile, writeWhole } from "./whole-file.ts";

/** Owners to be written by URI; `undefined` takes the entry away. */
export type StorageUriChanges = ReadonlyMap<string, string | undefined>;

export interface StorageUriContent {
  /** Resource ids by URI. */
  readonly entries: ReadonlyMap<string, string>;
  /** Files that hold something else, with the reason. */
  readonly corrupt: readonly { readonly file: string; readonly reason: string }[];
}

/** The storage-uri index on disk, in one of the two forms that stores have. */
export interface StorageUriFiles {
  readonly form: "object" | "shards";
  /** @throws CorruptViewError */
  read(uri: string): Promise<string | undefined>;
  readAll(): Promise<StorageUriContent>;
  /** @throws ViewWriteError; CorruptViewError where changing a file would lose what is in it */
  write(changes: StorageUriChanges): Promise<void>;
  /** Makes the index hold these entries, whatever was there. @throws ViewWriteError */
  replace(before: StorageUriContent, entries: ReadonlyMap<string, string>): Promise<void>;
}

const entrySchema = z.looseObject({ uri: z.string(), resourceId: z.string() });

/** Keeps the form that the state folder has; a new one gets the published single file. */
export async function openStorageUriFiles(fileSystem: FileSystem, stateDir: string): Promise<StorageUriFiles> {
  const projections = join(stateDir, "projections");
  const folder = join(projections, "storage-uri");
  const shards = await listFolder(fileSystem, folder);
  return shards.length > 0
    ? new ShardedStorageUriFiles(fileSystem, folder)
    : new SingleStorageUriFile(fileSystem, join(projections, "storage-uri-index.json"));
}

/** One JSON object, URI → resource id. */
class SingleStorageUriFile implements StorageUriFiles {
  readonly form = "object";
  readonly #fileSystem: FileSystem;
  readonly #path: string;
  /** What was read last, and what the file was then: a store looks up every new URI in here. */
  #cached: { readonly status: string; readonly entries: ReadonlyMap<string, string> } | undefined;

  constructor(fileSystem: FileSystem, path: string) {
    this.#fileSystem = fileSystem;
    this.#path = path;
  }

  async read(uri: string): Promise<string | undefined> {
    return (await this.#entries()).get(uri);
  }

  async readAll(): Promise<StorageUriContent> {
    try {
      return { entries: await this.#entries(), corrupt: [] };
    } catch (error) {
      if (!(error instanceof CorruptViewError)) throw error;
      return { entries: new Map(), corrupt: [{ file: this.#path, reason: error.message }] };
    }
  }

  async write(changes: StorageUriChanges): Promise<void> {
    const entries = new Map(await this.#entries());
    for (const [uri, resourceId] of changes) {
      if (resourceId === undefined) entries.delete(uri);
      else entries.set(uri, resourceId);
    }
    await this.#writeEntries(entries);
  }

  async replace(_before: StorageUriContent, entries: ReadonlyMap<string, string>): Promise<void> {
    await this.#writeEntries(entries);
  }

  async #writeEntries(entries: ReadonlyMap<string, string>): Promise<void> {
    const sorted = [...entries].sort(([left], [right]) => (left < right ? -1 : 1));
    await writeWhole(this.#fileSystem, this.#path, JSON.stringify(Object.fromEntries(sorted), null, 2));
  }

  async #entries(): Promise<ReadonlyMap<string, string>> {
    const status = await fileStatus(this.#fileSystem, this.#path);
    if (status !== undefined && this.#cached?.status === status) return this.#cached.entries;
    const text = await readTextFile(this.#fileSystem, this.#path);
    if (text === undefined) return new Map();
    const entries = readObject(text);
    if (entries === undefined) throw new CorruptViewError(this.#path, "it is not an object of resource ids by URI");
    // Where another file came into its place after the look, the next look will tell.
    if (status !== undefined) this.#cached = { status, entries };
    return entries;
  }
}

/** One file for each URI, named after its hash, in shard folders. */
class ShardedStorageUriFiles implements StorageUriFiles {
  readonly form = "shards";
  readonly #fileSystem: FileSystem;
  readonly #folder: string;

  constructor(fileSystem: FileSystem, folder: string) {
    this.#fileSystem = fileSystem;
    this.#folder = folder;
  }

  async read(uri: string): Promise<string | undefined> {
    for (const path of this.#paths(uri)) {
      const text = await readTextFile(this.#fileSystem, path);
      if (text === undefined) continue;
      const entry = readEntry(text);
      if (entry?.uri !== uri) throw new CorruptViewError(path, `it is not the entry of ${uri}`);
      return entry.resourceId;
    }
    return undefined;
  }

  async readAll(): Promise<StorageUriContent> {
    const entries = new Map<string, string>();
    const corrupt: { file: string; reason: string }[] = [];
    for (const file of await this.#files(this.#folder)) {
      const text = await readTextFile(this.#fileSystem, file);
      if (text === undefined) continue;
      const entry = readEntry(text);
      if (entry === undefined) corrupt.push({ file, reason: "it is not an entry of the storage-uri index" });
      else entries.set(entry.uri, entry.resourceId);
    }
    return { entries, corrupt };
  }

  async write(changes: StorageUriChanges): Promise<void> {
    for (const [uri, resourceId] of changes) {
      const [path, ...others] = this.#paths(uri);
      if (path === undefined) continue;
      if (resourceId !== undefined) {
        await writeWhole(this.#fileSystem, path, JSON.stringify({ uri, resourceId }, null, 2));
      }
      for (const stale of resourceId === undefined ? [path, ...others] : others) {
        await removeFile(this.#fileSystem, stale);
      }
    }
  }

  async replace(before: StorageUriContent, entries: ReadonlyMap<string, string>): Promise<void> {
    for (const { file } of before.corrupt) await removeFile(this.#fileSystem, file);
    const changes = new Map<string, string | undefined>();
    for (const uri of before.entries.keys()) if (!entries.has(uri)) changes.set(uri, undefined);
    for (const [uri, owner] of entries) if (before.entries.get(uri) !== owner) changes.set(uri, owner);
    await this.write(changes);
  }

  /** Where the entry of a URI stands, and where it would stand in a store that shards as published. */
  #paths(uri: string): string[] {
    const name = `${sha256(uri)}.json`;
    return [legacyShardPath(uri), getShardPath(uri)].map((shard) => join(this.#folder, shard, name));
  }

  async #files(folder: string): Promise<string[]> {
    const files: string[] = [];
    for (const entry of await listFolder(this.#fileSystem, folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) files.push(...(await this.#files(path)));
      else if (entry.isFile() && entry.name.endsWith(".json")) files.push(path);
    }
    return files;
  }
}

/** By hand, since a URI may be any text, `__proto__` included. */
function readObject(text: string): ReadonlyMap<string, string> | undefined {
  const value = parseJson(text);
  if (!isRecordedObject(value)) return undefined;
  const entries = new Map<string, string>();
  for (const [uri, resourceId] of Object.entries(value)) {
    if (typeof resourceId !== "string") return undefined;
    entries.set(uri, resourceId);
  }
  return entries;
}

function readEntry(text: string): z.infer<typeof entrySchema> | undefined {
  return entrySchema.safeParse(parseJson(text)).data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function listFolder(fileSystem: FileSystem, folder: string) {
  try {
    return await fileSystem.readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
