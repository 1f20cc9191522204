import { isEventType } from "../../../shared/events/catalogue.ts";
import type { DescribedFields } from "../../../shared/filter/described-fields.ts";
import { nameOf } from "../index/stream-index.ts";
import { flowOf, type IndexedEvent } from "./indexed-event.ts";
import { knownUserName } from "./known-names.ts";

/** What a timeline can be filtered by. */
export const EVENT_FIELDS: DescribedFields<IndexedEvent> = {
  type: {
    kind: "text",
    whole: true,
    meaning: "what happened, by its name in the log: mark:added, job:*",
    read: ({ record }) => (record.type === record.recordedType ? record.type : [record.type, record.recordedType]),
  },
  user: {
    kind: "text",
    meaning: "who did it, by name or id",
    read: ({ record }) => [record.userId, knownUserName(record.userId)],
  },
  resource: {
    kind: "text",
    meaning: "the resource, by name or id",
    read: ({ stream }) => [stream.streamId, nameOf(stream)],
  },
  since: { kind: "from", meaning: "at this time or later, in UTC unless an offset follows", read: timeOf },
  until: { kind: "until", meaning: "up to this time, in UTC unless an offset follows", read: timeOf },
  at: { kind: "at", meaning: "at this time, day, month or year, in UTC", read: timeOf },
  has: {
    kind: "flag",
    meaning: "what the event has",
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
    meaning: "what the event is",
    flags: {
      system: ({ stream }) => stream.isSystem,
      unknown: ({ record }) => !isEventType(record.type),
      renamed: ({ record }) => record.type !== record.recordedType,
      late: ({ stream, position }) => stream.late.has(position),
    },
  },
  finding: { kind: "text", whole: true, meaning: "the worst finding: suspect, explained or note", read: findingWord },
  proof: {
    kind: "text",
    whole: true,
    meaning: "what the chain says: proven, explained, unproven or unchained",
    read: ({ stream, position }) => stream.proofs[position - 1] ?? null,
  },
  flow: {
    kind: "text",
    whole: true,
    meaning: "what the type belongs to: yield, mark, job, embedding or frame",
    read: ({ record }) => flowOf(record.type),
  },
  job: {
    kind: "text",
    meaning: "the job, by id, or what became of it: job:failed",
    // Who writes the type of an event, such as job:failed, means its events.
    read: ({ stream, position, record: { type } }) => {
      const job = stream.jobs[position - 1] ?? null;
      return type.startsWith("job:") ? [type.slice("job:".length), ...(job === null ? [] : [job])] : job;
    },
  },
  annotation: {
    kind: "text",
    meaning: "the annotation, by id",
    read: ({ stream, position }) => stream.annotations[position - 1] ?? null,
  },
  correlation: {
    kind: "text",
    meaning: "what events of one request share, by id",
    read: ({ record }) => record.correlationId ?? null,
  },
  id: { kind: "text", meaning: "the event, by id", read: ({ record }) => record.eventId },
  sequence: { kind: "number", meaning: "the sequence number", read: ({ record }) => record.sequence },
  bytes: { kind: "number", meaning: "the size of the record", read: ({ record }) => record.length },
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
