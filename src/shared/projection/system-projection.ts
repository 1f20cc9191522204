import type { ResourceEvent } from "../events/catalogue.ts";
import { isRecordedObject, type RecordedObject, recordedField, recordedText } from "../events/recorded-value.ts";

/** A schema for tags, version 0.5 and later. Only its id is known here. */
export interface TagSchema extends RecordedObject {
  readonly id: string;
}

/** What the system stream says about the whole knowledge base. */
export class SystemProjection {
  readonly #entityTypes: Set<string>;
  readonly #tagSchemas: Map<string, TagSchema>;

  constructor(entityTypes: Iterable<string> = [], tagSchemas: Iterable<TagSchema> = []) {
    this.#entityTypes = new Set(entityTypes);
    this.#tagSchemas = new Map(Array.from(tagSchemas, (schema) => [schema.id, schema]));
  }

  apply({ type, payload }: Pick<ResourceEvent, "type" | "payload">): void {
    if (type === "mark:entity-type-added") {
      const entityType = recordedText(recordedField(payload, "entityType"));
      if (entityType !== undefined) this.#entityTypes.add(entityType);
    } else if (type === "frame:tag-schema-added") {
      const schema = recordedField(payload, "schema");
      if (isTagSchema(schema)) this.#tagSchemas.set(schema.id, schema);
    }
  }

  /** Without doubles, sorted by UTF-16 code unit. */
  entityTypes(): string[] {
    return [...this.#entityTypes].sort();
  }

  /** Of schemas with one id the latest, sorted by id. */
  tagSchemas(): TagSchema[] {
    return [...this.#tagSchemas.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
  }
}

function isTagSchema(value: unknown): value is TagSchema {
  return isRecordedObject(value) && typeof value.id === "string";
}
