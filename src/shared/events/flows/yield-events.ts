import { z } from "zod";
import { representationSchema } from "../annotation.ts";
import { CREATION_METHODS } from "../creation-methods.ts";
import type { EventDefinition } from "../event-definition.ts";

const content = {
  name: z.string(),
  /** Media type, at times with parameters. */
  format: z.string().min(1),
  contentChecksum: z.string().min(1),
  contentByteSize: z.number().nonnegative().optional(),
  creationMethod: z.enum(CREATION_METHODS),
  entityTypes: z.array(z.string()).optional(),
  language: z.string().optional(),
};

/** Resources and their content. */
export const yieldEvents = {
  "yield:created": {
    flow: "yield",
    category: "resource",
    label: "Resource created",
    scope: "resource",
    payload: z.looseObject({
      ...content,
      storageUri: z.string().min(1).optional(),
      isDraft: z.boolean().optional(),
      /** Logs before April 2026 hold an annotation id instead of the object. */
      generatedFrom: z
        .union([z.string(), z.looseObject({ resourceId: z.string(), annotationId: z.string().optional() })])
        .optional(),
      generationPrompt: z.string().optional(),
      generator: z.unknown().optional(),
    }),
  },
  "yield:cloned": {
    flow: "yield",
    category: "resource",
    label: "Resource cloned",
    scope: "resource",
    payload: z.looseObject({ ...content, parentResourceId: z.string().min(1) }),
  },
  "yield:updated": {
    flow: "yield",
    category: "resource",
    label: "Content updated",
    scope: "resource",
    payload: z.looseObject({
      contentChecksum: z.string().min(1),
      contentByteSize: z.number().nonnegative().optional(),
    }),
  },
  "yield:moved": {
    flow: "yield",
    category: "resource",
    label: "File moved",
    scope: "resource",
    payload: z.looseObject({ fromUri: z.string().min(1), toUri: z.string().min(1) }),
  },
  "yield:representation-added": {
    flow: "yield",
    category: "resource",
    label: "Representation added",
    scope: "resource",
    payload: z.looseObject({ representation: representationSchema }),
  },
  "yield:representation-removed": {
    flow: "yield",
    category: "resource",
    label: "Representation removed",
    scope: "resource",
    payload: z.looseObject({ checksum: z.string().min(1) }),
  },
} as const satisfies Record<string, EventDefinition>;
