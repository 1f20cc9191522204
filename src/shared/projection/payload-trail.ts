import { recordedField, recordedText } from "../events/recorded-value.ts";
import type { JsonPath, JsonTrail, JsonValue } from "../ipc/json-value.ts";

const ANNOTATIONS = ["annotations", "annotations"] as const;

/** Fields of a payload that the descriptor has under a name of its own. */
const FIELDS: Readonly<Record<string, string>> = {
  name: "name",
  storageUri: "storageUri",
  toUri: "storageUri",
  creationMethod: "creationMethod",
  isDraft: "isDraft",
  generator: "generator",
  parentResourceId: "sourceResourceId",
  generatedFrom: "wasDerivedFrom",
  entityType: "entityTypes",
  entityTypes: "entityTypes",
  reason: "archived",
};
/** Fields of a payload that become those of the representation that it adds. */
const OF_REPRESENTATION: Readonly<Record<string, string>> = {
  format: "mediaType",
  contentChecksum: "checksum",
  contentByteSize: "byteSize",
  language: "language",
};
const DESCRIBING = /^(?:yield:|mark:(?:archived|unarchived|entity-tag-))/u;

/**
 * Where in a view the value of a payload comes to stand, as the projection puts it there.
 * @param path into the payload
 * @returns null for what no view holds
 */
export function viewTrailOfPayload(type: string, payload: JsonValue, path: JsonPath): JsonTrail | null {
  const [field, ...inner] = path;
  if (typeof field !== "string") return null;
  if (type.startsWith("mark:")) {
    const ofAnnotation = annotationTrail(payload, field, inner);
    if (ofAnnotation !== null) return ofAnnotation;
  }
  return DESCRIBING.test(type) ? descriptorTrail(type, payload, field, inner) : null;
}

function annotationTrail(payload: JsonValue, field: string, inner: JsonPath): JsonTrail | null {
  const id = recordedText(recordedField(recordedField(payload, "annotation"), "id"));
  if (field === "annotation") return id === undefined ? null : [...ANNOTATIONS, { by: "id", is: id }, ...inner];
  const named = recordedText(recordedField(payload, "annotationId"));
  if (named === undefined) return null;
  const item = [...ANNOTATIONS, { by: "id", is: named } as const];
  if (field === "annotationId") return item;
  return field === "operations" ? [...item, "body"] : null;
}

function descriptorTrail(type: string, payload: JsonValue, field: string, inner: JsonPath): JsonTrail | null {
  if (type === "yield:updated") return field === "contentChecksum" ? ["resource", "currentChecksum"] : null;
  if (field === "representation") return representationTrail(recordedField(payload, field), inner);
  const ofRepresentation = own(OF_REPRESENTATION, field);
  if (ofRepresentation !== undefined) {
    return representationTrail({ checksum: recordedField(payload, "contentChecksum") }, [ofRepresentation, ...inner]);
  }
  const name = own(FIELDS, field);
  if (name === undefined) return null;
  // What stands inside is a list of another order, or told by one of its fields.
  return name === "generator" ? ["resource", name, ...inner] : ["resource", name];
}

function representationTrail(representation: unknown, inner: JsonPath): JsonTrail {
  const checksum = recordedText(recordedField(representation, "checksum"));
  const list = ["resource", "representations"];
  return checksum === undefined ? list : [...list, { by: "checksum", is: checksum }, ...inner];
}

function own(names: Readonly<Record<string, string>>, field: string): string | undefined {
  return Object.hasOwn(names, field) ? names[field] : undefined;
}
