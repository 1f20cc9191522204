import type { ResourceEvent } from "./catalogue.ts";

/** Metadata beside an event. Which fields are there depends on the era that wrote the record. */
export interface EventMetadata {
  /** Position in the stream, from 1. */
  readonly sequenceNumber: number;
  /** Byte offset of the record in its file. */
  readonly streamPosition?: number;
  /** Checksum of the record before; `null` or absent on the first. */
  readonly prevEventHash?: string | null;
  /** SHA-256 of the event as JSON, lower-case hex, at times with a `sha256:` prefix. */
  readonly checksum?: string;
  readonly correlationId?: string;
  /** Written up to 0.4.14 only. */
  readonly timestamp?: string;
}

/** How a record is laid out on its line: event and metadata apart, or event fields with `metadata` among them. */
export type RecordShape = "nested" | "flat";

/** What the record said before it was mapped to the one shape in memory, and where it stands. */
export interface RecordProvenance {
  /** The type name as written; differs from `event.type` for names of older eras. */
  readonly recordedType: string;
  readonly shape: RecordShape;
  /** Path of the file below `.semiont/events`, with `/`. */
  readonly file: string;
  /** From 1; every line of the file counts, blank ones too. */
  readonly line: number;
  /** Byte offset of the line's first byte in its file. */
  readonly offset: number;
  /** Bytes of the line without its newline. */
  readonly length: number;
}

/** One event of the log with its metadata: the published shape, whatever the record on disk looks like. */
export interface StoredEvent<E extends ResourceEvent = ResourceEvent> {
  readonly event: E;
  readonly metadata: EventMetadata;
  /** Present only where the writer signed the event. */
  readonly signature?: unknown;
  /** Present on events read from a file. Not part of the log and never written to it. */
  readonly record?: RecordProvenance;
}
