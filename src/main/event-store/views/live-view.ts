import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { inSequenceOrder } from "../../../shared/projection/project-view.ts";
import { ResourceProjection } from "../../../shared/projection/resource-projection.ts";
import { emptyView, type ResourceView } from "../../../shared/projection/resource-view.ts";
import type { ViewSource } from "./view-storage.ts";

/** Reads every event of one stream, those just appended included. */
export type GetAllEvents = () => Promise<readonly StoredEvent[]>;

/**
 * The view of one resource while its stream grows. Events that follow one another are applied as they come. Whenever
 * that is not certain (nothing is known of the stream yet, or another process appended in between) the stream is
 * replayed, but only when somebody wants to see the view: an append never waits for it.
 */
export class LiveView implements ViewSource {
  readonly #resourceId: string;
  #projection: ResourceProjection;
  #lastSequence = 0;
  #getAllEvents: GetAllEvents | undefined;
  /** Set while the projection lacks events. */
  #isBehind = false;
  /** What came while the projection lacked events, to be applied after the replay where that has not seen it. */
  #waiting: StoredEvent[] = [];
  #replaying: Promise<void> | undefined;

  constructor(resourceId: string) {
    this.#resourceId = resourceId;
    this.#projection = new ResourceProjection(emptyView(resourceId));
  }

  /** How many events the view holds; how much memory it takes follows from that. */
  get size(): number {
    return this.#projection.version + this.#waiting.length;
  }

  apply(stored: StoredEvent, getAllEvents: GetAllEvents): void {
    const { sequenceNumber } = stored.metadata;
    this.#getAllEvents = getAllEvents;
    if (!this.#isBehind && sequenceNumber === this.#lastSequence + 1) this.#applyNext(stored);
    else if (this.#isBehind || sequenceNumber > this.#lastSequence) {
      this.#isBehind = true;
      this.#waiting.push(stored);
    }
    // An earlier number has been seen by a replay that ran ahead of this call.
  }

  async current(): Promise<ResourceView> {
    while (this.#isBehind) {
      this.#replaying ??= this.#replay().finally(() => {
        this.#replaying = undefined;
      });
      await this.#replaying;
    }
    return this.#projection.view();
  }

  replayed(): Promise<ResourceView> {
    if (this.#getAllEvents !== undefined) this.#isBehind = true;
    return this.current();
  }

  async #replay(): Promise<void> {
    const events = (await this.#getAllEvents?.()) ?? [];
    const projection = new ResourceProjection(emptyView(this.#resourceId));
    for (const { event } of inSequenceOrder(events)) projection.apply(event);
    this.#projection = projection;
    this.#lastSequence = events.reduce((last, { metadata }) => Math.max(last, metadata.sequenceNumber), 0);
    const waiting = inSequenceOrder(this.#waiting);
    this.#waiting = [];
    this.#isBehind = false;
    for (const stored of waiting) {
      if (stored.metadata.sequenceNumber > this.#lastSequence) this.#applyNext(stored);
    }
  }

  #applyNext({ event, metadata }: StoredEvent): void {
    this.#projection.apply(event);
    this.#lastSequence = metadata.sequenceNumber;
  }
}
