import { z } from "zod";
import type { EventDefinition } from "../event-definition.ts";

/** Vectors for similarity search. Changes no field of a view but the version. */
export const embeddingEvents = {
  "embedding:computed": {
    flow: "embedding",
    category: "embedding",
    label: "Embedding computed",
    scope: "resource",
    payload: z.looseObject({
      annotationId: z.string().optional(),
      chunkIndex: z.number().int().nonnegative(),
      chunkText: z.string(),
      embedding: z.array(z.number()),
      model: z.string().min(1),
      dimensions: z.number().int().positive(),
    }),
  },
  "embedding:deleted": {
    flow: "embedding",
    category: "embedding",
    label: "Embedding deleted",
    scope: "resource",
    payload: z.looseObject({ annotationId: z.string().optional() }),
  },
} as const satisfies Record<string, EventDefinition>;
