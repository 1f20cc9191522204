import { isEventType } from "../../../shared/events/catalogue.ts";
import { jsonValueSchema } from "../../../shared/ipc/json-value.ts";
import type { EventReference, EventRow } from "../../../shared/ipc/model/timeline.ts";
import { userName } from "../../../shared/projection/user-name.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { RecordReading } from "../index/record-reader.ts";
import { nameOf, stepOfPosition } from "../index/stream-index.ts";
import { eventAt, flowOf, type IndexedEvent } from "./indexed-event.ts";

/** Records of more bytes are not shown whole in a list. */
const LARGEST_INLINE = 32 * 1024;

export function referenceOf({ stream, position }: IndexedEvent): EventReference {
  return { stream: stream.streamId, position };
}

/** A record as it was read, with its sentence. */
export interface DescribedRecord {
  readonly reading: RecordReading | undefined;
  readonly summary: string;
}

export interface RowContent {
  readonly project: ProjectIndex;
  /** Gives the rows the whole stored event. */
  readonly withStored: boolean;
  /** The event before it on the page, when that is what a gap is measured from; else the one before it in its stream. */
  readonly before?: (code: EventCode) => EventCode | undefined;
  /** Where the row stands in an expanded group. */
  readonly member?: EventRow["member"];
}

export function eventRow(code: EventCode, { reading, summary }: DescribedRecord, content: RowContent): EventRow {
  const { project, withStored, member = null } = content;
  const event = eventAt(project, code);
  const { stream, record, position } = event;
  return {
    kind: "event",
    reference: referenceOf(event),
    resourceName: nameOf(stream),
    step: stepOfPosition(stream.replay, position),
    sequence: record.sequence,
    eventId: record.eventId,
    type: record.type,
    recordedType: record.recordedType,
    known: isEventType(record.type),
    flow: flowOf(record.type),
    timestamp: record.timestamp,
    userId: record.userId,
    userName: userName(record.userId),
    summary,
    correlationId: record.correlationId ?? null,
    jobId: stream.jobs[position - 1] ?? null,
    annotationId: stream.annotations[position - 1] ?? null,
    bytes: record.length,
    gapMs: gapOf(event, code, content),
    outOfOrder: stream.late.has(position),
    proof: stream.proofs[position - 1] ?? "unproven",
    worstFinding: stream.severities.get(position) ?? null,
    member,
    ...(withStored && reading?.ok === true
      ? { stored: record.length > LARGEST_INLINE ? null : jsonValueSchema.parse(storedValue(reading)) }
      : {}),
  };
}

/** The published shape of a stored event, whatever the record looks like. */
export function storedValue({ stored }: Extract<RecordReading, { ok: true }>): unknown {
  const { event, metadata, signature } = stored;
  return signature === undefined ? { event, metadata } : { event, metadata, signature };
}

function gapOf({ stream, position }: IndexedEvent, code: EventCode, { project, before }: RowContent): number | null {
  const time = stream.times[position - 1];
  let earlier = stream.times[position - 2];
  if (before !== undefined) {
    const other = before(code);
    const shown = other === undefined ? undefined : eventAt(project, other);
    earlier = shown?.stream.times[shown.position - 1];
  }
  const gap = (time ?? Number.NaN) - (earlier ?? Number.NaN);
  return Number.isNaN(gap) ? null : gap;
}
