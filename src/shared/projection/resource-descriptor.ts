import type { ResourceEvent } from "../events/catalogue.ts";
import { isRecordedObject, type RecordedObject, recordedField, recordedText } from "../events/recorded-value.ts";
import type { ResourceDescriptor } from "./resource-view.ts";
import { userName } from "./user-name.ts";

/** Changes a descriptor as an event says. The lists in it are replaced, never changed: views share them. */
export function applyToDescriptor(resource: ResourceDescriptor, event: ResourceEvent, payload: RecordedObject): void {
  switch (event.type) {
    case "yield:created":
      create(resource, event, payload);
      break;
    case "yield:cloned":
      clone(resource, event, payload);
      break;
    case "yield:updated":
      setOrDelete(resource, "currentChecksum", recordedText(payload.contentChecksum) ?? resource.currentChecksum);
      touch(resource, event);
      break;
    case "yield:moved":
      setOrDelete(resource, "storageUri", recordedText(payload.toUri) ?? resource.storageUri);
      touch(resource, event);
      break;
    case "yield:representation-added":
      addRepresentation(resource, payload.representation);
      break;
    case "yield:representation-removed":
      removeRepresentation(resource, payload.checksum);
      break;
    case "mark:archived":
      resource.archived = true;
      break;
    case "mark:unarchived":
      resource.archived = false;
      break;
    case "mark:entity-tag-added":
      addEntityType(resource, payload.entityType);
      break;
    case "mark:entity-tag-removed":
      resource.entityTypes = resource.entityTypes.filter((entityType) => entityType !== payload.entityType);
      break;
  }
}

/** A resource may be created twice, as logs show: the later event wins, what it leaves out of its place stays. */
function create(resource: ResourceDescriptor, event: ResourceEvent, payload: RecordedObject): void {
  describe(resource, payload, recordedText(payload.creationMethod) ?? resource.creationMethod);
  setOrDelete(resource, "dateCreated", event.timestamp);
  attribute(resource, event);
  const { isDraft, generatedFrom, generator, storageUri, contentChecksum } = payload;
  setOrDelete(resource, "isDraft", typeof isDraft === "boolean" ? isDraft : undefined);
  setOrDelete(resource, "wasDerivedFrom", recordedText(recordedField(generatedFrom, "resourceId")));
  setOrDelete(resource, "generator", generator);
  if (typeof storageUri === "string") resource.storageUri = storageUri;
  if (typeof contentChecksum === "string") resource.currentChecksum = contentChecksum;
}

/** Clones get no storage URI and no checksum of their own. */
function clone(resource: ResourceDescriptor, event: ResourceEvent, payload: RecordedObject): void {
  describe(resource, payload, "clone");
  setOrDelete(resource, "dateCreated", event.timestamp);
  setOrDelete(resource, "sourceResourceId", recordedText(payload.parentResourceId));
  attribute(resource, event);
}

function describe(resource: ResourceDescriptor, payload: RecordedObject, creationMethod: string): void {
  const { name, format, contentChecksum, contentByteSize, language, entityTypes } = payload;
  if (typeof name === "string") resource.name = name;
  const original = {
    mediaType: format,
    ...(contentChecksum === undefined ? {} : { checksum: contentChecksum }),
    ...(contentByteSize === undefined ? {} : { byteSize: contentByteSize }),
    rel: "original",
    ...(language === undefined ? {} : { language }),
  };
  resource.representations = [...resource.representations, original];
  resource.entityTypes = Array.isArray(entityTypes) ? entityTypes.filter((type) => typeof type === "string") : [];
  resource.creationMethod = creationMethod;
}

function attribute(resource: ResourceDescriptor, { userId }: ResourceEvent): void {
  if (userId !== undefined) resource.wasAttributedTo = { type: "Person", id: userId, name: userName(userId) };
}

function touch(resource: ResourceDescriptor, { timestamp }: ResourceEvent): void {
  setOrDelete(resource, "dateModified", timestamp);
}

/** Representations without a checksum count as one. */
function addRepresentation(resource: ResourceDescriptor, representation: unknown): void {
  if (!isRecordedObject(representation)) return;
  const isThere = resource.representations.some(({ checksum }) => checksum === representation.checksum);
  if (!isThere) resource.representations = [...resource.representations, representation];
}

function removeRepresentation(resource: ResourceDescriptor, checksum: unknown): void {
  resource.representations = resource.representations.filter((representation) => representation.checksum !== checksum);
}

function addEntityType(resource: ResourceDescriptor, entityType: unknown): void {
  if (typeof entityType !== "string" || resource.entityTypes.includes(entityType)) return;
  resource.entityTypes = [...resource.entityTypes, entityType];
}

/** Views hold no empty fields: what is not known is not there. */
function setOrDelete<K extends keyof ResourceDescriptor>(
  resource: Pick<Partial<ResourceDescriptor>, K>,
  key: K,
  value: ResourceDescriptor[K] | undefined,
): void {
  if (value === undefined) delete resource[key];
  else resource[key] = value;
}
