import { isEventType } from "../../../shared/events/catalogue.ts";
import type { FilterFields } from "../../../shared/filter/compile-filter.ts";
import { nameOf } from "../index/stream-index.ts";
import { flowOf, type IndexedEvent } from "./indexed-event.ts";
import { knownUserName } from "./known-names.ts";

/** What a timeline can be filtered by. */
export const EVENT_FIELDS: FilterFields<IndexedEvent> = {
  type: {
    kind: "text",
    whole: true,
    read: ({ record }) => (record.type === record.recordedType ? record.type : [record.type, record.recordedType]),
  },
  flow: { kind: "text", whole: true, read: ({ record }) => flowOf(record.type) },
  user: { kind: "text", read: ({ record }) => [record.userId, knownUserName(record.userId)] },
  id: { kind: "text", read: ({ record }) => record.eventId },
  resource: { kind: "text", read: ({ stream }) => [stream.streamId, nameOf(stream)] },
  job: { kind: "text", read: ({ stream, position }) => stream.jobs[position - 1] ?? null },
  annotation: { kind: "text", read: ({ stream, position }) => stream.annotations[position - 1] ?? null },
  correlation: { kind: "text", read: ({ record }) => record.correlationId ?? null },
  proof: { kind: "text", whole: true, read: ({ stream, position }) => stream.proofs[position - 1] ?? null },
  /** `suspect`, `explained` or `note`. */
  finding: { kind: "text", whole: true, read: findingWord },
  sequence: { kind: "number", read: ({ record }) => record.sequence },
  bytes: { kind: "number", read: ({ record }) => record.length },
  since: { kind: "from", read: timeOf },
  until: { kind: "until", read: timeOf },
  at: { kind: "at", read: timeOf },
  has: {
    kind: "flag",
    flags: {
      finding: ({ stream, position }) => stream.severities.has(position),
      checksum: ({ record }) => record.checksum !== undefined,
      signature: ({ record }) => record.signature !== "absent",
      correlation: ({ record }) => record.correlationId !== undefined,
      job: ({ stream, position }) => (stream.jobs[position - 1] ?? null) !== null,
      annotation: ({ stream, position }) => (stream.annotations[position - 1] ?? null) !== null,
    },
  },
  is: {
    kind: "flag",
    flags: {
      system: ({ stream }) => stream.isSystem,
      unknown: ({ record }) => !isEventType(record.type),
      renamed: ({ record }) => record.type !== record.recordedType,
      late: ({ stream, position }) => stream.late.has(position),
    },
  },
};

export const EVENT_KEYS: readonly string[] = Object.keys(EVENT_FIELDS);

/** The worst finding of an event, in the words of the filter. */
export function findingWord({ stream, position }: IndexedEvent): string | null {
  const severity = stream.severities.get(position);
  return severity === "info" ? "note" : (severity ?? null);
}

function timeOf({ stream, position }: IndexedEvent): number | null {
  const time = stream.times[position - 1];
  return time === undefined || Number.isNaN(time) ? null : time;
}
