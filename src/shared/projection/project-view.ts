import type { StoredEvent } from "../events/stored-event.ts";
import { ResourceProjection } from "./resource-projection.ts";
import { emptyView, type ResourceView } from "./resource-view.ts";

/**
 * Events in the order in which views replay them: by sequence number, and as they stand in the log where two have the
 * same. The very list where it is in order already, which it nearly always is.
 */
export function inSequenceOrder<S extends StoredEvent>(events: readonly S[]): readonly S[] {
  const isOrdered = events.every((stored, index) => {
    const before = events[index - 1];
    return before === undefined || before.metadata.sequenceNumber <= stored.metadata.sequenceNumber;
  });
  if (isOrdered) return events;
  return events.toSorted((left, right) => left.metadata.sequenceNumber - right.metadata.sequenceNumber);
}

export interface ProjectViewOptions {
  /** The last sequence number to apply; all of them when absent. */
  readonly until?: number;
}

/** The view of a resource, replayed from its events. */
export function projectView(
  resourceId: string,
  events: readonly StoredEvent[],
  { until = Number.POSITIVE_INFINITY }: ProjectViewOptions = {},
): ResourceView {
  const projection = new ResourceProjection(emptyView(resourceId));
  for (const { event, metadata } of inSequenceOrder(events)) {
    if (metadata.sequenceNumber > until) break;
    projection.apply(event);
  }
  return projection.view();
}
