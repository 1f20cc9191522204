import type { UnknownEvent } from "./catalogue.ts";
import { currentEventName } from "./legacy-names.ts";
import { isRecordedObject, type RecordedObject } from "./recorded-value.ts";
import type { EventMetadata, RecordShape, StoredEvent } from "./stored-event.ts";

/** A line's JSON value as an event of the log, or why it is none. */
export type RecordReading =
  | {
      readonly ok: true;
      readonly stored: StoredEvent<UnknownEvent>;
      readonly shape: RecordShape;
      /** The type name as written, before names of older eras were mapped. */
      readonly recordedType: string;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Maps a parsed line to the one shape in memory. Only the envelope is judged, never the payload: a reader of history
 * shows what there is. Written by hand because it runs once for every line of a log.
 */
export function readRecord(value: unknown): RecordReading {
  if (!isRecordedObject(value)) return refuse("it is not a JSON object");
  if (typeof value.type === "string") {
    const { metadata, signature, ...event } = value;
    return read(event, metadata, signature, "flat");
  }
  const { event, metadata, signature } = value;
  if (!isRecordedObject(event)) return refuse("it has neither a type nor an event");
  return read(event, metadata, signature, "nested");
}

function read(event: RecordedObject, metadata: unknown, signature: unknown, shape: RecordShape): RecordReading {
  if (!isMetadata(metadata)) return refuse(metadataProblem(metadata) ?? "its metadata is unreadable");
  if (!isEnvelope(event)) return refuse(envelopeProblem(event) ?? "its event is unreadable");
  const recordedType = event.type;
  const type = currentEventName(recordedType);
  // Spreading keeps the place of `type` among the fields, which the checksum depends on.
  const current = type === recordedType ? event : { ...event, type };
  const stored = signature === undefined ? { event: current, metadata } : { event: current, metadata, signature };
  return { ok: true, stored, shape, recordedType };
}

function isEnvelope(event: RecordedObject): event is UnknownEvent {
  return envelopeProblem(event) === undefined;
}

function envelopeProblem(event: RecordedObject): string | undefined {
  if (typeof event.type !== "string") return "its event has no type";
  if (!isOptionalText(event.id)) return "its id is not text";
  if (!isOptionalText(event.timestamp)) return "its timestamp is not text";
  if (!isOptionalText(event.userId)) return "its userId is not text";
  if (!isOptionalText(event.resourceId)) return "its resourceId is not text";
  return undefined;
}

function isMetadata(metadata: unknown): metadata is EventMetadata {
  return metadataProblem(metadata) === undefined;
}

function metadataProblem(metadata: unknown): string | undefined {
  if (!isRecordedObject(metadata)) return "it has no metadata";
  const { sequenceNumber, streamPosition, prevEventHash } = metadata;
  if (!Number.isSafeInteger(sequenceNumber)) return "its sequenceNumber is not a whole number";
  if (streamPosition !== undefined && typeof streamPosition !== "number") return "its streamPosition is not a number";
  if (prevEventHash !== null && !isOptionalText(prevEventHash)) return "its prevEventHash is not text";
  if (!isOptionalText(metadata.checksum)) return "its checksum is not text";
  if (!isOptionalText(metadata.correlationId)) return "its correlationId is not text";
  if (!isOptionalText(metadata.timestamp)) return "the timestamp of its metadata is not text";
  return undefined;
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === "string";
}

function refuse(reason: string): RecordReading {
  return { ok: false, reason };
}
