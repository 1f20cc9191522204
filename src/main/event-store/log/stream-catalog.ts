import { join, posix } from "node:path";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import type { FolderEntry } from "../file-system.ts";
import { componentLogger, type Logger } from "../logger.ts";
import { isMissing } from "../system-error.ts";
import { discoverStreams } from "./discover-streams.ts";
import { findDetour } from "./log-folders.ts";
import type { LogSource } from "./read-stream.ts";
import { getShardPath, legacyShardPath } from "./shard.ts";
import { foldedId, problemWithId } from "./stream-id-rules.ts";
import { LOG_FILE_SUFFIX } from "./stream-layout.ts";
import type { StreamReference } from "./stream-reference.ts";
import { streamsIn, type UnreadableFolder } from "./walk-folders.ts";

/** Knows where the streams of a log stand. Found by walking once; what others add later is looked for where needed. */
export class StreamCatalog {
  readonly #source: LogSource;
  readonly #logger: Logger;
  #streams = new Map<string, readonly StreamReference[]>();
  /** Ids by what they become where case and Unicode form do not count. */
  #folded = new Map<string, string>();
  #walking: Promise<void> | undefined;
  #isWalked = false;
  #unreadable: readonly UnreadableFolder[] = [];
  #hasSeenFolder = false;

  constructor(source: LogSource, logger: Logger) {
    this.#source = source;
    this.#logger = componentLogger(logger, "stream-catalog");
  }

  /** Whether the log's folder has been there: without it now, nothing may be begun. */
  get hasSeenFolder(): boolean {
    return this.#hasSeenFolder;
  }

  /** A folder that hides which streams are in it, so that no id can be said to be new. Looks again. */
  async unreadableFolder(): Promise<UnreadableFolder | undefined> {
    if (this.#unreadable.length > 0) await this.refresh();
    return this.#unreadable[0];
  }

  /** As `refresh`, and a log whose folder has gone may begin anew. */
  async startOver(): Promise<void> {
    this.#hasSeenFolder = false;
    await this.refresh();
  }

  /** Walks the log's folder. */
  async refresh(): Promise<void> {
    const { streams, unreadable } = await discoverStreams(this.#source.fileSystem, this.#source.eventsDir);
    for (const { path, error } of unreadable) {
      this.#logger.warn("A folder of the log cannot be listed; streams in it are not seen.", { path, error });
    }
    this.#streams = new Map(Map.groupBy(streams, ({ streamId }) => streamId));
    this.#folded = new Map(streams.map(({ streamId }) => [foldedId(streamId), streamId]));
    this.#unreadable = unreadable;
    // What could not be seen is looked for again.
    this.#isWalked = unreadable.length === 0;
    this.#hasSeenFolder ||= await this.#isThere("");
  }

  /** Every stream, by id. */
  async all(): Promise<ReadonlyMap<string, readonly StreamReference[]>> {
    await this.#walkOnce();
    return this.#streams;
  }

  /** Where a stream was found; empty for one that is not known. */
  async known(streamId: string): Promise<readonly StreamReference[]> {
    if (!this.#streams.has(streamId)) await this.#walkOnce();
    return this.#streams.get(streamId) ?? [];
  }

  /** As `known`; one that is not known is looked for at the places where any store would have put it. */
  async find(streamId: string): Promise<readonly StreamReference[]> {
    const known = await this.known(streamId);
    if (known.length > 0 || problemWithId(streamId) !== undefined) return known;
    const found = await this.#lookAtUsualPlaces(streamId);
    if (found.length > 0) this.#set(streamId, found);
    return found;
  }

  /** Another id that a file system may not be able to tell from this one. */
  async collidingId(streamId: string): Promise<string | undefined> {
    await this.#walkOnce();
    const taken = this.#folded.get(foldedId(streamId));
    return taken === streamId ? undefined : taken;
  }

  /** Takes in what was made or has changed. */
  update(reference: StreamReference): void {
    this.#hasSeenFolder = true;
    const others = (this.#streams.get(reference.streamId) ?? []).filter(
      ({ layout, folder }) => layout !== reference.layout || folder !== reference.folder,
    );
    this.#set(reference.streamId, [...others, reference].sort(byFirstFile));
  }

  /** As `known`, with the files that others have begun since. */
  async withNewFiles(streamId: string): Promise<readonly StreamReference[]> {
    const known = await this.known(streamId);
    return known.some(({ layout }) => layout === "shipped") ? this.relist(streamId) : known;
  }

  /** Lists the files of a stream again: others may have added one. Empty when it is gone. */
  async relist(streamId: string): Promise<readonly StreamReference[]> {
    const known = await this.known(streamId);
    const folders = [...new Set(known.map(({ folder }) => folder))];
    const found = (await Promise.all(folders.map((folder) => this.#streamsIn(folder, streamId)))).flat();
    this.#set(streamId, found.sort(byFirstFile));
    return found;
  }

  #set(streamId: string, references: readonly StreamReference[]): void {
    if (references.length === 0) {
      this.#streams.delete(streamId);
      if (this.#folded.get(foldedId(streamId)) === streamId) this.#folded.delete(foldedId(streamId));
    } else {
      this.#streams.set(streamId, references);
      this.#folded.set(foldedId(streamId), streamId);
    }
  }

  async #walkOnce(): Promise<void> {
    if (this.#isWalked) return;
    this.#walking ??= this.refresh().finally(() => {
      this.#walking = undefined;
    });
    await this.#walking;
  }

  async #lookAtUsualPlaces(streamId: string): Promise<StreamReference[]> {
    const shards = streamId === SYSTEM_STREAM ? [""] : [getShardPath(streamId), legacyShardPath(streamId)];
    const found = await Promise.all([...new Set(shards)].map((shard) => this.#lookInto(shard, streamId)));
    return found.flat().sort(byFirstFile);
  }

  /** Takes note, besides, of another id that a file system might not tell from this one: both would share a file there. */
  async #lookInto(shard: string, streamId: string): Promise<StreamReference[]> {
    const wanted = foldedId(streamId);
    const found: StreamReference[] = [];
    for (const entry of await this.#namesIn(shard)) {
      const isFolder = entry.isDirectory();
      const id = isFolder ? entry.name : posix.basename(entry.name, LOG_FILE_SUFFIX);
      if ((!isFolder && id === entry.name) || foldedId(id) !== wanted) continue;
      const folder = isFolder ? posix.join(shard, id) : shard;
      if (id !== streamId) this.#folded.set(wanted, id);
      else if ((await findDetour(this.#source, folder)) === undefined) {
        found.push(...(await this.#streamsIn(folder, streamId)));
      }
    }
    return found;
  }

  async #namesIn(folder: string): Promise<readonly FolderEntry[]> {
    try {
      return await this.#source.fileSystem.readdir(join(this.#source.eventsDir, folder));
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  async #streamsIn(folder: string, streamId: string): Promise<StreamReference[]> {
    const streams = await streamsIn(this.#source.fileSystem, this.#source.eventsDir, folder);
    return streams.filter((stream) => stream.streamId === streamId);
  }

  async #isThere(path: string): Promise<boolean> {
    try {
      await this.#source.fileSystem.lstat(join(this.#source.eventsDir, path));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }
}

function byFirstFile(left: StreamReference, right: StreamReference): number {
  return (left.files[0] ?? "") < (right.files[0] ?? "") ? -1 : 1;
}
