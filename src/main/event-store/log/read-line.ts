import { isUtf8 } from "node:buffer";
import type { UnknownEvent } from "../../../shared/events/catalogue.ts";
import { readRecord } from "../../../shared/events/read-record.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { LONGEST_LINE, type RawLine } from "./read-lines.ts";

/** A line of the log that holds no record. */
export interface MalformedLine {
  /** Below the log's folder, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Byte offset of the line in its file. */
  readonly offset: number;
  /** Bytes without the newline. */
  readonly length: number;
  /** False for what stands behind the last newline: an append may have been cut short there, or be under way. */
  readonly isTerminated: boolean;
  readonly reason: "not-utf8" | "not-json" | "not-a-record" | "too-long";
  /** The reason for people, as the rest of a sentence. */
  readonly message: string;
  /** How the line begins, as text; bytes that are none are shown as U+FFFD. */
  readonly excerpt: string;
}

/** What one line of the log holds; blank lines hold nothing and are left out. */
export type LineReading =
  | { readonly kind: "record"; readonly stored: StoredEvent<UnknownEvent> }
  | { readonly kind: "malformed"; readonly malformed: MalformedLine };

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const EXCERPT_BYTES = 200;

/** @returns what the line holds; `undefined` for a blank one, which is not a record and no damage either. */
export function readLine(file: string, raw: RawLine, longestLine: number = LONGEST_LINE): LineReading | undefined {
  const bytes = withoutMark(raw);
  if (raw.length > longestLine) {
    return malformed(file, raw, "too-long", `it is ${raw.length} bytes long, and ${longestLine} are read at most`);
  }
  if (isBlank(bytes)) return undefined;
  // Decoding would replace what is no UTF-8 and hand out a record that was never written.
  if (!isUtf8(bytes)) return malformed(file, raw, "not-utf8", "it is not UTF-8 text");
  const parsed = parseJson(bytes.toString("utf8"));
  if (!parsed.ok) return malformed(file, raw, "not-json", `it is not JSON (${parsed.reason})`);
  const reading = readRecord(parsed.value);
  if (!reading.ok) return malformed(file, raw, "not-a-record", reading.reason);
  const { stored, shape, recordedType } = reading;
  const { line, offset, length } = raw;
  return { kind: "record", stored: { ...stored, record: { recordedType, shape, file, line, offset, length } } };
}

/** A byte order mark stands before the first record of some files and belongs to none. */
function withoutMark({ bytes, offset }: RawLine): Buffer {
  return offset === 0 && bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
    ? bytes.subarray(BYTE_ORDER_MARK.length)
    : bytes;
}

/** Whether there is nothing but spaces, tabs and carriage returns. */
export function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; reason: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, reason: error.message };
  }
}

function malformed(
  file: string,
  { bytes, line, offset, length, isTerminated }: RawLine,
  reason: MalformedLine["reason"],
  message: string,
): LineReading {
  const excerpt = bytes.toString("utf8", 0, EXCERPT_BYTES);
  return { kind: "malformed", malformed: { file, line, offset, length, isTerminated, reason, message, excerpt } };
}
