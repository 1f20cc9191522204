import type { ResourceEvent } from "./catalogue.ts";
import { isRecordedObject, type RecordedObject, recordedField, recordedText } from "./recorded-value.ts";

/** Gives names to ids where the caller knows them; `undefined` leaves the id as it is. */
export interface NameResolver {
  resource?(id: string): string | undefined;
  /** What an annotation is about, for example the text it marks. */
  annotation?(id: string): string | undefined;
}

const EXCERPT_LENGTH = 60;

/** One sentence that says what happened, for a timeline. Plain text; nothing in it can break out of its line. */
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
  "mark:added": ({ annotation }) => `Added ${annotationPhrase(annotation)}`,
  "mark:removed": (payload, names) => `Removed the annotation ${annotationName(payload.annotationId, names)}`,
  "mark:body-updated": (payload, names) =>
    `Updated the body of ${annotationName(payload.annotationId, names)}: ${operations(payload.operations, names)}`,
  "mark:archived": (payload) => (recordedText(payload.reason) ? `Archived: ${plain(payload.reason)}` : "Archived"),
  "mark:unarchived": () => "Unarchived",
  "mark:entity-tag-added": (payload) => `Tagged as ${quote(payload.entityType)}`,
  "mark:entity-tag-removed": (payload) => `Removed the tag ${quote(payload.entityType)}`,
  "mark:entity-type-added": (payload) => `Added the entity type ${quote(payload.entityType)}`,
  "frame:tag-schema-added": ({ schema }) =>
    `Added the tag schema ${quote(recordedField(schema, "name") ?? recordedField(schema, "id"))}`,
  "job:started": (payload) => `Started ${job(payload)}`,
  "job:progress": (payload) =>
    `${capitalised(job(payload))} is at ${number(payload.percentage)} %${detail([step(payload)])}`,
  "job:completed": (payload, names) =>
    `Completed ${job(payload)}${detail([found(payload), madeResource(payload, names)])}`,
  "job:failed": (payload) => `${capitalised(job(payload))} failed: ${plain(payload.error)}`,
  "embedding:computed": (payload) =>
    `Computed the embedding of chunk ${number(payload.chunkIndex)}${detail([payload.model, dimensions(payload.dimensions)])}`,
  "embedding:deleted": (payload, names) =>
    payload.annotationId === undefined
      ? "Deleted the embeddings of the resource"
      : `Deleted the embeddings of ${annotationName(payload.annotationId, names)}`,
};

/** Line breaks, control characters and bidirectional overrides would garble a line or a terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** The text on one line, shortened in the middle of nothing: whole characters, with an ellipsis where it was cut. */
function excerpt(text: string, length = EXCERPT_LENGTH): string {
  const characters = Array.from(
    text
      .slice(0, length * 4)
      .replace(UNPRINTABLE, " ")
      .trim(),
  );
  const isWhole = characters.length <= length && text.length <= length * 4;
  return isWhole
    ? characters.join("")
    : `${characters
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}

function plain(value: unknown): string {
  const text = recordedText(value);
  return text === undefined ? "something unreadable" : excerpt(text);
}

function quote(value: unknown): string {
  const text = recordedText(value);
  if (text === undefined) return "something unnamed";
  return text === "" ? "an untitled resource" : `“${excerpt(text)}”`;
}

function number(value: unknown): string {
  return typeof value === "number" ? String(Math.round(value * 10) / 10) : "?";
}

function detail(parts: readonly unknown[]): string {
  const texts = parts.flatMap((part) => (typeof part === "string" && part !== "" ? [excerpt(part)] : []));
  return texts.length === 0 ? "" : ` (${texts.join(", ")})`;
}

function size(bytes: unknown): string | undefined {
  return typeof bytes === "number" ? `${bytes} ${bytes === 1 ? "byte" : "bytes"}` : undefined;
}

function dimensions(count: unknown): string | undefined {
  return typeof count === "number" ? `${count} dimensions` : undefined;
}

function storedAt(payload: RecordedObject): string | undefined {
  return recordedText(payload.storageUri);
}

function resource(id: unknown, names: NameResolver): string {
  const text = recordedText(id);
  if (text === undefined) return "a resource";
  const name = names.resource?.(text);
  return name === undefined ? excerpt(text) : `“${excerpt(name)}”`;
}

function annotationName(id: unknown, names: NameResolver): string {
  const text = recordedText(id);
  if (text === undefined) return "an annotation";
  const name = names.annotation?.(text);
  return name === undefined ? excerpt(text) : `“${excerpt(name)}”`;
}

function annotationPhrase(annotation: unknown): string {
  const motivation = recordedField(annotation, "motivation");
  const kind = recordedText(Array.isArray(motivation) ? motivation[0] : motivation);
  const article = kind !== undefined && /^[aeiou]/i.test(kind) ? "an" : "a";
  const phrase = kind === undefined ? "an annotation" : `${article} ${excerpt(kind)} annotation`;
  const marked = markedText(annotation);
  return marked === undefined ? phrase : `${phrase} on “${excerpt(marked)}”`;
}

/** The text an annotation marks, where its selector quotes it. */
function markedText(annotation: unknown): string | undefined {
  const selector = recordedField(recordedField(annotation, "target"), "selector");
  const selectors: readonly unknown[] = Array.isArray(selector) ? selector : [selector];
  for (const candidate of selectors) {
    const exact = recordedText(recordedField(candidate, "exact"));
    if (exact !== undefined) return exact;
  }
  return undefined;
}

function operations(value: unknown, names: NameResolver): string {
  if (!Array.isArray(value) || value.length === 0) return "no change";
  const list: readonly unknown[] = value;
  if (list.length > 3) return `${list.length} operations`;
  return list.map((operation) => operationPhrase(operation, names)).join(", ");
}

function operationPhrase(operation: unknown, names: NameResolver): string {
  const item = (field: string) => bodyItem(recordedField(operation, field), names);
  switch (recordedField(operation, "op")) {
    case "add":
      return `added ${item("item")}`;
    case "remove":
      return `removed ${item("item")}`;
    case "replace":
      return `replaced ${item("oldItem")} by ${item("newItem")}`;
    default:
      return "an unknown operation";
  }
}

function bodyItem(item: unknown, names: NameResolver): string {
  const source = recordedField(item, "source");
  return source === undefined ? quote(recordedField(item, "value")) : `a link to ${resource(source, names)}`;
}

function job(payload: RecordedObject): string {
  const type = recordedText(payload.jobType);
  return type === undefined ? "a job" : `the job ${excerpt(type)}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function step(payload: RecordedObject): string | undefined {
  const progress = payload.progress;
  const told = [
    payload.message,
    payload.currentStep,
    recordedField(progress, "message"),
    recordedField(progress, "currentStep"),
  ];
  return told.map(recordedText).find((text) => text !== undefined);
}

/** Jobs tell what they found under many names; the newest logs and the oldest alike are understood. */
function found(payload: RecordedObject): string | undefined {
  const outer = payload.result;
  const result = recordedField(outer, "result") ?? outer;
  const count = [
    payload.foundCount,
    recordedField(result, "totalFound"),
    recordedField(result, "highlightsFound"),
  ].find((value) => typeof value === "number");
  return count === undefined ? undefined : `found ${number(count)}`;
}

function madeResource(payload: RecordedObject, names: NameResolver): string | undefined {
  const result = payload.result;
  const id =
    payload.resultResourceId ?? recordedField(result, "resultResourceId") ?? recordedField(result, "resourceId");
  return recordedText(id) === undefined ? undefined : `made ${resource(id, names)}`;
}
