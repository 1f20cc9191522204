import { join } from "node:path";
import { AppendFailedError } from "../errors/append-failed-error.ts";
import { InvalidStreamIdError } from "../errors/invalid-stream-id-error.ts";
import { StreamVanishedError } from "../errors/stream-vanished-error.ts";
import type { FileStatus } from "../file-system.ts";
import type { Logger } from "../logger.ts";
import { isMissing } from "../system-error.ts";
import type { AppendHandles } from "./append-handles.ts";
import { type AppendPosition, type Conventions, positionBehind, positionOfNew } from "./append-position.ts";
import type { AppendTurn } from "./append-turns.ts";
import type { LogSource } from "./read-stream.ts";
import type { StreamCatalog } from "./stream-catalog.ts";
import { problemWithId } from "./stream-id-rules.ts";

/** Where the end of a stream is looked for. */
export interface EndSurroundings {
  readonly source: LogSource;
  readonly handles: AppendHandles;
  readonly catalog: StreamCatalog;
  readonly conventions: Conventions;
  readonly logger: Logger;
}

/** A look at the file at the end of a stream, begun before it was needed. */
export interface EarlyLook {
  /** Where the stream was thought to end, and the turn in which. The look is worth nothing to any other. */
  readonly position: AppendPosition;
  readonly turn: AppendTurn;
  readonly status: Promise<FileStatus | undefined>;
}

/** What a writer knows of the end of its stream. Others may have moved it, and so it is looked at before every append. */
export class StreamEnd {
  readonly #streamId: string;
  readonly #surroundings: EndSurroundings;
  /** `undefined` when it has to be read. */
  #position: AppendPosition | undefined;
  /** The turn in which the position was last found to be right. */
  #turn: AppendTurn | undefined;
  /** Set when the stream had records, so that finding none is a loss and not a beginning. */
  #hadRecords = false;

  constructor(streamId: string, surroundings: EndSurroundings) {
    this.#streamId = streamId;
    this.#surroundings = surroundings;
  }

  /** Where the stream ends, unless others have been there. */
  get known(): AppendPosition | undefined {
    return this.#position;
  }

  /** Begins to look, for `find` to use the answer: what the system takes for it is not waited for twice. */
  lookEarly(turn: AppendTurn): EarlyLook | undefined {
    const position = this.#position;
    if (position?.openFile === undefined || turn !== this.#turn) return undefined;
    const status = this.#statusOf(position.openFile.file);
    // Whoever uses the answer is told; where nobody does, nothing has happened.
    status.catch(() => undefined);
    return { position, turn, status };
  }

  /** Where to go on: the known position itself where that still holds, else what the log says. */
  async find(turn: AppendTurn, look: EarlyLook | undefined): Promise<AppendPosition> {
    const known = this.#position;
    const position = known !== undefined && (await this.#holds(known, turn, look)) ? known : await this.#search();
    this.#position = position;
    this.#turn = turn;
    if (position.lastSequence > 0) this.#hadRecords = true;
    return position;
  }

  /** Takes note of what was written. */
  moveTo(position: AppendPosition): void {
    this.#position = position;
    this.#hadRecords = true;
  }

  /** The next append reads the end of the stream. */
  async forget(): Promise<void> {
    const file = this.#position?.openFile?.file;
    this.#position = undefined;
    if (file !== undefined) await this.#surroundings.handles.forget(file);
  }

  /** As `forget`, and a stream that has gone may begin anew. */
  async forgetAll(): Promise<void> {
    this.#hadRecords = false;
    await this.forget();
  }

  async #holds(position: AppendPosition, turn: AppendTurn, look: EarlyLook | undefined): Promise<boolean> {
    const { catalog, logger } = this.#surroundings;
    const { openFile, reference } = position;
    if (openFile === undefined) return turn === this.#turn;
    const isFresh = look !== undefined && look.position === position && look.turn === turn;
    const status = await (isFresh ? look.status : this.#statusOf(openFile.file));
    if (status?.size !== openFile.size || status.ino !== openFile.inode) {
      const details = { streamId: this.#streamId, file: openFile.file, known: openFile.size, found: status?.size };
      if (status === undefined || status.ino !== openFile.inode)
        logger.warn("A file of the log was replaced.", details);
      else if (status.size < openFile.size) logger.warn("A file of the log has become shorter.", details);
      return false;
    }
    if (turn === this.#turn || reference.layout === "documented") return true;
    const listed = await catalog.relist(this.#streamId);
    return listed.some(({ files }) => files.at(-1) === openFile.file);
  }

  async #statusOf(file: string): Promise<FileStatus | undefined> {
    const { fileSystem, eventsDir } = this.#surroundings.source;
    try {
      return await fileSystem.lstat(join(eventsDir, file));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async #search(): Promise<AppendPosition> {
    const { source, catalog, conventions } = this.#surroundings;
    await this.forget();
    const known = await catalog.relist(this.#streamId);
    const found = known.length > 0 ? known : await catalog.find(this.#streamId);
    if (found.length > 0) return positionBehind(source, found, conventions);
    await this.#mustBeNew();
    return positionOfNew(this.#streamId, await conventions());
  }

  /** Refuses to begin a stream that has been there, or whose name is no good. */
  async #mustBeNew(): Promise<void> {
    const { catalog } = this.#surroundings;
    if (this.#hadRecords) throw new StreamVanishedError(this.#streamId, `every file of ${this.#streamId}`);
    const problem = problemWithId(this.#streamId);
    if (problem !== undefined) throw new InvalidStreamIdError(this.#streamId, problem);
    const unseen = await catalog.unreadableFolder();
    if (unseen !== undefined) throw new AppendFailedError(this.#streamId, "not-written", unseen.error);
    const other = await catalog.collidingId(this.#streamId);
    if (other !== undefined) {
      const reason = `cannot be told from the existing ${JSON.stringify(other)} where case and Unicode form do not count`;
      throw new InvalidStreamIdError(this.#streamId, reason);
    }
  }
}
