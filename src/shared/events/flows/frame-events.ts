import { z } from "zod";
import type { EventDefinition } from "../event-definition.ts";

/** The vocabulary of a whole knowledge base, version 0.5 and later. */
export const frameEvents = {
  "frame:tag-schema-added": {
    flow: "frame",
    category: "entity-type",
    label: "Tag schema added",
    scope: "system",
    payload: z.looseObject({ schema: z.looseObject({ id: z.string().min(1) }) }),
  },
} as const satisfies Record<string, EventDefinition>;
