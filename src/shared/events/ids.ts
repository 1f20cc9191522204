/** Branded identifiers of the event log, so that a user id is never passed where a resource id belongs. */

declare const brand: unique symbol;

type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Names a resource and its stream, and so a file: see the rules at the door of the store. */
export type ResourceId = Branded<"ResourceId">;
/** Names who did something; usually a DID, `did:web:example.com:users:alice`. */
export type UserId = Branded<"UserId">;
/** Names an event; a UUID unless the store was told otherwise. */
export type EventId = Branded<"EventId">;
/** Names an annotation within its resource; 21 random characters from `generateAnnotationId`. */
export type AnnotationId = Branded<"AnnotationId">;

/** The stream that holds events which belong to no resource. Its name is fixed by the on-disk format. */
export const SYSTEM_STREAM = "__system__";

/** A stream is named after its resource, or is the system stream. */
export type StreamId = ResourceId | typeof SYSTEM_STREAM;

function nonEmpty(kind: string, value: string): string {
  if (value.length === 0) {
    throw new TypeError(`A ${kind} must not be empty.`);
  }
  return value;
}

/** @throws TypeError when the text is empty. Whether it may name a file is decided at the door of the store. */
export function resourceId(value: string): ResourceId {
  return nonEmpty("resource id", value) as ResourceId;
}

/** @throws TypeError when the text is empty. */
export function userId(value: string): UserId {
  return nonEmpty("user id", value) as UserId;
}

/** @throws TypeError when the text is empty. */
export function eventId(value: string): EventId {
  return nonEmpty("event id", value) as EventId;
}

/** @throws TypeError when the text is empty. */
export function annotationId(value: string): AnnotationId {
  return nonEmpty("annotation id", value) as AnnotationId;
}
