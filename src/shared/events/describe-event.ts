import { plural } from "../text/plural.ts";
import type { ResourceEvent } from "./catalogue.ts";
import { addedAnnotation, annotationName, updatedBody } from "./describe-annotation.ts";
import { completedJob, failedJob, jobProgress, startedJob } from "./describe-job.ts";
import { isRecordedObject, type RecordedObject, recordedField, recordedText } from "./recorded-value.ts";
import { detail, excerpt, type NameResolver, number, plain, quote, resource } from "./sentence-parts.ts";

/**
 * One sentence that says what happened, for a timeline. What tells events of one type apart comes first, ids last: a narrow list
 * cuts the end off. Plain text; nothing in it can break out of its line.
 */
export function describeEvent(event: ResourceEvent, names: NameResolver = {}): string {
  const payload = isRecordedObject(event.payload) ? event.payload : {};
  const describe = Object.hasOwn(SENTENCES, event.type) ? SENTENCES[event.type] : undefined;
  return describe === undefined ? `Event of the unknown type “${excerpt(event.type)}”` : describe(payload, names);
}

type Sentence = (payload: RecordedObject, names: NameResolver) => string;

const SENTENCES: Readonly<Record<string, Sentence>> = {
  "yield:created": (payload) =>
    `Created ${quote(payload.name)}${detail([payload.format, storedAt(payload), payload.isDraft === true ? "draft" : undefined])}`,
  "yield:cloned": (payload, names) => `Cloned ${resource(payload.parentResourceId, names)} as ${quote(payload.name)}`,
  "yield:updated": (payload) => `Updated the content${detail([size(payload.contentByteSize)])}`,
  "yield:moved": (payload) => `Moved from ${plain(payload.fromUri)} to ${plain(payload.toUri)}`,
  "yield:representation-added": ({ representation }) =>
    `Added a representation${detail([recordedField(representation, "mediaType"), recordedField(representation, "rel"), size(recordedField(representation, "byteSize"))])}`,
  "yield:representation-removed": (payload) => `Removed the representation ${plain(payload.checksum)}`,
  "mark:added": ({ annotation }, names) => addedAnnotation(annotation, names),
  "mark:removed": (payload, names) => `Removed the annotation ${annotationName(payload.annotationId, names)}`,
  "mark:body-updated": updatedBody,
  "mark:archived": (payload) => (recordedText(payload.reason) ? `Archived: ${plain(payload.reason)}` : "Archived"),
  "mark:unarchived": () => "Unarchived",
  "mark:entity-tag-added": (payload) => `Tagged as ${quote(payload.entityType)}`,
  "mark:entity-tag-removed": (payload) => `Removed the tag ${quote(payload.entityType)}`,
  "mark:entity-type-added": (payload) => `Added the entity type ${quote(payload.entityType)}`,
  "frame:tag-schema-added": ({ schema }) =>
    `Added the tag schema ${quote(recordedField(schema, "name") ?? recordedField(schema, "id"))}`,
  "job:started": startedJob,
  "job:progress": jobProgress,
  "job:completed": completedJob,
  "job:failed": failedJob,
  "embedding:computed": (payload) =>
    `Computed the embedding of chunk ${number(payload.chunkIndex)}${detail([payload.model, dimensions(payload.dimensions)])}`,
  "embedding:deleted": (payload, names) =>
    payload.annotationId === undefined
      ? "Deleted the embeddings of the resource"
      : `Deleted the embeddings of ${annotationName(payload.annotationId, names)}`,
};

function size(bytes: unknown): string | undefined {
  return typeof bytes === "number" ? `${bytes} ${bytes === 1 ? "byte" : "bytes"}` : undefined;
}

function dimensions(count: unknown): string | undefined {
  return typeof count === "number" ? plural(count, "dimension") : undefined;
}

function storedAt(payload: RecordedObject): string | undefined {
  return recordedText(payload.storageUri);
}
