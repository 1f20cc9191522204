import type { RecordShape } from "../events/stored-event.ts";

/** What hashing the bytes of a record showed. */
export type ChecksumState =
  /** The recorded checksum is that of the bytes. */
  | "holds"
  /** It is that of the same event under an older type name. */
  | "renamed"
  | "mismatch"
  /** The record carries none. */
  | "absent";

/** What a scan knows of one record without keeping its payload. */
export interface RecordHeader {
  /** Index into {@link StreamScan.files}. */
  readonly file: number;
  /** From 1, blank lines counted. */
  readonly line: number;
  /** Bytes from the start of the file. */
  readonly offset: number;
  /** Bytes of the line without its newline. */
  readonly length: number;
  readonly sequence: number;
  readonly eventId: string;
  /** Today's name of the type; what stands in the file is `recordedType`. */
  readonly type: string;
  readonly recordedType: string;
  /** As written; may be no time at all. */
  readonly timestamp: string;
  readonly userId: string;
  /** Absent on system events. */
  readonly resourceId: string | undefined;
  readonly correlationId: string | undefined;
  readonly shape: RecordShape;
  /** Bare lower-case hex, without any prefix. */
  readonly checksum: string | undefined;
  /** Bare hex; `null` when written as null, undefined when the field is absent. */
  readonly prevEventHash: string | null | undefined;
  readonly checksumState: ChecksumState;
  /** SHA-256 of the event as it stands, bare hex; undefined where `checksum` says the same. */
  readonly actualChecksum: string | undefined;
  /** The older name with which the hash holds, when `checksumState` is `renamed`. */
  readonly holdsWithType: string | undefined;
  /** `unverifiable`: not in a form that could be checked. */
  readonly signature: "absent" | "valid" | "invalid" | "unverifiable";
}

/** A line that is no record. */
export interface MalformedLine {
  readonly file: number;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  /** Why it is none, in words. */
  readonly reason: string;
  /** The first bytes, made printable. */
  readonly excerpt: string;
  /** The first bytes in hex. */
  readonly hex: string;
  /** Last line of the stream's last file and not ended by a newline. */
  readonly torn: boolean;
  /** Its JSON ends before it is whole. */
  readonly cutShort: boolean;
  /** How many records of the stream stand before it. */
  readonly recordsBefore: number;
}

export interface ScannedFile {
  /** Below `.semiont/events`, with `/`. */
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  readonly inode: number;
}

/** One stream, read once: the ground of its timeline and of its diagnosis. */
export interface StreamScan {
  readonly streamId: string;
  readonly files: readonly ScannedFile[];
  /** In file order. */
  readonly records: readonly RecordHeader[];
  readonly malformed: readonly MalformedLine[];
  /** Files that could not be read to the end. */
  readonly unreadable: readonly { readonly file: string; readonly message: string }[];
}
