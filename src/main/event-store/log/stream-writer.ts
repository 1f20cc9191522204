import { join } from "node:path";
import { AppendFailedError } from "../errors/append-failed-error.ts";
import { InvalidStreamIdError } from "../errors/invalid-stream-id-error.ts";
import { StreamSuspendedError } from "../errors/stream-suspended-error.ts";
import { StreamUnreadableError } from "../errors/stream-unreadable-error.ts";
import { StreamVanishedError } from "../errors/stream-vanished-error.ts";
import { isSyncFailedError } from "../errors/sync-failed-error.ts";
import type { FileStatus } from "../file-system.ts";
import type { Logger } from "../logger.ts";
import { errorCode, isMissing, isSystemError } from "../system-error.ts";
import {
  type AppendPosition,
  type Conventions,
  type NextFile,
  nextFile,
  positionBehind,
  positionOfNew,
} from "./append-position.ts";
import type { AppendRequest } from "./append-request.ts";
import { appendToFile, type FileAppender } from "./append-to-file.ts";
import type { AppendTurn, AppendTurns } from "./append-turns.ts";
import { type EventOrigin, fillBatch, type RecordBatch } from "./record-batch.ts";
import type { StreamCatalog } from "./stream-catalog.ts";
import { problemWithId } from "./stream-id-rules.ts";

/** What all writers of one log share. */
export interface WriterSurroundings extends FileAppender, EventOrigin {
  readonly catalog: StreamCatalog;
  readonly turns: AppendTurns;
  readonly conventions: Conventions;
  readonly logger: Logger;
  /** Told of every file that was appended to, once the events in it are acknowledged. */
  readonly onAppended: (file: string) => void;
}

/** So many requests go into one batch at most. */
const LARGEST_BATCH = 1024;

/**
 * The one writer of a stream in this process. Callers that come while a batch is being written wait together and share
 * the next one: one write and one sync for all. Nothing is ever written but at the end of a file.
 */
export class StreamWriter {
  readonly #streamId: string;
  readonly #surroundings: WriterSurroundings;
  #queue: AppendRequest[] = [];
  #draining: Promise<void> | undefined;
  /** What is known of the stream's end; `undefined` when it has to be read. */
  #position: AppendPosition | undefined;
  /** The turn in which the position was last found to be right. */
  #turn: AppendTurn | undefined;
  #suspendedBy: Error | undefined;
  /** Set when the stream had records, so that finding none is a loss and not a beginning. */
  #hadRecords = false;
  /** Set while a batch is tried again after somebody else made the file that was to be made. */
  #isRetrying = false;

  constructor(streamId: string, surroundings: WriterSurroundings) {
    this.#streamId = streamId;
    this.#surroundings = surroundings;
  }

  get isIdle(): boolean {
    return this.#draining === undefined && this.#suspendedBy === undefined;
  }

  enqueue(request: AppendRequest): void {
    this.#queue.push(request);
    this.#draining ??= this.#drain();
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    while (this.#draining !== undefined) await this.#draining;
  }

  /** Lets go of everything known about the stream, failures included; the next append goes on from what is on disk. */
  async reopen(): Promise<void> {
    await this.settled();
    this.#suspendedBy = undefined;
    this.#hadRecords = false;
    await this.#forgetPosition();
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      try {
        await this.#surroundings.turns.during((turn) => this.#writeNextBatch(turn));
      } catch (error) {
        // There was no turn to be had.
        rejectAll(this.#takeQueue(), error);
      }
    }
    // At once, and not when the promise is settled: whoever comes in between would wait for ever.
    this.#draining = undefined;
  }

  #takeQueue(): AppendRequest[] {
    const requests = this.#queue;
    this.#queue = [];
    return requests;
  }

