import { filter, Observable, type Observer, type Operator, type Subject, Subscriber, type Subscription } from "rxjs";

/** Told of every error that a subscriber threw, or that its returned promise was rejected with. */
export type SubscriberErrorHandler = (error: unknown) => void;

/**
 * An observable whose subscribers cannot hurt anybody: rxjs reports what they throw as an uncaught exception, which
 * ends a Node process; here it goes to `onSubscriberError`. Observables derived from it by operators behave the same.
 */
class GuardedObservable<T> extends Observable<T> {
  protected readonly onSubscriberError: SubscriberErrorHandler;

  constructor(
    onSubscriberError: SubscriberErrorHandler,
    subscribe?: (subscriber: Subscriber<T>) => (() => void) | undefined,
  ) {
    super(subscribe);
    this.onSubscriberError = onSubscriberError;
  }

  override lift<R>(operator?: Operator<T, R>): Observable<R> {
    const lifted = new GuardedObservable<R>(this.onSubscriberError);
    lifted.source = this;
    lifted.operator = operator;
    return lifted;
  }

  override subscribe(
    observerOrNext?: Partial<Observer<T>> | ((value: T) => void) | null,
    error?: ((error: unknown) => void) | null,
    complete?: (() => void) | null,
  ): Subscription {
    // Operators pass subscribers on; only the observers at the end of a chain are somebody else's code.
    if (observerOrNext instanceof Subscriber) return super.subscribe(observerOrNext);
    const observer =
      typeof observerOrNext === "object" && observerOrNext !== null
        ? observerOrNext
        : { next: observerOrNext, error, complete };
    return super.subscribe({
      next: (value) => this.#shield(() => observer.next?.(value)),
      error: (reason) =>
        observer.error ? this.#shield(() => observer.error?.(reason)) : this.onSubscriberError(reason),
      complete: () => this.#shield(() => observer.complete?.()),
    });
  }

  #shield(call: () => unknown): void {
    try {
      const result = call();
      if (result instanceof Promise) result.catch(this.onSubscriberError);
    } catch (error) {
      this.onSubscriberError(error);
    }
  }
}

/** What a channel is fed from: the values of one scope, of which a channel carries one kind. */
export interface ChannelSource<V, T extends V> {
  /** The values of the scope while anybody listens to it. */
  current(): Subject<V> | undefined;
  /** The values of the scope; `undefined` once the bus is destroyed. */
  open(): Subject<V> | undefined;
  /** Called when a subscriber has left. */
  release(): void;
  carries(value: V): value is T;
}

/** One typed channel of the event bus. It costs nothing while nobody listens. */
export class EventChannel<T extends V, V = T> extends GuardedObservable<T> {
  readonly #source: ChannelSource<V, T>;

  constructor(source: ChannelSource<V, T>, onSubscriberError: SubscriberErrorHandler) {
    super(onSubscriberError, (subscriber) => {
      const values = source.open();
      if (values === undefined) {
        subscriber.complete();
        return undefined;
      }
      const subscription = values.pipe(filter((value) => source.carries(value))).subscribe(subscriber);
      return () => {
        subscription.unsubscribe();
        source.release();
      };
    });
    this.#source = source;
  }

  /** Hands a value to every subscriber, in the order in which they subscribed. Never throws. */
  next(value: T): void {
    this.#source.current()?.next(value);
  }
}
