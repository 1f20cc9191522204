import type { ResourceEvent } from "../../../shared/events/catalogue.ts";
import { inSequenceOrder } from "../../../shared/projection/project-view.ts";
import { SystemProjection, type TagSchema } from "../../../shared/projection/system-projection.ts";
import type { FileSystem } from "../file-system.ts";
import type { Logger } from "../logger.ts";
import type { GetAllEvents } from "./live-view.ts";
import { StateLock } from "./state-lock.ts";
import {
  ENTITY_TYPES_FILE,
  readSystemViewText,
  type SystemViewFile,
  systemViewPath,
  systemViewText,
  TAG_SCHEMAS_FILE,
} from "./system-view-files.ts";
import { readTextFile, writeWhole } from "./whole-file.ts";
import { WriteBehind } from "./write-behind.ts";

export interface SystemViewsOptions {
  readonly fileSystem: FileSystem;
  readonly stateDir: string;
  readonly logger: Logger;
}

type SystemEvent = Pick<ResourceEvent, "type" | "payload">;

/** The entity types and tag schemas of a knowledge base, kept up to date while events are appended. */
export class SystemViews {
  readonly #options: SystemViewsOptions;
  readonly #writes: WriteBehind;
  readonly #lock: StateLock;
  #projection: Promise<SystemProjection> | undefined;
  #getAllEvents: GetAllEvents | undefined;
  /** What was applied while the stream is being replayed, which the replay may not have seen. */
  readonly #appliedMeanwhile = new Set<SystemEvent[]>();
  #held: Set<string> | undefined;

  constructor(options: SystemViewsOptions) {
    this.#options = options;
    this.#writes = new WriteBehind({
      write: (fileName) =>
        fileName === ENTITY_TYPES_FILE.fileName ? this.#write(ENTITY_TYPES_FILE) : this.#write(TAG_SCHEMAS_FILE),
      onError: (file, error) => options.logger.error("Could not write a projection; trying again.", { file, error }),
    });
    this.#lock = new StateLock(options.fileSystem, options.stateDir, options.logger);
  }

  /**
   * Applies an event of the system stream.
   * @param getAllEvents reads that stream. Without it the files are taken as they are when nothing is known yet.
   */
  async apply(event: SystemEvent, getAllEvents?: GetAllEvents): Promise<void> {
    this.#getAllEvents = getAllEvents ?? this.#getAllEvents;
    for (const meanwhile of this.#appliedMeanwhile) meanwhile.push(event);
    const projection = await this.#current();
    projection.apply(event);
    if (event.type === "mark:entity-type-added") this.#schedule(ENTITY_TYPES_FILE.fileName);
    if (event.type === "frame:tag-schema-added") this.#schedule(TAG_SCHEMAS_FILE.fileName);
  }

  async entityTypes(): Promise<readonly string[]> {
    return (await this.#current()).entityTypes();
  }

  async tagSchemas(): Promise<readonly TagSchema[]> {
    return (await this.#current()).tagSchemas();
  }

  /** Runs something that writes the same files; what is applied meanwhile is written once more afterwards. */
  async holding<T>(action: () => Promise<T>): Promise<T> {
    const held = new Set<string>();
    this.#held = held;
    try {
      return await action();
    } finally {
      this.#held = undefined;
      for (const fileName of held) this.#writes.schedule(fileName);
    }
  }

  flush(): Promise<void> {
    return this.#writes.flush();
  }

  async close(): Promise<void> {
    try {
      await this.#writes.close();
    } finally {
      this.#lock.close();
    }
  }

  #schedule(fileName: string): void {
    this.#writes.schedule(fileName);
    this.#held?.add(fileName);
  }

  async #current(): Promise<SystemProjection> {
    this.#projection ??= this.#load();
    try {
      return await this.#projection;
    } catch (error) {
      // A failure is not kept: the next call tries again.
      this.#projection = undefined;
      throw error;
    }
  }

  /** Written from the log where it can be read, so that what other processes have appended is not lost. */
  #write<T>(file: SystemViewFile<T>): Promise<void> {
    return this.#lock.during(async () => {
      if (this.#getAllEvents !== undefined) this.#projection = this.#replay(this.#getAllEvents);
      const text = systemViewText(file.project(await this.#current()));
      await writeWhole(this.#options.fileSystem, systemViewPath(this.#options.stateDir, file), text);
    });
  }

  async #load(): Promise<SystemProjection> {
    if (this.#getAllEvents !== undefined) return this.#replay(this.#getAllEvents);
    const entityTypes = await this.#read(ENTITY_TYPES_FILE);
    const tagSchemas = await this.#read(TAG_SCHEMAS_FILE);
    return new SystemProjection(entityTypes?.entityTypes, tagSchemas?.tagSchemas);
  }

  async #replay(getAllEvents: GetAllEvents): Promise<SystemProjection> {
    const meanwhile: SystemEvent[] = [];
    this.#appliedMeanwhile.add(meanwhile);
    try {
      const projection = new SystemProjection();
      for (const { event } of inSequenceOrder(await getAllEvents())) projection.apply(event);
      for (const event of meanwhile) projection.apply(event);
      return projection;
    } finally {
      this.#appliedMeanwhile.delete(meanwhile);
    }
  }

  async #read<T>(file: SystemViewFile<T>): Promise<T | undefined> {
    const text = await readTextFile(this.#options.fileSystem, systemViewPath(this.#options.stateDir, file));
    return text === undefined ? undefined : readSystemViewText(file, text);
  }
}
