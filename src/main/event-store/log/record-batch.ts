import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { InvalidEventError } from "../errors/invalid-event-error.ts";
import { SequenceConflictError } from "../errors/sequence-conflict-error.ts";
import type { AppendPosition, NextFile } from "./append-position.ts";
import type { AppendRequest } from "./append-request.ts";
import { encodeRecord } from "./encode-record.ts";

/** Where time and identity come from. */
export interface EventOrigin {
  readonly now: () => Date;
  readonly newEventId: () => string;
}

/** Records that are written at once, into one file. */
export interface RecordBatch {
  readonly bytes: Buffer;
  readonly accepted: readonly { readonly request: AppendRequest; readonly stored: StoredEvent }[];
  /** Requests that cannot be met, and why. */
  readonly refused: readonly { readonly request: AppendRequest; readonly error: Error }[];
  /** Where the stream stands when the bytes are in the file. */
  readonly position: AppendPosition;
  /** Requests there was no room for. */
  readonly rest: readonly AppendRequest[];
}

/** So much is written at once at most. */
const LARGEST_BATCH_BYTES = 4 * 1024 * 1024;

const NEWLINE = Buffer.from("\n");

/**
 * Puts records together for one file, as many as it has room for. Requests that cannot be met take no number. Tells
 * nobody: what was put together may be thrown away and made anew.
 */
export function fillBatch(
  requests: readonly AppendRequest[],
  { position, file }: NextFile,
  origin: EventOrigin,
): RecordBatch {
  // A line that was cut short, or left without its newline, is ended first.
  const parts: Buffer[] = file.isOpen ? [NEWLINE] : [];
  const accepted: { request: AppendRequest; stored: StoredEvent }[] = [];
  const refused: { request: AppendRequest; error: Error }[] = [];
  let { size, newlines, recordsInFile } = file;
  let { lastSequence, lastChecksum } = position;
  if (file.isOpen) {
    size += 1;
    newlines += 1;
  }
  const startSize = size;
  let taken = 0;
  for (const request of requests) {
    if (recordsInFile >= position.recordsPerFile || size - startSize >= LARGEST_BATCH_BYTES) break;
    taken += 1;
    const { expectedSequence, correlationId } = request.options;
    if (expectedSequence !== undefined && expectedSequence !== lastSequence) {
      const { streamId } = position.reference;
      refused.push({ request, error: new SequenceConflictError(streamId, expectedSequence, lastSequence) });
      continue;
    }
    const place = {
      sequenceNumber: lastSequence + 1,
      previousChecksum: lastChecksum,
      file: file.file,
      line: newlines + 1,
      offset: size,
    };
    const assigned = { id: origin.newEventId(), timestamp: origin.now().toISOString() };
    const encoded = attempt(() => encodeRecord(request.event, assigned, position.dialect, place, correlationId));
    if (!encoded.ok) {
      refused.push({ request, error: encoded.error });
      continue;
    }
    const { bytes, stored } = encoded.value;
    parts.push(bytes, NEWLINE);
    accepted.push({ request, stored });
    size += bytes.length + 1;
    newlines += 1;
    recordsInFile += 1;
    lastSequence = stored.metadata.sequenceNumber;
    lastChecksum = stored.metadata.checksum;
  }
  const rest = requests.slice(taken);
  if (accepted.length === 0) return { bytes: Buffer.alloc(0), accepted, refused, position, rest };
  const openFile = { ...file, size, newlines, recordsInFile, isOpen: false };
  return {
    bytes: Buffer.concat(parts),
    accepted,
    refused,
    position: { ...position, openFile, lastSequence, lastChecksum },
    rest,
  };
}

/** An event that cannot be written is its author's mistake, and concerns nobody else in the batch. */
function attempt<T>(encode: () => T): { ok: true; value: T } | { ok: false; error: InvalidEventError } {
  try {
    return { ok: true, value: encode() };
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    return { ok: false, error: new InvalidEventError([`It cannot be written: ${error.message}.`], { cause: error }) };
  }
}
