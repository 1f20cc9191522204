import type { StreamScan } from "../../../shared/integrity/record-header.ts";

/** How often each event id stands in a log. */
export class EventIdCounts {
  readonly #counts = new Map<string, number>();

  /** @returns whether the log now has one of the scan's ids more than once */
  add({ records }: StreamScan): boolean {
    let isDoubled = false;
    for (const { eventId } of records) {
      if (eventId === "") continue;
      const count = (this.#counts.get(eventId) ?? 0) + 1;
      this.#counts.set(eventId, count);
      if (count > 1) isDoubled = true;
    }
    return isDoubled;
  }

  remove({ records }: StreamScan): void {
    for (const { eventId } of records) {
      const count = (this.#counts.get(eventId) ?? 1) - 1;
      if (count > 0) this.#counts.set(eventId, count);
      else this.#counts.delete(eventId);
    }
  }
}
