import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { bareHash, hashEvent } from "./event-hash.ts";

/** What the strict check of a chain says. */
export interface ChainValidation {
  readonly valid: boolean;
  /** One sentence for every mismatch, in the order of the events. */
  readonly errors: string[];
}

/**
 * The strict check of a chain: any mismatch makes it invalid, whatever caused it.
 * Causes are for {@link diagnoseStream}, which builds on the same facts and hides none of them.
 */
export class EventValidator {
  /**
   * @param events one stream in file order, from its first event. Events read from a file are hashed under the type name
   * that stands there.
   */
  validateChain(events: readonly StoredEvent[]): ChainValidation {
    const errors = events.flatMap((stored, index) => [
      ...this.#checksumErrors(stored),
      ...linkErrors(stored, events[index - 1]),
      ...(stored.metadata.sequenceNumber === index + 1
        ? []
        : [`${named(stored)}: sequence number ${stored.metadata.sequenceNumber} where ${index + 1} is expected.`]),
    ]);
    return { valid: errors.length === 0, errors };
  }

  /** Whether the event's checksum is that of its content. False for an event without one. */
  validateEventChecksum({ event, metadata, record }: StoredEvent): boolean {
    if (metadata.checksum === undefined) return false;
    const recordedType = record?.recordedType ?? event.type;
    const recorded = recordedType === event.type ? event : { ...event, type: recordedType };
    return hashEvent(recorded) === bareHash(metadata.checksum);
  }

  #checksumErrors(stored: StoredEvent): string[] {
    if (stored.metadata.checksum === undefined) return [`${named(stored)}: no checksum.`];
    return this.validateEventChecksum(stored) ? [] : [`${named(stored)}: the checksum does not belong to the content.`];
  }
}

function linkErrors(stored: StoredEvent, before: StoredEvent | undefined): string[] {
  const link = stored.metadata.prevEventHash ?? undefined;
  if (before === undefined) {
    return link === undefined
      ? []
      : [`${named(stored)}: the first event links to ${link}, and nothing stands before it.`];
  }
  const expected = before.metadata.checksum;
  if (link !== undefined && expected !== undefined && bareHash(link) === bareHash(expected)) return [];
  return [`${named(stored)}: links to ${link ?? "nothing"} where ${expected ?? "a checksum"} is expected.`];
}

function named({ event, metadata }: StoredEvent): string {
  return `Event ${metadata.sequenceNumber} (${event.id ?? "without id"})`;
}
