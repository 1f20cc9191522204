import type { RecordHeader } from "../../../shared/integrity/record-header.ts";
import type { EventCode, ProjectIndex } from "./project-index.ts";
import { type RecordReading, type RecordSource, readRecords, whyUnread } from "./record-reader.ts";
import { recordAt, type StreamIndex } from "./stream-index.ts";

/** Bytes of records that are kept parsed. */
const BUDGET = 16 * 1024 * 1024;

/** Streams whose records are read at the same time. */
const CONCURRENCY = 16;

/** Reads records of the project by their code and keeps those used last. */
export class RecordStore {
  readonly #source: RecordSource;
  readonly #project: ProjectIndex;
  /** By record: a header is a new object whenever its stream was read anew. Least recently used first. */
  readonly #kept = new Map<RecordHeader, RecordReading>();
  #bytes = 0;

  constructor(source: RecordSource, project: ProjectIndex) {
    this.#source = source;
    this.#project = project;
  }

  async read(code: EventCode): Promise<RecordReading> {
    const [reading] = await this.readAll([code]);
    return reading ?? { ok: false, reason: "The record cannot be read.", line: null };
  }

  /** @returns a reading for each code; a file that cannot be opened gives readings that say so. */
  async readAll(codes: readonly EventCode[]): Promise<RecordReading[]> {
    const wanted = codes.map((code) => {
      const stream = this.#project.streamOf(code);
      return { stream, record: recordAt(stream, this.#project.positionOf(code)) };
    });
    const found = new Map<RecordHeader, RecordReading>();
    const missing = new Map<StreamIndex, RecordHeader[]>();
    for (const { stream, record } of wanted) {
      const kept = this.#kept.get(record);
      if (kept !== undefined) {
        found.set(record, kept);
        this.#kept.delete(record);
        this.#kept.set(record, kept);
      } else if (missing.has(stream)) missing.get(stream)?.push(record);
      else missing.set(stream, [record]);
    }
    const waiting = missing.entries();
    const work = async () => {
      for (const [stream, records] of waiting) await this.#readStream(stream, records, found);
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    return wanted.map(
      ({ record }) => found.get(record) ?? { ok: false, reason: "The record cannot be read.", line: null },
    );
  }

  async #readStream(
    stream: StreamIndex,
    records: RecordHeader[],
    found: Map<RecordHeader, RecordReading>,
  ): Promise<void> {
    const inOrder = records.toSorted((left, right) => left.file - right.file || left.offset - right.offset);
    try {
      for await (const { record, reading } of readRecords(this.#source, stream.scan, inOrder)) {
        found.set(record, reading);
        this.#keep(record, reading);
      }
    } catch (error) {
      const reason = whyUnread(error);
      for (const record of records) if (!found.has(record)) found.set(record, { ok: false, reason, line: null });
    }
  }

  #keep(record: RecordHeader, reading: RecordReading): void {
    if (!reading.ok || record.length > BUDGET / 4 || this.#kept.has(record)) return;
    this.#kept.set(record, { ...reading, line: reading.line.slice() });
    this.#bytes += record.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= BUDGET) break;
      this.#kept.delete(oldest);
      this.#bytes -= oldest.length;
    }
  }
}
