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

/** The part of a type before the colon, also of types nobody knows. */
export function flowOf(type: string): string {
  const known = eventDefinition(type)?.flow;
  if (known !== undefined) return known;
  const colon = type.indexOf(":");
  return colon > 0 ? type.slice(0, colon) : "unknown";
}
