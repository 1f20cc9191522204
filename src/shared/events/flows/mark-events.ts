import { z } from "zod";
import { annotationSchema, bodyOperationSchema } from "../annotation.ts";
import type { EventDefinition } from "../event-definition.ts";

const entityTypePayload = z.looseObject({ entityType: z.string().min(1) });

/** Annotations, archiving and entity types. */
export const markEvents = {
  "mark:added": {
    flow: "mark",
    category: "annotation",
    label: "Annotation added",
    scope: "resource",
    payload: z.looseObject({ annotation: annotationSchema, contentChecksum: z.string().optional() }),
  },
  "mark:removed": {
    flow: "mark",
    category: "annotation",
    label: "Annotation removed",
    scope: "resource",
    payload: z.looseObject({ annotationId: z.string().min(1) }),
  },
  "mark:body-updated": {
    flow: "mark",
    category: "annotation",
    label: "Annotation body updated",
    scope: "resource",
    payload: z.looseObject({ annotationId: z.string().min(1), operations: z.array(bodyOperationSchema) }),
  },
  "mark:archived": {
    flow: "mark",
    category: "resource",
    label: "Resource archived",
    scope: "resource",
    payload: z.looseObject({ reason: z.string().optional() }),
  },
  "mark:unarchived": {
    flow: "mark",
    category: "resource",
    label: "Resource unarchived",
    scope: "resource",
    payload: z.looseObject({}),
  },
  "mark:entity-tag-added": {
    flow: "mark",
    category: "entity-type",
    label: "Entity tag added",
    scope: "resource",
    payload: entityTypePayload,
  },
  "mark:entity-tag-removed": {
    flow: "mark",
    category: "entity-type",
    label: "Entity tag removed",
    scope: "resource",
    payload: entityTypePayload,
  },
  "mark:entity-type-added": {
    flow: "mark",
    category: "entity-type",
    label: "Entity type added",
    scope: "system",
    payload: entityTypePayload,
  },
} as const satisfies Record<string, EventDefinition>;
