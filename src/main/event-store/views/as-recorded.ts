import type { StoredEvent } from "../../../shared/events/stored-event.ts";

/** Only these carry objects into a view. */
const CARRIES_OBJECTS = new Set(["mark:added", "mark:body-updated", "yield:created", "yield:representation-added"]);

/**
 * The event as a reader of the log will see it. The author still holds the object that was appended and may change it,
 * and it may hold what JSON does not (`undefined`, dates); a view must not depend on either.
 */
export function asRecorded(stored: StoredEvent): StoredEvent {
  if (!CARRIES_OBJECTS.has(stored.event.type) || stored.record !== undefined) return stored;
  const payload: unknown = JSON.parse(JSON.stringify(stored.event.payload));
  return { ...stored, event: { ...stored.event, payload } };
}
