import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { EventInput } from "../../../shared/events/catalogue.ts";
import { type ResourceId, resourceId, type StreamId, SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { StoreClosedError } from "../errors/store-closed-error.ts";
import { isStreamUnreadableError } from "../errors/stream-unreadable-error.ts";
import { type FileSystem, nodeFileSystem } from "../file-system.ts";
import { componentLogger, type Logger, silentLogger } from "../logger.ts";
import type { Project } from "../project/project.ts";
import { checkAppend } from "./append-door.ts";
import { AppendHandles } from "./append-handles.ts";
import type { AppendOptions, Durability } from "./append-request.ts";
import { AppendTurns } from "./append-turns.ts";
import { FileLock } from "./file-lock.ts";
import { GitStaging } from "./git-staging.ts";
import { readLastEvents } from "./last-events.ts";
import { detectConventions, type LogConventions, type ShardFunction } from "./log-conventions.ts";
import type { LogLock } from "./log-lock.ts";
import type { LineReading } from "./read-line.ts";
import { eventsOf, type LogSource, readStream } from "./read-stream.ts";
import { StreamCatalog } from "./stream-catalog.ts";
import type { StreamReference } from "./stream-reference.ts";
import { StreamWriters } from "./stream-writers.ts";

/** How a log is read and written; every field has a default that is safe. */
export interface EventStorageOptions {
  readonly fileSystem?: FileSystem;
  readonly logger?: Logger;
  /** When an append resolves: `disk`, when the event survives a power failure, unless given. */
  readonly durability?: Durability;
  /** Where event timestamps come from. */
  readonly now?: () => Date;
  /** Where event ids come from; random UUIDs unless given. */
  readonly newEventId?: () => string;
  /** What keeps other processes from appending at the same moment; a file lock beside the log unless given. */
  readonly lock?: LogLock;
  /** Milliseconds to wait for another process that is appending; 30,000 unless given. */
  readonly lockPatience?: number;
  /** Records in a rotated file, where neither the stream nor the log shows how many; 10,000 unless given. */
  readonly recordsPerFile?: number;
  /** Files kept open between appends; 128 unless given. */
  readonly openFiles?: number;
  /** Bytes of the longest line that is read; 64 MiB unless given. */
  readonly longestLine?: number;
}

/** The files of a log. */
export interface StreamLocations {
  /** Absolute path of the log's folder. */
  readonly eventsDir: string;
  /** Files below that folder, with `/`, in the order in which `getEvents` reads them, by the id of their stream. */
  readonly files: ReadonlyMap<string, readonly string[]>;
}

/** What of a project the storage needs. */
export type LogProject = Pick<Project, "root" | "eventsDir" | "stagesWithGit">;

const LOCK_PATIENCE = 30_000;
const OPEN_FILES = 128;

/** The files of one log: finds, reads and appends to streams. Opening it reads and writes nothing. */
export class EventStorage {
  readonly #source: LogSource;
  readonly #catalog: StreamCatalog;
  readonly #handles: AppendHandles;
  readonly #turns: AppendTurns;
  readonly #writers: StreamWriters;
  readonly #staging: GitStaging | undefined;
  readonly #recordsPerFile: number | undefined;
  #conventions: Promise<LogConventions> | undefined;
  #isClosed = false;

  constructor({ root, eventsDir, stagesWithGit }: LogProject, options: EventStorageOptions = {}) {
    const { fileSystem = nodeFileSystem, longestLine } = options;
    const logger = componentLogger(options.logger ?? silentLogger, "event-storage");
    this.#source = { fileSystem, eventsDir, ...(longestLine === undefined ? {} : { longestLine }) };
    this.#catalog = new StreamCatalog(this.#source, logger);
    this.#handles = new AppendHandles(fileSystem, eventsDir, options.openFiles ?? OPEN_FILES, (file, error) =>
      logger.warn("A file of the log could not be closed.", { file, error }),
    );
    const lock = options.lock ?? new FileLock(fileSystem, eventsDir);
    this.#turns = new AppendTurns(lock, options.lockPatience ?? LOCK_PATIENCE);
    this.#staging = stagesWithGit ? new GitStaging(root, logger) : undefined;
    this.#recordsPerFile = options.recordsPerFile;
    this.#writers = new StreamWriters({
      source: this.#source,
      catalog: this.#catalog,
      handles: this.#handles,
      turns: this.#turns,
      durability: options.durability ?? "disk",
      conventions: () => this.#detectConventions(),
      now: options.now ?? (() => new Date()),
      newEventId: options.newEventId ?? randomUUID,
      logger,
      onAppended: (file) => this.#staging?.stageSoon(join(eventsDir, file)),
    });
  }

  /** Where the log is read from. */
  get source(): LogSource {
    return this.#source;
  }

  /**
   * Appends an event to the end of a stream, after all events appended before. Resolves when it is in the log, as the
   * durability says; what it resolves to is what a reader of the log sees.
   * @throws InvalidEventError, InvalidStreamIdError, SequenceConflictError, LogLockedError: nothing was written
   * @throws AppendFailedError, SyncFailedError, StreamSuspendedError: see there
   */
  async append(event: EventInput, streamId: StreamId, options: AppendOptions = {}): Promise<StoredEvent> {
    if (this.#isClosed) throw new StoreClosedError();
    // The system looks at the file while the event is checked.
    const look = this.#writers.known(streamId)?.lookEarly();
    const text = checkAppend(event, streamId, options);
    return new Promise((resolve, reject) => {
      this.#writers.of(streamId).enqueue({ event: text, options, look, resolve, reject });
    });
  }

  /** Every event of a stream in the order of its files. An unknown stream has none. @throws StreamUnreadableError */
  async getEvents(streamId: string): Promise<StoredEvent[]> {
    return this.#reading(streamId, async (references) => {
      const events: StoredEvent[] = [];
      for await (const readings of readAll(this.#source, references)) {
        for (const stored of eventsOf(readings)) events.push(stored);
      }
      return events;
    });
  }

  /**
   * The same one by one, read as they are asked for: a stream of any size takes little memory.
   * @throws StreamUnreadableError
   */
  async *streamEvents(streamId: string): AsyncGenerator<StoredEvent, void, void> {
    for await (const readings of readAll(this.#source, await this.references(streamId))) yield* eventsOf(readings);
  }

  /** The events and malformed lines of a stream, some at a time. @throws StreamUnreadableError */
  async *readLines(streamId: string): AsyncGenerator<readonly LineReading[], void, void> {
    yield* readAll(this.#source, await this.references(streamId));
  }

  /** The last events of a stream in the order of the log, without `record`. Reads the end only. @throws StreamUnreadableError */
  async getLastEvents(streamId: string, count: number): Promise<StoredEvent[]> {
    return this.#reading(streamId, async (references) => {
      const events: StoredEvent[] = [];
      for (const reference of references.toReversed()) {
        if (events.length >= count) break;
        events.unshift(...(await readLastEvents(this.#source, reference, count - events.length)));
      }
      return events;
    });
  }

  /** Ids of all resources that have a stream, by the place where it stands. Walks the log's folder. */
  async getAllResourceIds(): Promise<ResourceId[]> {
    await this.#catalog.refresh();
    const ids = [...(await this.#catalog.all()).keys()];
    return ids.filter((id) => id !== SYSTEM_STREAM).map((id) => resourceId(id));
  }

  /** Where every stream stands now, in the order of their reading. Walks the log's folder. */
  async locateStreams(): Promise<StreamLocations | undefined> {
    const { fileSystem, eventsDir, longestLine } = this.#source;
    // Whoever asks reads the machine's own files.
    if (fileSystem !== nodeFileSystem || longestLine !== undefined) return undefined;
    await this.#catalog.refresh();
    const streams = [...(await this.#catalog.all())];
    return { eventsDir, files: new Map(streams.map(([id, places]) => [id, places.flatMap(({ files }) => files)])) };
  }

  /** Where a stream stands now; more than one place where the log was damaged or merged. */
  async references(streamId: string): Promise<readonly StreamReference[]> {
    const found = await this.#catalog.find(streamId);
    if (found.length > 0) return this.#catalog.withNewFiles(streamId);
    // It may have come since, to a place where no store would look for it.
    await this.#catalog.refresh();
    return this.#catalog.known(streamId);
  }

  /** The shard function that explains where the streams stand, the published one in a new log. */
  async shardFunction(): Promise<ShardFunction> {
    return (await this.#detectConventions()).shard;
  }

  /** Takes up a stream again that a failure has suspended, from what is on disk. */
  async reopen(streamId: string): Promise<void> {
    await this.#catalog.startOver();
    await this.#writers.of(streamId).reopen();
  }

  /** Resolves when everything appended so far is acknowledged and staged. */
  async flush(): Promise<void> {
    await this.#writers.settled();
    await this.#staging?.flush();
  }

  /** As `flush`; nothing is accepted afterwards and every file is closed. Reading goes on to work. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.flush();
    await this.#handles.closeAll();
    this.#turns.close();
  }

  /** Reads a stream; when a file has gone since it was listed, once more. */
  async #reading<T>(streamId: string, read: (references: readonly StreamReference[]) => Promise<T>): Promise<T> {
    try {
      return await read(await this.references(streamId));
    } catch (error) {
      if (!isStreamUnreadableError(error) || error.systemCode !== "ENOENT") throw error;
      return read(await this.#catalog.relist(streamId));
    }
  }

  async #detectConventions(): Promise<LogConventions> {
    this.#conventions ??= this.#readConventions();
    try {
      return await this.#conventions;
    } catch (error) {
      // A failure is not kept: the next append tries again.
      this.#conventions = undefined;
      throw error;
    }
  }

  async #readConventions(): Promise<LogConventions> {
    const streams = [...(await this.#catalog.all()).values()].flat();
    const detected = await detectConventions(this.#source, streams);
    return this.#recordsPerFile === undefined ? detected : { ...detected, recordsPerFile: this.#recordsPerFile };
  }
}

async function* readAll(source: LogSource, references: readonly StreamReference[]) {
  for (const reference of references) yield* readStream(source, reference);
}
