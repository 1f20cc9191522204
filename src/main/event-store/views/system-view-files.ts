import { join } from "node:path";
import { z } from "zod";
import type { SystemProjection } from "../../../shared/projection/system-projection.ts";

const entityTypesSchema = z.looseObject({ entityTypes: z.array(z.string()) });
const tagSchemasSchema = z.looseObject({ tagSchemas: z.array(z.looseObject({ id: z.string() })) });

export type EntityTypesFile = z.infer<typeof entityTypesSchema>;
export type TagSchemasFile = z.infer<typeof tagSchemasSchema>;

/** One of the files that hold what the system stream says about the whole knowledge base. */
export interface SystemViewFile<T> {
  readonly fileName: string;
  readonly schema: z.ZodType<T>;
  readonly project: (projection: SystemProjection) => T;
  /** Names of what it lists, with a text that changes when the item does. */
  readonly items: (content: T) => ReadonlyMap<string, string>;
}

export const ENTITY_TYPES_FILE: SystemViewFile<EntityTypesFile> = {
  fileName: "entitytypes.json",
  schema: entityTypesSchema,
  project: (projection) => ({ entityTypes: projection.entityTypes() }),
  items: ({ entityTypes }) => new Map(entityTypes.map((name) => [name, ""])),
};

export const TAG_SCHEMAS_FILE: SystemViewFile<TagSchemasFile> = {
  fileName: "tagschemas.json",
  schema: tagSchemasSchema,
  project: (projection) => ({ tagSchemas: projection.tagSchemas() }),
  items: ({ tagSchemas }) => new Map(tagSchemas.map((schema) => [schema.id, JSON.stringify(schema)])),
};

export function systemViewPath(stateDir: string, { fileName }: Pick<SystemViewFile<unknown>, "fileName">): string {
  return join(stateDir, "projections", "__system__", fileName);
}

export function systemViewText(content: unknown): string {
  return JSON.stringify(content, null, 2);
}

/** @returns `undefined` for a text that is not such a file. */
export function readSystemViewText<T>(file: SystemViewFile<T>, text: string): T | undefined {
  try {
    return file.schema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
