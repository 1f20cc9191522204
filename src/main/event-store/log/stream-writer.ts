import { AppendFailedError } from "../errors/append-failed-error.ts";
import { StreamSuspendedError } from "../errors/stream-suspended-error.ts";
import { StreamUnreadableError } from "../errors/stream-unreadable-error.ts";
import { isSyncFailedError } from "../errors/sync-failed-error.ts";
import { errorCode, isSystemError } from "../system-error.ts";
import { type AppendPosition, type NextFile, nextFile } from "./append-position.ts";
import type { AppendRequest } from "./append-request.ts";
import { appendToFile, type FileAppender } from "./append-to-file.ts";
import type { AppendTurn, AppendTurns } from "./append-turns.ts";
import { type EventOrigin, fillBatch, type RecordBatch } from "./record-batch.ts";
import { type EarlyLook, type EndSurroundings, StreamEnd } from "./stream-end.ts";

/** What all writers of one log share. */
export interface WriterSurroundings extends FileAppender, EventOrigin, EndSurroundings {
  readonly turns: AppendTurns;
  /** Told of every file that was appended to, once the events in it are acknowledged. */
  readonly onAppended: (file: string) => void;
}

/** So many requests go into one batch at most. */
const LARGEST_BATCH = 1024;

/** Records for one file, and which. */
interface FilledBatch {
  readonly batch: RecordBatch;
  readonly next: NextFile;
}

/**
 * The one writer of a stream in this process. Callers that come while a batch is being written wait together and share
 * the next one: one write and one sync for all. Nothing is ever written but at the end of a file.
 */
export class StreamWriter {
  readonly #streamId: string;
  readonly #surroundings: WriterSurroundings;
  readonly #end: StreamEnd;
  #queue: AppendRequest[] = [];
  #draining: Promise<void> | undefined;
  #suspendedBy: Error | undefined;
  /** Set while a batch is tried again after somebody else made the file that was to be made. */
  #isRetrying = false;

  constructor(streamId: string, surroundings: WriterSurroundings) {
    this.#streamId = streamId;
    this.#surroundings = surroundings;
    this.#end = new StreamEnd(streamId, surroundings);
  }

  get isIdle(): boolean {
    return this.#draining === undefined && this.#suspendedBy === undefined;
  }

  /** Begins to look at the end of the stream for a request that is about to come; goes with that request. */
  lookEarly(): EarlyLook | undefined {
    const turn = this.#surroundings.turns.held;
    return turn === undefined || !this.isIdle ? undefined : this.#end.lookEarly(turn);
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
    await this.#end.forgetAll();
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
    let filled: FilledBatch;
    try {
      if (this.#suspendedBy !== undefined) throw new StreamSuspendedError(this.#streamId, this.#suspendedBy);
      filled = await this.#fill(requests, turn);
    } catch (error) {
      rejectAll(requests, this.#explain(error));
      return;
    }
    const { batch, next } = filled;
    for (const { request, error } of batch.refused) request.reject(error);
    this.#queue.unshift(...batch.rest);
    if (batch.accepted.length > 0) await this.#write(batch, next);
  }

  /** The records are made while the system looks at the file, and anew where that shows that others have been there. */
  async #fill(requests: readonly AppendRequest[], turn: AppendTurn): Promise<FilledBatch> {
    const known = this.#end.known;
    const finding = this.#end.find(turn, requests[0]?.look);
    const making = known === undefined ? undefined : this.#fillBehind(known, requests);
    const [found, made] = await Promise.all([finding, making]);
    return made !== undefined && found === known ? made : this.#fillBehind(found, requests);
  }

  async #fillBehind(position: AppendPosition, requests: readonly AppendRequest[]): Promise<FilledBatch> {
    const next = nextFile(position);
    if (!next.isNew) this.#surroundings.handles.prepare(next.file.file);
    return { batch: fillBatch(requests, next, this.#surroundings), next };
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
        isLogNew: !catalog.hasSeenFolder,
        bytes,
        sizeBefore: size,
      });
    } catch (error) {
      await this.#end.forget();
      if (isSyncFailedError(error)) this.#suspendedBy = error;
      if (isNew && errorCode(error) === "EEXIST" && !this.#isRetrying) {
        // Somebody who takes no turns has made the file meanwhile: go on from what it holds.
        this.#isRetrying = true;
        this.#queue.unshift(...requests);
      } else rejectAll(requests, this.#explain(error));
      return;
    }
    this.#isRetrying = false;
    this.#end.moveTo(isNew ? withInode(position, inode) : position);
    if (isNew) {
      catalog.update(position.reference);
      // A file that could not be told from another one is looked at from the beginning.
      if (inode === undefined) await this.#end.forget();
    }
    onAppended(file);
    for (const { request, stored } of accepted) request.resolve(stored);
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