  async #writeNextBatch(turn: AppendTurn): Promise<void> {
    const requests = this.#queue.splice(0, LARGEST_BATCH);
    let batch: RecordBatch;
    let next: NextFile;
    try {
      const position = await this.#currentPosition(turn);
      next = nextFile(position);
      batch = fillBatch(requests, next, this.#surroundings);
    } catch (error) {
      rejectAll(requests, this.#explain(error));
      return;
    }
    this.#queue.unshift(...batch.rest);
    if (batch.accepted.length > 0) await this.#write(batch, next);
  }

  /** Writes and acknowledges what was accepted, or rejects all of it. */
  async #write({ bytes, accepted, position }: RecordBatch, { file: { file, size }, isNew }: NextFile): Promise<void> {
    const requests = accepted.map(({ request }) => request);
    const { catalog, onAppended } = this.#surroundings;
    let inode: number | undefined;
    try {
      inode = await appendToFile(this.#surroundings, {
        streamId: this.#streamId,
        file,
        isNew,
        bytes,
        sizeBefore: size,
      });
    } catch (error) {
      await this.#forgetPosition();
      if (isSyncFailedError(error)) this.#suspendedBy = error;
      if (isNew && errorCode(error) === "EEXIST" && !this.#isRetrying) {
        // Somebody who takes no turns has made the file meanwhile: go on from what it holds.
        this.#isRetrying = true;
        this.#queue.unshift(...requests);
      } else rejectAll(requests, this.#explain(error));
      return;
    }
    this.#isRetrying = false;
    this.#hadRecords = true;
    this.#position = isNew ? withInode(position, inode) : position;
    if (isNew) catalog.update(position.reference);
    onAppended(file);
    for (const { request, stored } of accepted) request.resolve(stored);
  }

  /** Where to go on, after a look at whether others have been here. */
  async #currentPosition(turn: AppendTurn): Promise<AppendPosition> {
    if (this.#suspendedBy !== undefined) throw new StreamSuspendedError(this.#streamId, this.#suspendedBy);
    const known = this.#position;
    if (known === undefined || !(await this.#stillHolds(known, turn))) this.#position = await this.#findPosition();
    this.#turn = turn;
    const position = this.#position;
    if (position === undefined) throw new RangeError("A position was found.");
    if (position.lastSequence > 0) this.#hadRecords = true;
    return position;
  }

  async #stillHolds({ openFile, reference }: AppendPosition, turn: AppendTurn): Promise<boolean> {
    const { catalog, logger } = this.#surroundings;
    if (openFile === undefined) return turn === this.#turn;
    const status = await this.#statusOf(openFile.file);
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

  async #findPosition(): Promise<AppendPosition> {
    const { source, catalog, conventions } = this.#surroundings;
    await this.#forgetPosition();
    const known = await catalog.relist(this.#streamId);
    const found = known.length > 0 ? known : await catalog.find(this.#streamId);
    if (found.length > 0) return positionBehind(source, found, conventions);
    await this.#mustBeNew();
    return positionOfNew(this.#streamId, await conventions());
  }

  /** Refuses to begin a stream that has been there, or whose name is no good. */
  async #mustBeNew(): Promise<void> {
    const { catalog, source } = this.#surroundings;
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
    if (await catalog.hasLostFolder()) throw new StreamVanishedError(this.#streamId, source.eventsDir);
  }

  async #forgetPosition(): Promise<void> {
    const file = this.#position?.openFile?.file;
    this.#position = undefined;
    if (file !== undefined) await this.#surroundings.handles.forget(file);
  }

  /** What a caller is told: what the system said means that nothing was written, where no error says otherwise. */
  #explain(error: unknown): unknown {
    if (error instanceof StreamUnreadableError) return this.#explain(error.cause);
    return isSystemError(error) ? new AppendFailedError(this.#streamId, "not-written", error) : error;
  }
}

function withInode(position: AppendPosition, inode: number | undefined): AppendPosition {
  const { openFile } = position;
  return { ...position, openFile: openFile === undefined ? undefined : { ...openFile, inode } };
}

function rejectAll(requests: readonly AppendRequest[], error: unknown): void {
  for (const { reject } of requests) reject(error);
}
