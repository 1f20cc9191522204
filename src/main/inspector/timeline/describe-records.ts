import { markedText } from "../../../shared/events/describe-annotation.ts";
import { describeEvent } from "../../../shared/events/describe-event.ts";
import { recordedField } from "../../../shared/events/recorded-value.ts";
import type { NameResolver } from "../../../shared/events/sentence-parts.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { RecordReading } from "../index/record-reader.ts";
import type { RecordStore } from "../index/record-store.ts";
import { nameOf, type StreamIndex } from "../index/stream-index.ts";
import { eventAt } from "./indexed-event.ts";

export interface DescribedRecords {
  readonly project: ProjectIndex;
  readonly records: RecordStore;
}

/**
 * One sentence for each record, in which the names of resources and the texts that annotations mark stand for their ids.
 * @param readings of the codes, in their order
 */
export async function describeRecords(
  { project, records }: DescribedRecords,
  codes: readonly EventCode[],
  readings: readonly (RecordReading | undefined)[],
): Promise<string[]> {
  // Looked at before anything is waited for: codes do not outlive a revision.
  const streams = codes.map((code) => project.streamOf(code));
  const marked = await markedTexts({ project, records }, codes);
  return streams.map((stream, index) => {
    const reading = readings[index];
    if (reading?.ok !== true) return reading?.reason ?? "The record cannot be read.";
    const texts = marked.get(stream);
    const names: NameResolver = { ...resourceNames(project), annotation: (id) => texts?.get(id) };
    return describeEvent(reading.stored.event, names);
  });
}

/** Names of resources for sentences. */
export function resourceNames(project: ProjectIndex): NameResolver {
  return {
    resource: (id) => {
      const stream = project.get(id);
      return stream === undefined || stream.facts.name.trim() === "" ? undefined : nameOf(stream);
    },
  };
}

/** Types that name an annotation by its id alone. */
const ABOUT_ANNOTATIONS = new Set(["mark:body-updated", "mark:removed", "embedding:deleted"]);

/** The marked texts of the annotations that records are about, from the records that added them. */
async function markedTexts(
  { project, records }: DescribedRecords,
  codes: readonly EventCode[],
): Promise<ReadonlyMap<StreamIndex, ReadonlyMap<string, string>>> {
  const wanted: { readonly stream: StreamIndex; readonly id: string; readonly code: EventCode }[] = [];
  for (const code of codes) {
    const { stream, position } = eventAt(project, code);
    const added = additionOf(stream, position);
    if (added === null) continue;
    const addedBy = project.codeOf({ stream: stream.streamId, position: added.position });
    if (addedBy !== undefined) wanted.push({ stream, id: added.id, code: addedBy });
  }
  const texts = new Map<StreamIndex, Map<string, string>>();
  const readings = await records.readAll(wanted.map(({ code }) => code));
  for (const [index, { stream, id }] of wanted.entries()) {
    const reading = readings[index];
    const text =
      reading?.ok === true ? markedText(recordedField(reading.stored.event.payload, "annotation")) : undefined;
    if (text !== undefined) texts.set(stream, (texts.get(stream) ?? new Map<string, string>()).set(id, text));
  }
  return texts;
}

/** The annotation that a record names by its id alone, and the record that added it; null where there is none. */
export function additionOf(
  stream: StreamIndex,
  position: number,
): { readonly id: string; readonly position: number } | null {
  const type = stream.scan.records[position - 1]?.type ?? "";
  const id = ABOUT_ANNOTATIONS.has(type) ? (stream.annotations[position - 1] ?? null) : null;
  const added = id === null ? undefined : additions(stream).get(id);
  return id === null || added === undefined ? null : { id, position: added };
}

const known = new WeakMap<StreamIndex, ReadonlyMap<string, number>>();

/** The position of the record that added each annotation of a stream; looked for once, and only where it is asked for. */
function additions(stream: StreamIndex): ReadonlyMap<string, number> {
  const found = known.get(stream);
  if (found !== undefined) return found;
  const positions = new Map<string, number>();
  const { annotations, scan } = stream;
  for (let index = 0; index < annotations.length; index += 1) {
    const id = annotations[index] ?? null;
    if (id !== null && scan.records[index]?.type === "mark:added" && !positions.has(id)) positions.set(id, index + 1);
  }
  known.set(stream, positions);
  return positions;
}
