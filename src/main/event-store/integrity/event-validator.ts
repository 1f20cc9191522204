import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { bareHash, hashEvent } from "./event-hash.ts";
import { verifySignature } from "./event-signature.ts";

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
      ...this.#signatureErrors(stored),
      ...(stored.metadata.sequenceNumber === index + 1
        ? []
        : [`${named(stored)}: sequence number ${stored.metadata.sequenceNumber} where ${index + 1} is expected.`]),
    ]);
    return { valid: errors.length === 0, errors };
  }

  /** Whether the event's checksum is that of its content. False for an event without one. */
  validateEventChecksum(stored: StoredEvent): boolean {
    const { checksum } = stored.metadata;
    return checksum !== undefined && hashEvent(asRecorded(stored)) === bareHash(checksum);
  }

  /**
   * Whether the event's signature (ed25519 over the UTF-8 text of the event as it is hashed, with its key beside it) belongs
   * to its content. `unverifiable` is one in any other form, which can neither hold nor fail.
   */
  validateEventSignature(stored: StoredEvent): "valid" | "invalid" | "unverifiable" | "absent" {
    if (stored.signature === undefined) return "absent";
    return verifySignature(JSON.stringify(asRecorded(stored)), stored.signature);
  }

  #checksumErrors(stored: StoredEvent): string[] {
    if (stored.metadata.checksum === undefined) return [`${named(stored)}: no checksum.`];
    return this.validateEventChecksum(stored) ? [] : [`${named(stored)}: the checksum does not belong to the content.`];
  }

  #signatureErrors(stored: StoredEvent): string[] {
    if (this.validateEventSignature(stored) !== "invalid") return [];
    return [`${named(stored)}: the signature does not belong to the content.`];
  }
}

/** The event under the type name that stands in the file: what was hashed and signed. */
function asRecorded({ event, record }: StoredEvent): object {
  const recordedType = record?.recordedType ?? event.type;
  return recordedType === event.type ? event : { ...event, type: recordedType };
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
