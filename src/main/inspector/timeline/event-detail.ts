import { ContractError } from "../../../shared/ipc/errors.ts";
import { jsonValueSchema } from "../../../shared/ipc/json-value.ts";
import type { EventDetail, EventReference } from "../../../shared/ipc/model/timeline.ts";
import type { EventColumns } from "../index/event-columns.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { RecordStore } from "../index/record-store.ts";
import { projectFile, type StreamIndex } from "../index/stream-index.ts";
import { describeRecords } from "./describe-records.ts";
import { eventRow, referenceOf, storedValue } from "./event-rows.ts";
import { hashProof } from "./hash-proof.ts";
import { eventAt, type IndexedEvent } from "./indexed-event.ts";

/** Longer lines are cut for showing. */
const LONGEST_RAW = 256 * 1024;
const MOST_RELATED = 50;

/** Everything about one event, from the bytes that are on disk now. @throws ContractError `not-found` */
export async function eventDetail(
  project: ProjectIndex,
  columns: EventColumns,
  records: RecordStore,
  reference: EventReference,
): Promise<EventDetail> {
  const code = codeOf(project, reference);
  const event = eventAt(project, code);
  const { stream, position, record } = event;
  const reading = await records.read(code);
  const [summary = ""] = await describeRecords({ project, records }, [code], [reading]);
  const raw = reading.line === null ? "" : new TextDecoder().decode(reading.line);
  const file = projectFile(stream.scan, record.file);
  const at = (place: number) =>
    project.codeOf({ stream: stream.streamId, position: place }) === undefined ? null : place;
  const neighbour = (place: number) => (at(place) === null ? null : { stream: stream.streamId, position: place });
  return {
    row: eventRow(code, { reading, summary }, { project, withStored: false }),
    stored: reading.ok ? jsonValueSchema.parse(storedValue(reading)) : null,
    raw: raw.slice(0, LONGEST_RAW),
    rawCut: raw.length > LONGEST_RAW,
    shape: record.shape,
    file,
    line: record.line,
    offset: record.offset,
    bytes: record.length,
    hash: hashProof(stream, position, reading),
    findings: stream.findings.filter((finding) => finding.file === file && finding.line === record.line),
    related: await relatedEvents(project, columns, records, event),
    previous: neighbour(position - 1),
    next: neighbour(position + 1),
  };
}

/** @throws ContractError `not-found` */
function codeOf(project: ProjectIndex, reference: EventReference): EventCode {
  const code = project.codeOf(reference);
  if (code !== undefined) return code;
  throw new ContractError({
    code: "not-found",
    message: `The stream ${reference.stream} has no record ${reference.position} any more.`,
    subject: reference.stream,
  });
}

type Related = EventDetail["related"][number];

/** Other events of the same correlation, job or annotation, over the whole project, oldest first. */
async function relatedEvents(
  project: ProjectIndex,
  columns: EventColumns,
  records: RecordStore,
  event: IndexedEvent,
): Promise<Related[]> {
  const { stream, position, record } = event;
  const keys: readonly {
    by: Related["by"];
    value: string | null;
    listOf(stream: StreamIndex): readonly (string | null | undefined)[];
  }[] = [
    {
      ...{ by: "correlation", value: record.correlationId ?? null },
      listOf: ({ scan }) => scan.records.map(({ correlationId }) => correlationId),
    },
    { by: "job", value: stream.jobs[position - 1] ?? null, listOf: ({ jobs }) => jobs },
    { by: "annotation", value: stream.annotations[position - 1] ?? null, listOf: ({ annotations }) => annotations },
  ];
  const related: Related[] = [];
  for (const { by, value, listOf } of keys) {
    if (value === null) continue;
    const codes = codesWith(columns, value, listOf);
    const shown = codes.slice(0, MOST_RELATED);
    const readings = await records.readAll(shown);
    const summaries = await describeRecords({ project, records }, shown, readings);
    const events = shown.map((code, index) => {
      const other = eventAt(project, code);
      const { type, timestamp } = other.record;
      return { reference: referenceOf(other), type, timestamp, summary: summaries[index] ?? "" };
    });
    related.push({ by, value, total: codes.length, events });
  }
  return related;
}

/** The events at whose place a list of their stream has a value, oldest first. */
function codesWith(
  { streams, starts, places, codes }: EventColumns,
  value: string,
  listOf: (stream: StreamIndex) => readonly (string | null | undefined)[],
): EventCode[] {
  const found: number[] = [];
  for (const [index, stream] of streams.entries()) {
    const list = listOf(stream);
    for (let at = list.indexOf(value); at !== -1; at = list.indexOf(value, at + 1)) {
      found.push(places[(starts[index] ?? 0) + at] ?? 0);
    }
  }
  return found.sort((left, right) => left - right).map((place) => codes[place] ?? 0);
}

/** @returns the first event with this id in the project; undefined when there is none. */
export function findEvent(project: ProjectIndex, eventId: string): EventReference | undefined {
  for (const stream of project.streams()) {
    const index = stream.scan.records.findIndex((record) => record.eventId === eventId);
    if (index !== -1) return { stream: stream.streamId, position: index + 1 };
  }
  return undefined;
}
