import type { Subscription } from "rxjs";
import { type EventInput, type EventOf, isEventType } from "../../shared/events/catalogue.ts";
import type { EventBus } from "../../shared/events/event-bus.ts";
import { type StreamId, SYSTEM_STREAM } from "../../shared/events/ids.ts";
import type { StoredEvent } from "../../shared/events/stored-event.ts";
import type { AppendOptions } from "./log/append-request.ts";
import type { EventLog } from "./log/event-log.ts";
import { componentLogger, type Logger } from "./logger.ts";
import type { ViewManager } from "./views/view-manager.ts";
import type { ViewStorage } from "./views/view-storage.ts";

/** Told of an event that is in the log and has been published, but could not be applied to everything derived from it. */
export type ViewFailure = (stored: StoredEvent, error: unknown) => void;

/** What an event store is made of; `createEventStore` puts it together. */
export interface EventStoreParts {
  readonly log: EventLog;
  readonly views: ViewManager;
  readonly viewStorage: ViewStorage;
  readonly eventBus: EventBus;
  readonly logger: Logger;
  readonly onViewFailure?: ViewFailure;
}

/**
 * The single way to write events: persist, materialize, publish, in that order and for each stream in its order.
 *
 * Once an event is in the log it has happened. When it cannot be applied to the views afterwards (their disk is full, an
 * index is corrupt) the append succeeds all the same, since a caller who was told otherwise would append it again. The
 * failure is logged and told to `onViewFailure`; views are written again by and by, and `views.rebuildAll` heals all.
 */
export class EventStore {
  /** The log: the source of truth. */
  readonly log: EventLog;
  /** Keeps what is derived from the log up to date, and rebuilds it. */
  readonly views: ViewManager;
  /** The views of resources, as of every append that has resolved. */
  readonly viewStorage: ViewStorage;
  readonly #eventBus: EventBus;
  readonly #logger: Logger;
  readonly #onViewFailure: ViewFailure | undefined;
  /** What is being done with the events of a stream after they were persisted: one after the other. */
  readonly #deliveries = new Map<StreamId, Promise<void>>();
  readonly #appending = new Set<Promise<StoredEvent>>();
  readonly #subscriberErrors: Subscription;

  constructor({ log, views, viewStorage, eventBus, logger, onViewFailure }: EventStoreParts) {
    this.log = log;
    this.views = views;
    this.viewStorage = viewStorage;
    this.#eventBus = eventBus;
    this.#logger = componentLogger(logger, "event-store");
    this.#onViewFailure = onViewFailure;
    this.#subscriberErrors = eventBus.subscriberErrors.subscribe(({ type, error }) =>
      this.#logger.error("A subscriber has thrown; others are not affected.", { type, error }),
    );
  }

  /**
   * Appends an event to the stream of its resource, or to the system stream when its type belongs there. Resolves when it
   * is in the log (on disk, unless the store was made with another durability), its view can be read, and its
   * subscribers were called.
   * @returns the event with its id, timestamp and metadata
   * @throws as `EventStorage.append`
   */
  async appendEvent(event: EventInput, options?: AppendOptions): Promise<StoredEvent> {
    const appending = this.#append(event, options);
    this.#appending.add(appending);
    try {
      return await appending;
    } finally {
      this.#appending.delete(appending);
    }
  }

  /** Resolves when everything appended so far is in the log, staged, published, and its views are on disk. */
  async flush(): Promise<void> {
    await Promise.allSettled(this.#appending);
    await this.log.flush();
    await this.views.flush();
  }

  /** As `flush`; nothing is accepted afterwards. The event bus stays open, it belongs to the caller. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#appending);
    try {
      await this.log.close();
      await this.views.close();
    } finally {
      this.#subscriberErrors.unsubscribe();
    }
  }

  async #append(event: EventInput, options: AppendOptions | undefined): Promise<StoredEvent> {
    const streamId = streamOf(event);
    const stored = await this.log.append(event, streamId, options);
    await this.#deliver(streamId, stored);
    return stored;
  }

  /** Appends resolve in the order of their stream, and so join the line in that order. */
  #deliver(streamId: StreamId, stored: StoredEvent): Promise<void> {
    const before = this.#deliveries.get(streamId) ?? Promise.resolve();
    const delivery = before.then(async () => {
      await this.#materialize(streamId, stored);
      this.#publish(streamId, stored);
      if (this.#deliveries.get(streamId) === delivery) this.#deliveries.delete(streamId);
    });
    this.#deliveries.set(streamId, delivery);
    return delivery;
  }

  async #materialize(streamId: StreamId, stored: StoredEvent): Promise<void> {
    const getAllEvents = () => this.log.getEvents(streamId);
    try {
      if (streamId !== SYSTEM_STREAM) await this.views.materializeResource(streamId, stored, getAllEvents);
      else await this.views.materializeSystem(stored.event.type, stored.event.payload, getAllEvents);
    } catch (error) {
      const { type, id } = stored.event;
      this.#logger.error("An event is in the log, but what is derived from it is not up to date; rebuild the views.", {
        ...{ streamId, type, id, error },
      });
      this.#onViewFailure?.(stored, error);
    }
  }

  /** To everyone, then to those who follow the resource. What subscribers throw stays with the bus. */
  #publish(streamId: StreamId, stored: StoredEvent): void {
    if (!isOfCatalogue(stored)) return;
    this.#eventBus.get(stored.event.type).next(stored);
    if (streamId !== SYSTEM_STREAM) this.#eventBus.scope(streamId).get(stored.event.type).next(stored);
  }
}

function streamOf(event: Partial<Pick<EventInput, "resourceId">>): StreamId {
  return event?.resourceId ?? SYSTEM_STREAM;
}

/** Events that the store appended were checked at the door. */
function isOfCatalogue(stored: StoredEvent): stored is StoredEvent<EventOf> {
  return isEventType(stored.event.type);
}
