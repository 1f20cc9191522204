import { Subject } from "rxjs";
import type { EventOf, EventType } from "./catalogue.ts";
import { EventChannel } from "./event-channel.ts";
import type { ResourceId } from "./ids.ts";
import type { StoredEvent } from "./stored-event.ts";

/** What the channel of an event type carries. */
type Published<T extends EventType = EventType> = StoredEvent<EventOf<T>>;

/** The channels of the bus, or of one resource. */
export interface EventChannels {
  /** The channel of one event type. Subscribe to it, pipe it, or publish with `next`. */
  get<T extends EventType>(type: T): EventChannel<Published<T>, Published>;
}

/** An error thrown by a subscriber, with the channel it listened to. */
export interface SubscriberError {
  readonly type: EventType;
  readonly error: unknown;
}

/** Publishes stored events to typed channels: one per event type, and the same again for every resource. */
export class EventBus implements EventChannels {
  /** What is published per resource, and under `undefined` for all of them. Only scopes somebody listens to are here. */
  readonly #scopes = new Map<ResourceId | undefined, Subject<Published>>();
  readonly #subscriberErrors = new Subject<SubscriberError>();
  #destroyed = false;

  /** What subscribers threw. It reached neither the publisher nor the other subscribers; the store logs it. */
  readonly subscriberErrors = this.#subscriberErrors.asObservable();

  get<T extends EventType>(type: T): EventChannel<Published<T>, Published> {
    return this.#channel(undefined, type);
  }

  /** The channels that carry only events of one resource. */
  scope(resourceId: ResourceId): EventChannels {
    return { get: (type) => this.#channel(resourceId, type) };
  }

  /** Completes every subscription. Nothing is delivered afterwards. */
  destroy(): void {
    this.#destroyed = true;
    const open = [...this.#scopes.values()];
    this.#scopes.clear();
    for (const values of open) values.complete();
    this.#subscriberErrors.complete();
  }

  #channel<T extends EventType>(scope: ResourceId | undefined, type: T): EventChannel<Published<T>, Published> {
    const source = {
      current: () => this.#scopes.get(scope),
      open: () => this.#open(scope),
      release: () => {
        if (this.#scopes.get(scope)?.observed === false) this.#scopes.delete(scope);
      },
      carries: (stored: Published): stored is Published<T> => stored.event.type === type,
    };
    return new EventChannel<Published<T>, Published>(source, (error) => this.#subscriberErrors.next({ type, error }));
  }

  #open(scope: ResourceId | undefined): Subject<Published> | undefined {
    if (this.#destroyed) return undefined;
    const values = this.#scopes.get(scope) ?? new Subject<Published>();
    this.#scopes.set(scope, values);
    return values;
  }
}
