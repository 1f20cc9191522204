import { z } from "zod";

/**
 * W3C Web Annotations as knowledge bases hold them. The schemas say what a writer must give; the interfaces below say
 * what a reader may rely on, which for a log of unknown origin is little.
 */

const textualBodySchema = z.looseObject({
  type: z.literal("TextualBody"),
  value: z.string(),
  purpose: z.string().optional(),
  format: z.string().optional(),
  language: z.string().optional(),
});

const specificResourceSchema = z.looseObject({
  type: z.literal("SpecificResource"),
  source: z.string(),
  purpose: z.string().optional(),
});

export const bodyItemSchema = z.discriminatedUnion("type", [textualBodySchema, specificResourceSchema]);

export const bodyOperationSchema = z.discriminatedUnion("op", [
  z.looseObject({ op: z.literal("add"), item: bodyItemSchema }),
  z.looseObject({ op: z.literal("remove"), item: bodyItemSchema }),
  z.looseObject({ op: z.literal("replace"), oldItem: bodyItemSchema, newItem: bodyItemSchema }),
]);

export const annotationSchema = z.looseObject({
  "@context": z.string(),
  type: z.literal("Annotation"),
  id: z.string().min(1),
  motivation: z.union([z.string(), z.array(z.string())]),
  target: z.union([z.string(), z.looseObject({ source: z.string() })]),
  body: z.union([bodyItemSchema, z.array(bodyItemSchema)]).optional(),
  created: z.string().optional(),
  modified: z.string().optional(),
  creator: z.unknown().optional(),
  generator: z.unknown().optional(),
});

export const representationSchema = z.looseObject({
  mediaType: z.string().min(1),
  checksum: z.string().optional(),
  byteSize: z.number().nonnegative().optional(),
  rel: z.string().optional(),
  language: z.string().optional(),
});

/** One part of an annotation's body. */
export type BodyItem = z.infer<typeof bodyItemSchema>;

/** A change to an annotation's body. */
export type BodyOperation = z.infer<typeof bodyOperationSchema>;

/** An annotation as it stands in a log or a view: an object with an id; every other field is as it was recorded. */
export interface Annotation {
  readonly id: string;
  readonly motivation?: unknown;
  readonly target?: unknown;
  readonly body?: unknown;
  readonly creator?: unknown;
  readonly created?: unknown;
  readonly modified?: unknown;
  readonly [field: string]: unknown;
}

/** A stored form of a resource's content, as it stands in a log or a view. */
export interface Representation {
  readonly mediaType?: unknown;
  readonly checksum?: unknown;
  readonly byteSize?: unknown;
  readonly rel?: unknown;
  readonly language?: unknown;
  readonly [field: string]: unknown;
}
