import { isEventType } from "../../../shared/events/catalogue.ts";
import { recordedField, recordedText } from "../../../shared/events/recorded-value.ts";
import { ContractError } from "../../../shared/ipc/errors.ts";
import type { Reach } from "../../../shared/ipc/model/reach.ts";
import type { EventReference } from "../../../shared/ipc/model/timeline.ts";
import type { ProjectIndex } from "../index/project-index.ts";
import type { RecordStore } from "../index/record-store.ts";
import { nameOf, stepOfPosition } from "../index/stream-index.ts";
import { recordsWith } from "../index/stream-text.ts";
import { eventAt, flowOf } from "../timeline/indexed-event.ts";

const MOST_LINKING = 100;
/** Flows that no view of a resource is made of. */
const WITHOUT_VIEW = new Set(["embedding", "job"]);

/** What depends on a record. @throws ContractError `not-found` */
export async function reachOf(project: ProjectIndex, records: RecordStore, reference: EventReference): Promise<Reach> {
  const code = project.codeOf(reference);
  if (code === undefined) {
    throw new ContractError({
      code: "not-found",
      message: `The stream ${reference.stream} has no record ${reference.position} any more.`,
      subject: reference.stream,
    });
  }
  const { stream, position, record } = eventAt(project, code);
  const reading = await records.read(code);
  const payload = reading.ok ? reading.stored.event.payload : undefined;
  const annotation = stream.annotations[position - 1] ?? null;
  const linking = stream.isSystem ? [] : resourcesThatName(project, stream.streamId);
  return {
    stream: stream.streamId,
    resourceName: nameOf(stream),
    changesView: !stream.isSystem && isEventType(record.type) && !WITHOUT_VIEW.has(flowOf(record.type)),
    step: stepOfPosition(stream.replay, position),
    steps: stream.scan.records.length,
    annotations: annotation === null ? [] : [{ id: annotation, events: eventsAbout(project, annotation) }],
    entityTypes: entityTypesOf(payload),
    storageUri:
      recordedText(recordedField(payload, "storageUri")) ?? recordedText(recordedField(payload, "toUri")) ?? null,
    linkedFrom: linking.slice(0, MOST_LINKING),
    omitted: Math.max(0, linking.length - MOST_LINKING),
  };
}

function eventsAbout(project: ProjectIndex, annotation: string): number {
  let events = 0;
  for (const { annotations } of project.streams()) for (const id of annotations) if (id === annotation) events += 1;
  return events;
}

function entityTypesOf(payload: unknown): string[] {
  const one = recordedText(recordedField(payload, "entityType"));
  const many = recordedField(payload, "entityTypes");
  const named = Array.isArray(many) ? many.filter((type): type is string => typeof type === "string") : [];
  return [...new Set([...(one === undefined ? [] : [one]), ...named])];
}

/** Other resources with events in whose texts the id of this one stands: links, bodies, frames. */
function resourcesThatName(project: ProjectIndex, streamId: string): Reach["linkedFrom"] {
  const found: Reach["linkedFrom"] = [];
  for (const stream of project.streams()) {
    if (stream.streamId === streamId) continue;
    const records = recordsWith(stream.texts, [streamId.toLowerCase()]);
    const [first] = records;
    if (first === undefined) continue;
    const reference = { stream: stream.streamId, position: first + 1 };
    found.push({ stream: stream.streamId, name: nameOf(stream), events: records.length, first: reference });
  }
  return found.sort((left, right) => right.events - left.events);
}
