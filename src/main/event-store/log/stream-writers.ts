import { StreamWriter, type WriterSurroundings } from "./stream-writer.ts";

/** So many writers, each with the end of its stream in memory, are kept; a writer that is not is made again when needed. */
const KEPT = 4096;

/** One writer for each stream that was appended to lately. */
export class StreamWriters {
  readonly #surroundings: WriterSurroundings;
  /** The longest unused first. */
  readonly #writers = new Map<string, StreamWriter>();

  constructor(surroundings: WriterSurroundings) {
    this.#surroundings = surroundings;
  }

  /** The writer of a stream that was appended to lately. */
  known(streamId: string): StreamWriter | undefined {
    return this.#writers.get(streamId);
  }

  of(streamId: string): StreamWriter {
    const writer = this.#writers.get(streamId) ?? new StreamWriter(streamId, this.#surroundings);
    this.#writers.delete(streamId);
    this.#writers.set(streamId, writer);
    if (this.#writers.size > KEPT) this.#dropIdle();
    return writer;
  }

  /** Resolves when no writer is writing. */
  async settled(): Promise<void> {
    await Promise.all([...this.#writers.values()].map((writer) => writer.settled()));
  }

  #dropIdle(): void {
    for (const [streamId, writer] of this.#writers) {
      if (this.#writers.size <= KEPT / 2) return;
      if (writer.isIdle) this.#writers.delete(streamId);
    }
  }
}
