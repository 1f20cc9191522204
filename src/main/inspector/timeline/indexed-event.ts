import { eventDefinition } from "../../../shared/events/catalogue.ts";
import type { RecordHeader } from "../../../shared/integrity/record-header.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import { recordAt, type StreamIndex } from "../index/stream-index.ts";

/** An event of the index, as conditions look at it. */
export interface IndexedEvent {
  stream: StreamIndex;
  record: RecordHeader;
  position: number;
}

/** Looks at an event. */
export function eventAt(project: ProjectIndex, code: EventCode): IndexedEvent {
  const stream = project.streamOf(code);
  const position = project.positionOf(code);
  return { stream, position, record: recordAt(stream, position) };
}

/** Walks over events. One object is shown again and again, so that 200,000 events make no garbage; it must not be kept. */
export function visitCodes(
  project: ProjectIndex,
  codes: readonly EventCode[],
  visit: (event: IndexedEvent, code: EventCode) => void,
): void {
  const [first] = codes;
  if (first === undefined) return;
  const cursor = eventAt(project, first);
  for (const code of codes) {
    cursor.stream = project.streamOf(code);
    cursor.position = project.positionOf(code);
    cursor.record = recordAt(cursor.stream, cursor.position);
    visit(cursor, code);
  }
}

/** Keeps the codes that a condition accepts. */
export function filterCodes(
  project: ProjectIndex,
  codes: readonly EventCode[],
  accepts: (event: IndexedEvent) => boolean,
): EventCode[] {
  const accepted: EventCode[] = [];
  visitCodes(project, codes, (event, code) => {
    if (accepts(event)) accepted.push(code);
  });
  return accepted;
}

/** The part of a type before the colon, also of types nobody knows. */
export function flowOf(type: string): string {
  const known = eventDefinition(type)?.flow;
  if (known !== undefined) return known;
  const colon = type.indexOf(":");
  return colon > 0 ? type.slice(0, colon) : "unknown";
}
