import type { Representation } from "../events/annotation.ts";
import type { ResourceEvent } from "../events/catalogue.ts";
import { isRecordedObject, type RecordedObject, recordedField, recordedText } from "../events/recorded-value.ts";
import { KeyedList } from "./keyed-list.ts";
import type { ResourceDescriptor } from "./resource-view.ts";
import { userName } from "./user-name.ts";

/** The descriptor of a resource while events are applied to it, each in constant time. */
export class DescriptorProjection {
  /** Its two lists are kept beside it; here they only hold their places among the fields. */
  readonly #fields: ResourceDescriptor;
  readonly #entityTypes: KeyedList<string, string>;
  /** Those without a checksum count as one. */
  readonly #representations: KeyedList<unknown, Representation>;

  constructor(descriptor: ResourceDescriptor) {
    this.#fields = { ...descriptor };
    this.#entityTypes = new KeyedList((entityType) => entityType, descriptor.entityTypes);
    this.#representations = new KeyedList(({ checksum }) => checksum, descriptor.representations);
  }

  descriptor(): ResourceDescriptor {
    const [representations, entityTypes] = [this.#representations.toArray(), this.#entityTypes.toArray()];
    return { ...this.#fields, representations, entityTypes };
  }

  apply(event: ResourceEvent, payload: RecordedObject): void {
    const resource = this.#fields;
    switch (event.type) {
      case "yield:created":
        this.#describe(payload, recordedText(payload.creationMethod) ?? resource.creationMethod);
        create(resource, event, payload);
        break;
      case "yield:cloned":
        this.#describe(payload, "clone");
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
        this.#addRepresentation(payload.representation);
        break;
      case "yield:representation-removed":
        this.#representations.remove(payload.checksum);
        break;
      case "mark:archived":
        resource.archived = true;
        break;
      case "mark:unarchived":
        resource.archived = false;
        break;
      case "mark:entity-tag-added":
        this.#addEntityType(payload.entityType);
        break;
      case "mark:entity-tag-removed":
        if (typeof payload.entityType === "string") this.#entityTypes.remove(payload.entityType);
        break;
    }
  }

  #describe(payload: RecordedObject, creationMethod: string): void {
    const { name, format, contentChecksum, contentByteSize, language, entityTypes } = payload;
    if (typeof name === "string") this.#fields.name = name;
    const original = {
      mediaType: format,
      ...(contentChecksum === undefined ? {} : { checksum: contentChecksum }),
      ...(contentByteSize === undefined ? {} : { byteSize: contentByteSize }),
      rel: "original",
      ...(language === undefined ? {} : { language }),
    };
    this.#representations.add(original);
    this.#entityTypes.replace(Array.isArray(entityTypes) ? entityTypes.filter((type) => typeof type === "string") : []);
    this.#fields.creationMethod = creationMethod;
  }

  #addRepresentation(representation: unknown): void {
    if (!isRecordedObject(representation) || this.#representations.has(representation.checksum)) return;
    this.#representations.add(representation);
  }

  #addEntityType(entityType: unknown): void {
    if (typeof entityType === "string" && !this.#entityTypes.has(entityType)) this.#entityTypes.add(entityType);
  }
}

/** A resource may be created twice, as logs show: the later event wins, what it leaves out of its place stays. */
function create(resource: ResourceDescriptor, event: ResourceEvent, payload: RecordedObject): void {
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
  setOrDelete(resource, "dateCreated", event.timestamp);
  setOrDelete(resource, "sourceResourceId", recordedText(payload.parentResourceId));
  attribute(resource, event);
}

function attribute(resource: ResourceDescriptor, { userId }: ResourceEvent): void {
  if (userId !== undefined) resource.wasAttributedTo = { type: "Person", id: userId, name: userName(userId) };
}

function touch(resource: ResourceDescriptor, { timestamp }: ResourceEvent): void {
  setOrDelete(resource, "dateModified", timestamp);
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
